import type { Call, Func, Unit } from '../../flow/unit';
import type { ExprAt, Field } from '../program/program';
import type { Questions } from './questions';
import type { Search, Step } from './search';
import type { Follower } from './through-calls';
import { transfersOf } from './transfers';

/** Callers of one function. */
const CALLERS = 12;

/** The calls that run a function. */
export type CallsOf = (unit: Unit, func: Func) => readonly { unit: Unit; call: Call }[];

/** What parameters are given: by the call through which a question entered, by all callers, by a call of the runtime. */
export class Parameters {
  constructor(private readonly types: Questions, private readonly follower: Pick<Follower, 'follow'>, private readonly callsOf: CallsOf) {}

  /** Follows a parameter on to what it is given. */
  of(search: Search, at: Step, { unit, variable }: Field): void {
    const func = variable.func === undefined ? undefined : unit.funcs[variable.func], index = func ? func.params.indexOf(variable.id) : -1;
    if (!func || index < 0) { search.open ??= 'outside'; return; }
    let entered = at.entered;
    while (entered && entered.func !== func) entered = entered.before;
    if (entered) {
      const given = entered.call.args[index];
      if (given) this.follower.follow(search, { ...at, unit: entered.from, entered: entered.before }, given);
      return;
    }
    if (this.#handed(search, at, func, index)) return;
    const given = search.how.callers ? this.given(unit, func, index) : [];
    if (given.length === 0) search.open ??= 'outside';
    if (given.length > CALLERS) search.open = 'bound';
    for (const { unit: home, expr, by } of given.slice(0, CALLERS)) this.follower.follow(search, { unit: home, path: at.path, by }, expr);
  }

  /** What the callers of a function give for a parameter. */
  given(unit: Unit, func: Func, index: number): readonly (ExprAt & { by: Call })[] {
    const owner = func.kind === 'constructor' && func.class !== undefined ? unit.classes[func.class] : undefined;
    const name = owner && this.types.program.nameOf({ unit, decl: owner });
    const calls = !owner ? this.callsOf(unit, func)
      : this.types.program.callsNamed(owner.name).filter(({ unit: home, call }) => call.kind === 'new' && call.type && this.types.program.typeName(home, call.type) === name);
    return calls.flatMap(({ unit: home, call }) => (call.args[index] ? [{ unit: home, expr: call.args[index], by: call }] : []));
  }

  /** What a call of the runtime hands to a function that it is given: `list.forEach(item => …)`. */
  #handed(search: Search, at: Step, { use }: Func, index: number): boolean {
    const taker = use?.kind === 'argument' && use.path === undefined ? at.unit.calls[use.call] : undefined;
    const row = taker?.receiver && transfersOf(at.unit, taker).find(({ hands }) => hands?.to === (use as { index: number }).index && hands.param === index);
    if (!row) return false;
    this.follower.follow(search, row.hands!.element ? { ...at, path: ['[]', ...at.path] } : at, taker!.receiver!);
    return true;
  }
}
