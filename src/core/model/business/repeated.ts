import { Reach } from '../../analysis/deeds/reach';
import type { Act } from '../../analysis/deeds/deeds';
import { nameOfCall } from '../../analysis/values/names';
import { peel } from '../../flow/walk';
import type { Repeated } from '../../kafka/model';
import { ADDS, ASKS_IF_HANDLED, GUARDS, HANDLED, KEYS, MAILERS } from '../../libraries/conventions';
import type { Call, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Context } from '../context';
import { isWrite, mayWrite, statementOf, tableOf } from '../databases/database-writes';
import type { FoundHandler } from '../found-handler';
import { isSetOnce } from './remembered';

/** Finds what handlers do that is done twice when their record comes twice, where nothing of theirs remembers what was handled. */
export function findRepeated(context: Context, handlers: readonly FoundHandler[]): Map<FoundHandler, Repeated[]> {
  const effects = new Reach(context.callFacts, (unit, call) => mayWrite(context, unit, call) || isMail(context, unit, call)), found = new Map<FoundHandler, Repeated[]>();
  for (const handler of handlers) {
    const { home, func, handed } = handler;
    if (!effects.from(home, func)) continue;
    const acts = context.deeds.of({ unit: home, func }, at => effects.from(at.unit, at.func), { handed, lent: new Map() });
    if (acts.some(act => remembers(context, act))) continue;
    const repeated = acts.flatMap((act): Repeated[] => {
      const what = act.failing ? undefined : isMail(context, act.unit, act.call) ? 'mail' : isWrite(context, act) && adds(context, act) ? 'sum' : undefined;
      return what ? [{ ...context.place(act.unit, act.call.nameSpan), name: nameOfCall(act.call, act.unit), what }] : [];
    });
    if (repeated.length > 0) found.set(handler, repeated);
  }
  return found;
}

/** It asks for what was handled, or writes it down. */
function remembers(context: Context, act: Act): boolean {
  const { unit, call } = act, { text } = statementOf(context, act), table = tableOf(context, act);
  return HANDLED.test(text) || KEYS.test(text) || HANDLED.test(table) || KEYS.test(table) || ASKS_IF_HANDLED.test(call.name) || isSetOnce(context, unit, call);
}

/** `SET balance = balance + $1`, `$inc`, `increment`: what is there counts, and no condition keeps it from being counted twice. */
function adds(context: Context, act: Act): boolean {
  const { unit, call } = act, { text } = statementOf(context, act);
  if (text !== '') return ADDS.test(text) && !GUARDS.test(/\bwhere\b([\s\S]*)/i.exec(text)?.[1] ?? '');
  if (act.meaning?.role === 'database-write' && /^(increment|decrement)$/.test(call.name)) return true;
  const given = call.args.map(arg => context.inputs.source(unit.path)?.slice(arg.span) ?? '').join(' ');
  return traitsOf(unit).ecosystem === 'npm' && /\$inc\b|\b(?:increment|decrement)\s*:/.test(given) && !GUARDS.test(given);
}

function isMail(context: Context, unit: Unit, { receiver, name, args: [first] }: Call): boolean {
  if (!receiver) return false;
  if (MAILERS.has(context.types.of(unit, receiver) ?? '')) return name === 'send' || name === 'sendMail';
  const mail = first && peel(first);
  return name === 'sendMail' && mail?.kind === 'object' && mail.properties.some(property => property.name === 'to');
}
