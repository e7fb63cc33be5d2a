import { nameOfCall } from '../../analysis/values/names';
import type { Call, Step, Unit } from '../../flow/unit';
import { eachStep, enclosing } from '../../flow/walk';
import type { Evidence } from '../../kafka/evidence';
import type { Transaction } from '../../kafka/model';
import type { Meaning } from '../../libraries/table';
import { contains } from '../../text/span';
import type { Context } from '../context';

/** A call of a client in one function, with what it means. */
interface Own {
  call: Call;
  role: Meaning['role'];
  meaning: Meaning;
}

/** The transactions of clients that one function begins and commits. */
export function findTransactions(context: Context): Transaction[] {
  return context.program.units.flatMap(unit => {
    const all = context.types.meanings.in(unit).map(({ call, meaning, library }): Own & { library: string } => ({ call, role: meaning.role, meaning, library: library.id }));
    return all.filter(({ role }) => role === 'begin').flatMap(({ call: begin, library }): Transaction[] => {
      const own = all.filter(({ call }) => call.func === begin.func && call.span.start >= begin.span.end);
      const commits = own.filter(({ role }) => role === 'commit-transaction');
      if (commits.length === 0) return [];
      const last = commits.at(-1)!.call;
      const offsets = own.some(({ role }) => role === 'send-offsets');
      return [{
        ...context.place(unit, begin.nameSpan), ...context.circumstances(unit.path), library: { id: library }, name: nameOfCall(begin, unit),
        open: leftOpen(context, unit, begin, last, own),
        passedOver: offsets ? passedOver(context, unit, last, all.filter(({ call }) => call.func === begin.func)) : undefined,
        offsetsBeside: offsets ? [] : own
          .filter(({ meaning, call }) => meaning.role === 'commit' && meaning.way !== 'mark' && call.span.start >= last.span.end)
          .map(({ call }): Evidence => ({ ...context.place(unit, call.nameSpan), note: 'the offsets are committed here' })),
        committed: { ...context.place(unit, last.nameSpan), note: 'the transaction is committed here, without the offsets' },
      }];
    });
  });
}

/** The catch that ends a failure of the transaction and goes on, though nothing has ended the transaction. */
function leftOpen(context: Context, unit: Unit, begin: Call, commit: Call, own: readonly Own[]): Evidence | undefined {
  if (own.some(({ role }) => role === 'abort' || role === 'close')) return undefined;
  for (const { step, part } of enclosing(unit.funcs[begin.func].body, commit.span)) {
    if (step.kind !== 'try' || part !== 0 || !onlyLogs(context, unit, step.finally ?? [])) continue;
    const open = step.catches.find(({ body }) => onlyLogs(context, unit, body));
    if (open) return { ...context.place(unit, open.keyword), note: 'a failure ends here, and the transaction is neither committed nor aborted' };
  }
  return undefined;
}

/**
 * A catch in the loop around the poll that aborts and goes on: the consumer's position is behind the records by then, and
 * the offsets of the next transaction cover them.
 */
function passedOver(context: Context, unit: Unit, commit: Call, own: readonly Own[]): Transaction['passedOver'] {
  if (own.some(({ role }) => role === 'seek')) return undefined;
  const { body } = unit.funcs[commit.func], around = enclosing(body, commit.span).reverse();
  const tried = around.findIndex(({ step, part }) => step.kind === 'try' && part === 0), attempt = around[tried]?.step;
  const loop = around.slice(tried + 1).find(({ step }) => step.kind === 'loop')?.step;
  const poll = own.find(({ role, call }) => role === 'poll' && enclosing(body, call.span).filter(({ step }) => step.kind === 'loop').at(-1)?.step === loop);
  if (tried < 0 || attempt?.kind !== 'try' || !loop || !poll) return undefined;
  for (const { body: steps, bodySpan } of attempt.catches) {
    const abort = own.find(({ role, call }) => role === 'abort' && contains(bodySpan, call.span)), last = steps.at(-1);
    const goesOn = last?.kind !== 'exit' || last.how === 'continue';
    if (!abort || !goesOn || !onlyLogs(context, unit, steps, abort.call)) continue;
    return { ...context.place(unit, abort.call.nameSpan), because: [{ ...context.place(unit, poll.call.nameSpan), note: 'the next poll goes on behind the records' }] };
  }
  return undefined;
}

/** Nothing but log lines, values and returns: any other call may end the transaction, its producer or the process. */
function onlyLogs(context: Context, unit: Unit, steps: readonly Step[], besides?: Call): boolean {
  let only = true;
  eachStep(steps, step => {
    if (step.kind === 'exit' && step.how === 'throw') only = false;
    if (step.kind === 'call' && unit.calls[step.call] !== besides && !isHarmless(context, unit, unit.calls[step.call])) only = false;
  });
  return only;
}

/** A log line, or what a failure is asked for it. */
function isHarmless(context: Context, unit: Unit, call: Call): boolean {
  return context.callFacts.isLog(unit, call) || /^(getMessage|getLocalizedMessage|toString|getClass|getName|getSimpleName|String|stringify|format)$/.test(call.name);
}
