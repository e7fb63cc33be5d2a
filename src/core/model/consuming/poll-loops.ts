import { eachNode, weigh, type Node } from '../../analysis/effects/effect';
import type { Spot } from '../../analysis/effects/spot';
import { catchesFailures } from '../../analysis/outcomes/catches';
import type { Fates } from '../../analysis/outcomes/fates';
import type { Call, Unit } from '../../flow/unit';
import { enclosing, eachStep } from '../../flow/walk';
import { contains } from '../../text/span';
import type { FoundHandler } from '../found-handler';

/** The catch around a poll loop: with it the loop ends, and what was polled is committed only by what comes after. */
export function endsLoop(found: FoundHandler, node: Node & { kind: 'try' }): boolean {
  return found.loop !== undefined && node.unit === found.unit && contains(node.step.span, found.loop.span);
}

/** Where a loop's consumer is closed by the function of the loop: a call, or the resource of a `try`. */
export function closeOf(fates: Fates, found: FoundHandler): Spot | undefined {
  const { unit, func, call, nodes } = found;
  let spot: Spot | undefined;
  const consider = (at: Unit, other: Call): void => {
    if (closes(fates, at, other)) spot ??= { unit: at, span: other.nameSpan, note: CLOSES };
  };
  eachNode(nodes, node => { if (node.kind === 'act') consider(node.unit, node.call); });
  eachStep(func.body, step => { if (step.kind === 'call') consider(unit, unit.calls[step.call]); });
  const receiver = (found.polled ?? call)?.receiver;
  for (const { step } of enclosing(func.body, call!.span)) {
    const resource = step.kind === 'try' && receiver?.kind === 'name' ? step.resources?.find(id => id === receiver.symbol) : undefined;
    if (resource !== undefined) spot ??= { unit, span: unit.symbols[resource].span, note: CLOSES };
  }
  return spot;
}

/** What the place of a close shows. */
export const CLOSES = 'closing commits all that was polled';

/** True for a call that closes a consumer. */
export function closes(fates: Fates, unit: Unit, call: Call): boolean {
  const known = fates.types.meanings.of(unit, call);
  return known?.meaning.role === 'close' && /Consumer$/.test(known.type);
}

/** Closing after a failure that ended the loop, with auto commit on: it commits the failed record and the rest. */
export interface JudgedClose {
  close: Spot;
  because: Spot[];
}

/** The catches around a poll loop that let `close()` commit what has failed. */
export function judgeCloses(fates: Fates, found: FoundHandler): JudgedClose[] {
  if (found.form !== 'poll-loop' || !found.loop || found.autoCommit !== true) return [];
  const judged: JudgedClose[] = [];
  for (const node of found.nodes) {
    if (node.kind !== 'try' || !endsLoop(found, node) || !node.body.some(n => weigh(n) === 'work')) continue;
    const caught = node.catches.find(c => catchesFailures(node.unit, c.handler));
    const close = closeOf(fates, found);
    if (!caught || !close) continue;
    const treatment = fates.failures.treat(node.unit, caught.handler.body, caught.handler.param);
    if (treatment !== 'logs' && treatment !== 'nothing') continue;
    judged.push({ close, because: [{ unit: node.unit, span: caught.handler.keyword, note: 'the failure ends the loop here, and is forgotten' }, close] });
  }
  return judged;
}
