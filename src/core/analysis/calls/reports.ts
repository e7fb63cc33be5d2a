import type { Call, Expr, Unit } from '../../flow/unit';
import { isNothing, peel } from '../../flow/walk';
import type { Meaning } from '../../libraries/table';
import { Memo } from '../program/memory';
import type { ExprAt } from '../program/program';
import { type Origin, Origins } from '../values/origins';
import type { Types } from '../values/types';

/** A function that is told what has become of a producer's records, and which of its parameters is the failure. */
export interface ReportListener extends ExprAt {
  failure: number;
}

/**
 * Who hears what becomes of the records of a producer: nobody, and why; some functions; or the call waits for it, and throws what
 * fails. `setting`: by which it would wait.
 */
export type Reports =
  | { kind: 'none'; why: string; setting?: string } | { kind: 'unknown' } | { kind: 'heard'; listeners: readonly ReportListener[] } | { kind: 'thrown' };

const UNKNOWN: Reports = { kind: 'unknown' };

/** Roles of calls by which what is reported comes to those who listen. */
const BRINGS = /^(bring-reports|flush|close)$/;

/** Finds who hears what becomes of records that a send only puts into a queue. */
export class DeliveryReports {
  readonly #known: Memo<Call, Reports>;
  readonly #made: Memo<Call, Reports>;
  readonly #origins: Origins;

  constructor(private readonly types: Types) {
    this.#known = new Memo(types.program.memory, 'delivery reports');
    this.#made = new Memo(types.program.memory, 'reports of producers');
    this.#origins = new Origins(types);
  }

  /** What a framework tells of a call whose clients it makes itself. Set by the model. */
  byFramework: (unit: Unit, call: Call) => Reports | undefined = () => undefined;

  /** Who hears what becomes of what a call sends. */
  of(unit: Unit, call: Call): Reports {
    const told = this.byFramework(unit, call);
    // Files anywhere have a part in it.
    if (told) this.types.program.memory.cutShort();
    if (told) return told;
    const known = this.#known.of(call);
    if (known) return known.value;
    this.#known.open(unit);
    const origin = call.receiver && this.#origins.of(unit, call.receiver);
    return this.#known.close(call, origin ? this.#ofOrigin(origin) : UNKNOWN);
  }

  #ofOrigin(origin: Origin): Reports {
    const known = this.#made.of(origin.call);
    if (known) return known.value;
    this.#made.open(origin.unit);
    return this.#made.close(origin.call, this.#by(origin));
  }

  #by(origin: Origin): Reports {
    const meaning = this.types.meanings.of(origin.unit, origin.call)?.meaning;
    if (meaning?.role !== 'producer' || !meaning.reports) return UNKNOWN;
    const options = this.#options(origin, meaning.reports);
    if (options.kind !== 'heard') return options;
    const others = this.#heardElsewhere(origin);
    if (others === 'unknown' && options.listeners.length === 0) return UNKNOWN;
    const listeners = [...options.listeners, ...(others === 'unknown' ? [] : others)];
    if (listeners.length === 0) return { kind: 'none', why: 'nobody listens to its delivery reports' };
    const brought = this.#callsThat(role => BRINGS.test(role)).some(({ owner }) => !owner || owner.call === origin.call);
    return brought ? { kind: 'heard', listeners } : { kind: 'none', why: 'nothing polls for its delivery reports' };
  }

  /** Whether the settings ask for reports, and the function among them that hears them. */
  #options({ unit, call }: Origin, { at, options, callback }: NonNullable<(Meaning & { role: 'producer' })['reports']>): Reports {
    const { values, callables } = this.types, given = call.args[Number(at)], object = given && values.objectAt({ unit, expr: given });
    const asked = options.flatMap(name => {
      const value = object && values.property(object, name);
      return value && isAsked(value.expr) ? [{ name, value }] : [];
    });
    if (asked.length > 0) {
      const own = asked.filter(({ name, value }) => name === callback && callables.functionsAt(value).length > 0);
      return { kind: 'heard', listeners: own.map(({ value }) => ({ ...value, failure: 0 })) };
    }
    const all = object?.expr.kind === 'object' && object.expr.properties.every(({ name }) => name);
    return all && this.#isWhole({ unit, expr: given }) ? { kind: 'none', why: 'it asks for no delivery reports' } : UNKNOWN;
  }

  /** The settings are one literal in view, and nothing is written into them on their way. */
  #isWhole(at: ExprAt): boolean {
    const { sources, writes } = this.types, { found, open, passed } = sources.of(at);
    return found.length === 1 && open === undefined && !passed.some(field => writes.into(field).length > 0);
  }

  /** The functions that listen to a producer; `unknown` where some listen to one that is not in view. */
  #heardElsewhere(origin: Origin): ReportListener[] | 'unknown' {
    const calls = this.#callsThat(role => role === 'hear-reports'), own = calls.filter(({ owner }) => owner?.call === origin.call);
    if (own.length === 0 && calls.some(({ owner }) => !owner)) return 'unknown';
    return own.flatMap(({ unit, call, meaning }) => (meaning.role === 'hear-reports' && call.args[Number(meaning.at)]
      ? this.#functions({ unit, expr: call.args[Number(meaning.at)] }, meaning.failure) : []));
  }

  /** The functions that a listener is, also where callers give them. */
  #functions(at: ExprAt, failure: number): ReportListener[] {
    const found = this.types.sources.of(at, [], { callers: true }).found.filter(({ expr }) => expr.kind === 'function');
    return (found.length > 0 ? found : [at]).map(({ unit, expr }) => ({ unit, expr, failure }));
  }

  /** The calls of a role, each with the client on which it is made. */
  #callsThat(is: (role: Meaning['role']) => boolean): { unit: Unit; call: Call; meaning: Meaning; owner: Origin | undefined }[] {
    return [...this.#methodsThat(is)].flatMap(name => this.types.program.callsNamed(name)).flatMap(({ unit, call }) => {
      const meaning = call.receiver && this.types.meanings.of(unit, call)?.meaning;
      return meaning && is(meaning.role) ? [{ unit, call, meaning, owner: this.#origins.of(unit, call.receiver!) }] : [];
    });
  }

  /** The names of methods with a role in any table. */
  #methodsThat(is: (role: Meaning['role']) => boolean): Set<string> {
    const names = new Set<string>();
    for (const { type } of this.types.meanings.tables.values()) {
      const methods = Object.entries(type.methods ?? {}).map(([name, meanings]) => ({ name, roles: [meanings].flat().map(({ role }) => role) }));
      for (const { name, roles } of methods) if (roles.some(is)) names.add(name);
    }
    return names;
  }
}

/** `dr_cb: true`, or whatever is not seen to be false. */
function isAsked(expr: Expr): boolean {
  const value = peel(expr);
  return !isNothing(value) && !(value.kind === 'literal' && value.value === false);
}
