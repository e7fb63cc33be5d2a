import type { Repair } from '../../../flow/language';
import type { Expr, Func, Unit } from '../../../flow/unit';
import { eachExpr, eachStep } from '../../../flow/walk';
import type { Edit } from '../../../text/edit';
import type { SourceText } from '../../../text/source-text';
import { code } from '../../../text/visible';
import { edit } from './site';

const TURNED: Readonly<Record<string, string>> = { '==': '!=', '!=': '==' };

/** Turns tests of the result in a callback `(result, failure)` into tests of the failure: `result != null` is `failure == null`. */
export function testFailure(unit: Unit, source: SourceText, callback: Func): Repair | undefined {
  if (callback.params.length !== 2) return undefined;
  const [result, failure] = callback.params.map(id => unit.symbols[id]);
  if (!/^[A-Za-z]/.test(failure.name) || failure.values.length > 0) return undefined;

  // A condition made of several tests is there more than once.
  const edits = new Map<number, Edit>();
  eachStep(callback.body, step => {
    if (step.kind !== 'branch') return;
    eachExpr(step.condition, expr => {
      if (expr.kind !== 'binary' || !Object.hasOwn(TURNED, expr.op)) return;
      const operands = [expr.left, expr.right];
      if (!operands.some(isNull) || !operands.some(one => one.kind === 'name' && one.symbol === result.id)) return;
      edits.set(expr.span.start, edit(source, expr.span.start, expr.span.end, `${failure.name} ${TURNED[expr.op]} null`));
    });
  });
  return edits.size > 0 ? { edits: [...edits.values()], title: `test ${code(failure.name)}` } : undefined;
}

function isNull(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.value === null;
}
