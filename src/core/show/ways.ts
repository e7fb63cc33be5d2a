import { type Fault, type Loss, noteOf, type Stop } from '../analysis/calls/loss';
import type { End } from '../analysis/ways/summary';
import type { Checkpoint } from '../analysis/ways/way';
import type { Ways } from '../analysis/ways/ways';
import type { Func, Unit } from '../flow/unit';
import { placeText, type Sources } from './places';

/** Every way through a function: what fails on it, what becomes of that, and how the function ends; and where records count as done. */
export function waysText(ways: Ways, unit: Unit, func: Func, sources: Sources): string[] {
  const { ends, checkpoints, cut } = ways.summary({ unit, func }), writer = new Writer(sources);
  return [
    ...inOrder(ends).map(end => `  ${writer.end(end)}`), ...inOrder(checkpoints).map(one => `  ${writer.checkpoint(one)}`),
    ...writer.bound(cut),
  ];
}

/** How a function ends as its callers see it: ways that end alike are one. */
export function summaryText(ways: Ways, unit: Unit, func: Func, sources: Sources): string[] {
  const { ends, cut, unseen } = ways.summary({ unit, func }), writer = new Writer(sources);
  const counts = new Map<string, number>();
  for (const { how, loss } of ends) {
    const text = `${how}: ${writer.loss(loss) || 'nothing has failed'}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [
    ...(unseen ? ['  it was not walked: it may do anything'] : []),
    ...[...counts].map(([text, count]) => `  ${text}${count > 1 ? ` (${count} ways)` : ''}`), ...writer.bound(cut),
  ];
}

/** In the order of what fails; first where nothing does. */
function inOrder<Item extends { fault?: Fault }>(items: readonly Item[]): Item[] {
  const start = ({ fault }: Item) => fault?.call.nameSpan.start ?? -1;
  return [...items].sort((a, b) => start(a) - start(b));
}

class Writer {
  constructor(private readonly sources: Sources) {}

  end({ fault, how, loss }: End): string {
    return [`${this.#fault(fault)}: ${how}`, this.loss(loss)].filter(Boolean).join('; ');
  }

  checkpoint({ what, at, worked, each, fault, loss }: Checkpoint): string {
    const failed = fault && this.loss(loss);
    return [
      `${what} at ${this.#place({ unit: at.unit, span: at.call.nameSpan })}`, worked ? 'after work' : 'before any work',
      ...(each ? ['for each record'] : []), ...(fault ? [this.#fault(fault)] : []), ...(failed ? [failed] : []),
    ].join('; ');
  }

  /** A bound that was reached: what lies behind it was not followed. */
  bound(cut: Stop | undefined): string[] {
    return cut ? [`  cut at ${this.#place(cut)}: ${cut.note}`] : [];
  }

  /** What has become of a failure; empty where there was none. */
  loss(loss: Loss): string {
    switch (loss.kind) {
      case 'none': return '';
      case 'past': return 'something failed before';
      case 'live': return `the failure goes up${loss.logged ? `, and is logged at ${this.#place(loss.logged)}` : ''}`;
      case 'pending': return `the failure is in a promise or future that was not asked, at ${this.#place(loss.at)}`;
      case 'ended': return `${noteOf(loss.at, loss.logged)}: ${this.#place(loss.at)}${loss.heeded ? ', where something is done about it' : ''}`;
      case 'kept': return `what failed is kept at ${this.#place(loss.by)}`;
      case 'unknown': return `not known: ${loss.by.note}, at ${this.#place(loss.by)}`;
    }
  }

  #fault(fault: Fault | undefined): string {
    if (!fault) return 'nothing fails';
    const { unit, call, kind, assumed, second } = fault;
    const notes = [kind, ...(assumed ? ['assumed'] : []), ...(second ? ['after another failure'] : [])];
    return `${call.name || 'a call'} at ${this.#place({ unit, span: call.nameSpan })} fails (${notes.join(', ')})`;
  }

  #place({ unit, span }: Pick<Stop, 'unit' | 'span'>): string {
    return placeText({ path: unit.path, span }, this.sources);
  }
}
