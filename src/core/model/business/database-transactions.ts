import type { Act } from '../../analysis/deeds/deeds';
import type { Annotation } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import { BEGINS, COMMITS, SQL_BEGIN, SQL_COMMIT } from '../../libraries/index';
import type { Context } from '../context';
import { statementOf } from '../databases/database-writes';
import { opensTransaction } from '../databases/transactions';
import type { FoundHandler } from '../found-handler';
import type { FoundSend } from '../found-send';
import { leavesUnchecked } from './rollbacks';

/** A write and a send of one function, with all that it does. */
interface Pair {
  acts: readonly Act[];
  write: Act;
  sent: Act;
  send: FoundSend;
  /** The function's own transaction. */
  transactional?: Annotation;
  /** The function is this handler. */
  handler?: FoundHandler;
  /** True for acts of the function itself. */
  within(act: Act): boolean;
}

/** Whether a failure of the send rolls the write back, as both stand in one transaction of the database that the failure ends. */
export function isUndone(context: Context, pair: Pair): boolean {
  const { write, sent, send, transactional, handler } = pair;
  // A transaction of Kafka's own commits after the database has.
  if (send.send.transaction) return false;
  const blocks = sent.around.filter(act => write.around.some(one => one.call === act.call) && opensTransaction(act));
  if (isWaitedFor(send)) {
    if (blocks.length > 0) return true;
    if (handler?.annotation && context.frameworks.some(one => one.hasTransaction(handler.unit, handler.annotation!))) return true;
    if (transactional && rollsBack(context, transactional, send)) return true;
  }
  return commitsAfter(context, pair);
}

/** The failure leaves the function at the place where its caller, or what runs it, waits for it. */
function isWaitedFor({ send, unit }: FoundSend): boolean {
  return send.fate === 'awaited' || (send.fate === 'returned' && traitsOf(unit).waiting === 'promises');
}

/** `@Transactional` rolls back for unchecked exceptions, and for what it is told. */
function rollsBack(context: Context, { args }: Annotation, send: FoundSend): boolean {
  if (args.some(({ name }) => /^(noRollbackFor|dontRollbackOn)/.test(name))) return false;
  return args.some(({ name }) => /^rollback(For|On)/.test(name)) || leavesUnchecked(context, send);
}

/** `BEGIN`, the write, the send and `COMMIT`, where a failure of the send passes the commit by. */
function commitsAfter(context: Context, { acts, write, sent, send, within }: Pair): boolean {
  const is = (act: Act, names: RegExp, sql: RegExp): boolean =>
    within(act) && (!act.meaning || act.meaning.role === 'database-statement') && !act.target && act.call.receiver !== undefined && (names.test(act.call.name) || sql.test(statementOf(context, act).text));
  const begun = acts.findIndex(act => is(act, BEGINS, SQL_BEGIN));
  const commit = acts.find((act, index) => index > acts.indexOf(sent) && is(act, COMMITS, SQL_COMMIT));
  if (begun < 0 || begun > acts.indexOf(write) || !commit) return false;
  const caught = send.outcome.at?.catch;
  return isWaitedFor(send) || (send.send.fate === 'swallowed' || send.send.fate === 'handled') && caught !== undefined && send.outcome.at!.unit === commit.unit && caught.span.start > commit.call.span.end;
}
