import type { Act } from '../../analysis/deeds/deeds';
import { rootOf } from '../../analysis/outcomes/call-facts';
import type { Annotation, Func, Unit } from '../../flow/unit';
import { BEGINS, SQL_BEGIN, TRANSACTS } from '../../libraries/index';
import { contains } from '../../text/span';
import type { Context } from '../context';
import { actOf, statementOf } from './database-writes';

/** The annotation of a method or its class by which it runs in a transaction of the database. */
export function transactionOf(context: Context, unit: Unit, func: Func): Annotation | undefined {
  const owner = func.class === undefined ? undefined : unit.classes[func.class];
  const found = context.types.marks.find(unit, [...func.annotations, ...(owner?.annotations ?? [])], 'transactional')?.annotation;
  const text = found && context.inputs.source(unit.path)?.slice(found.span);
  // `@Transactional("kafkaTransactionManager")` covers Kafka alone.
  return text && /kafka/i.test(text) ? undefined : found;
}

/** Whether a function begins a transaction of the database itself, or gives its work to one. */
export function beginsTransaction(context: Context, unit: Unit, func: Func): boolean {
  return unit.calls.some(call => contains(func.span, call.span)
    && (opensTransaction(actOf(context, unit, call)) || (call.receiver !== undefined && (BEGINS.test(call.name) || SQL_BEGIN.test(statementOf(context, actOf(context, unit, call)).text)))));
}

/** Callers that are asked, one behind another. */
const MOST_CALLERS = 4;

/** Whether a function runs in a transaction of the database that it, or somebody who calls it, begins. */
export function isInTransaction(context: Context, unit: Unit, func: Func, hops = MOST_CALLERS): boolean {
  if (transactionOf(context, unit, func) || beginsTransaction(context, unit, func)) return true;
  return hops > 0 && context.callFacts.callers.of(unit, func).some(caller => isInTransaction(context, caller.unit, rootOf(caller.unit, caller.unit.funcs[caller.call.func]), hops - 1));
}

/** A call that runs what it is given inside a transaction of the database. */
export function opensTransaction({ meaning, target, call }: Act): boolean {
  return meaning ? meaning.role === 'database-transaction' : target === undefined && call.receiver !== undefined && TRANSACTS.test(call.name);
}
