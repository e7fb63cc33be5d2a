import { rootOf } from '../../analysis/outcomes/call-facts';
import { isUnheard } from '../../analysis/outcomes/outcome';
import { nameOfCall } from '../../analysis/values/names';
import type { Call, Unit } from '../../flow/unit';
import { enclosing } from '../../flow/walk';
import type { Evidence, Fix } from '../../kafka/evidence';
import type { EarlyMark } from '../../kafka/model';
import { contains } from '../../text/span';
import { traitsOf } from '../../languages/traits';
import type { Context } from '../context';
import { isInTransaction } from '../databases/transactions';
import type { FoundSend } from '../found-send';
import { isMark, saysSent } from '../producing/relays';

/** Finds rows of outboxes that count as sent although their send may fail, or comes only then, unless a transaction takes the mark back. */
export function findEarlyMarks(context: Context, sends: readonly FoundSend[]): EarlyMark[] {
  return sends.flatMap(({ unit, call, send, marked, outcome }): EarlyMark[] => {
    // What nobody hears of is told as that.
    if (!marked || isUnheard(outcome) || outcome.fate === 'unknown' || outcome.fate === 'kept') return [];
    if (isInTransaction(context, unit, rootOf(unit, unit.funcs[call.func]))) return [];
    const order = marked.span.start < call.span.start ? 'before' : 'behind';
    return [{
      path: send.path, span: send.span, send, order, ...context.circumstances(unit.path),
      mark: { ...context.place(unit, marked.nameSpan), note: 'the row counts as sent from here on', name: nameOfCall(marked, unit) },
      putBack: order === 'before' ? putBack(context, unit, call) : undefined,
      get move(): Fix | undefined { return order === 'before' ? moveFix(context, unit, marked, call) : undefined; },
    }];
  });
}

/** The call in a catch around the send by which the row counts as unsent again. */
function putBack(context: Context, unit: Unit, call: Call): Evidence | undefined {
  const catches = enclosing(unit.funcs[call.func].body, call.span).flatMap(({ step, part }) => (step.kind === 'try' && part === 0 ? step.catches : []));
  const back = unit.calls.find(one => catches.some(({ span }) => contains(span, one.span)) && isMark(context, unit, one) && !saysSent(context, unit, one));
  return back && { ...context.place(unit, back.nameSpan), note: 'a failed send puts it back' };
}

/** Behind the statement of the send, where both stand in one block. */
function moveFix(context: Context, unit: Unit, mark: Call, call: Call): Fix | undefined {
  const holder = (one: Call) => enclosing(unit.funcs[one.func].body, one.span).at(-1)?.step;
  if (mark.func !== call.func || call.use.kind !== 'awaited' && traitsOf(unit).waiting === 'promises' || holder(mark) !== holder(call)) return undefined;
  return context.repair(unit, false, (repairs, source) => repairs.moveAfter(unit, source, mark, call.statement));
}
