import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachExpr, eachStep, peel } from '../../flow/walk';
import type { UnitCall } from '../sources/call-index';
import type { Types } from './types';

/** Who runs a function, and whether anybody looks at what it gives. */
export class Callers {
  constructor(readonly types: Types) {}

  /** The calls of the workspace that run a function. */
  of(unit: Unit, func: Func): readonly UnitCall[] {
    return this.types.calls.of(unit, func);
  }

  /** Whether the result of a call goes into something. */
  usesResult(unit: Unit, call: Call): boolean {
    return usedResults(unit).has(call.id);
  }

  /** Whether somebody reads the result of an awaited call. */
  read(unit: Unit, call: Call): boolean {
    let read = false;
    for (const variable of unit.symbols) {
      for (const value of variable.values) {
        const inner = peel(value);
        if (inner.kind === 'call' && inner.call === call.id) read = read || variable.reads.length > 0;
      }
    }
    const home = unit.funcs[call.func];
    eachStep(home.body, step => { if (step.kind === 'exit' && step.value && peel(step.value).kind === 'call' && (peel(step.value) as { call: number }).call === call.id) read = true; });
    return read;
  }
}

const used = new WeakMap<Unit, ReadonlySet<number>>();

/** The calls of a unit whose results go into something: a variable that is read, a condition, an argument, what is returned or thrown. */
function usedResults(unit: Unit): ReadonlySet<number> {
  let found = used.get(unit);
  if (!found) used.set(unit, found = resultsIn(unit));
  return found;
}

function resultsIn(unit: Unit): Set<number> {
  const found = new Set<number>();
  const note = (expr: Expr | undefined): void => { if (expr) eachExpr(expr, one => { if (one.kind === 'call') found.add(one.call); }); };
  for (const call of unit.calls) { note(call.receiver); call.args.forEach(note); }
  for (const func of unit.funcs) {
    eachStep(func.body, step => {
      if (step.kind === 'branch' || step.kind === 'loop') note(step.condition);
      if (step.kind === 'loop') note(step.over);
      if (step.kind === 'exit') note(step.value);
      if (step.kind !== 'assign') return;
      const target = peel(step.target), variable = target.kind === 'name' && target.symbol !== undefined ? unit.symbols[target.symbol] : undefined;
      if (!variable || variable.kind !== 'local' || variable.reads.length > 0) note(step.value);
    });
  }
  return found;
}
