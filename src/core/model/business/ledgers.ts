import { Reach } from '../../analysis/deeds/reach';
import { isCallback, rootOf } from '../../analysis/outcomes/call-facts';
import type { Act } from '../../analysis/deeds/deeds';
import type { Call, Func, Unit } from '../../flow/unit';
import type { Ledger } from '../../kafka/model';
import { BESIDE_OUTBOX, GAPS, HANDLED, KEYS, OUTBOX } from '../../libraries/conventions';
import type { SourceText } from '../../text/source-text';
import type { Context } from '../context';
import { actOf, isWrite, tableOf, verbOf } from '../databases/database-writes';
import { isInTransaction } from '../databases/transactions';
import type { FoundHandler } from '../found-handler';
import type { FoundSend } from '../found-send';

const ANY = new RegExp([OUTBOX, HANDLED, KEYS, GAPS].map(words => words.source).join('|'), 'i');

// As long as the text stays.
const speaking = new WeakMap<SourceText, boolean>();

function speaksOfLedgers(source: SourceText | undefined): boolean {
  if (!source) return false;
  let speaks = speaking.get(source);
  if (speaks === undefined) speaking.set(source, speaks = ANY.test(source.text));
  return speaks;
}

/** Finds the places that work with an outbox, a table of handled messages, or one of gaps. */
export function findLedgers(context: Context, sends: readonly FoundSend[], handlers: readonly FoundHandler[]): Ledger[] {
  const found = new Map<string, Ledger>();
  const note = (unit: Unit, call: Call, what: Ledger['what'], by: Pick<Ledger, 'handlers' | 'transaction'> = {}): void => {
    found.set(`${unit.path}:${call.nameSpan.start}`, { ...context.place(unit, call.nameSpan), what, ...by, sample: context.circumstances(unit.path).sample });
  };
  for (const unit of context.program.units) {
    if (!speaksOfLedgers(context.inputs.source(unit.path))) continue;
    const own = sends.filter(found => found.unit === unit && !found.send.wrapped && found.send.purpose === 'business');
    const acts = unit.calls.map(call => actOf(context, unit, call));
    const relayed = new Set(own.length > 0 && acts.some(act => isOutbox(context, act)) ? relaysIn(context, unit, own) : []);
    for (const call of relayed) note(unit, call, 'relay');
    const relaying = new Set([...relayed].map(call => call.func));
    for (const act of acts) {
      // A function of the workspace speaks for itself.
      const what = !act.target && isWrite(context, act) && keeps(context, act) ? ledgerOf(context, act, handlers) : undefined;
      // A relay that saves what it has sent only marks it.
      if (what && (what !== 'outbox' || !relaying.has(act.call.func))) note(unit, act.call, what, what === 'handled' ? rememberedBy(context, act, handlers) : {});
    }
  }
  return [...found.values()];
}

/** A relay that sends like this empties the outbox into nothing. */
const LOST = new Set(['dropped', 'ignored', 'unknown']);

/** The sends of functions that also read or write an outbox, in themselves or in what they call. */
function relaysIn(context: Context, unit: Unit, sends: readonly FoundSend[]): Call[] {
  const calls = new Set(sends.map(({ call }) => call)), senders = new Reach(context.callFacts, (_, call) => calls.has(call));
  return unit.funcs.flatMap(func => {
    if (!senders.from(unit, func)) return [];
    const acts = context.deeds.of({ unit, func }, () => true).filter(act => act.unit === unit);
    return acts.some(act => isOutbox(context, act)) ? sends.filter(({ call, send }) => !LOST.has(send.fate) && acts.some(act => act.call === call)).map(({ call }) => call) : [];
  });
}

function isOutbox(context: Context, act: Act): boolean {
  return OUTBOX.test(tableOf(context, act));
}

/** A write that leaves something new behind: no deletion, and no change of what is there, unless it also makes it. */
function keeps(context: Context, act: Act): boolean {
  const verb = verbOf(context, act);
  if (verb !== undefined) return verb !== 'delete' && verb !== 'update';
  const { name, args } = act.call;
  // Only its statement could tell, which is not in view but for some words.
  if (act.meaning?.role === 'database-write' && act.meaning.sql !== undefined) return !/\b(update|delete)\s/i.test(tableOf(context, act));
  if (/^(delete|remove|destroy|soft(Delete|Remove)|findOneAndDelete|findByIdAndDelete|findAndRemove|findAllAndRemove)/.test(name)) return false;
  return !/^(update|findOneAndUpdate|findByIdAndUpdate|findAndModify|increment|decrement)/.test(name)
    || args.some(arg => arg.kind === 'object' && arg.properties.some(({ name: option }) => option === 'upsert'));
}

/** How many functions are asked who calls them. */
const STEPS = 200;

/** The handlers of Kafka records that come to a call, themselves or through functions that they run. */
function reaching(context: Context, { unit, call }: Act, handlers: readonly FoundHandler[]): FoundHandler[] {
  const seen = new Set<Func>(), found: FoundHandler[] = [];
  const asked = [{ unit, func: unit.funcs[call.func] }];
  for (let at = asked.pop(); at; at = asked.pop()) {
    if (seen.has(at.func) || seen.size > STEPS) continue;
    seen.add(at.func);
    const own = handlers.filter(({ func }) => func === at.func);
    found.push(...own);
    if (own.length > 0) continue;
    if (isCallback(at.func) && at.func.parent !== undefined) asked.push({ unit: at.unit, func: at.unit.funcs[at.func.parent] });
    for (const caller of context.callFacts.callers.of(at.unit, at.func)) asked.push({ unit: caller.unit, func: caller.unit.funcs[caller.call.func] });
  }
  return found;
}

/** Which handlers remember by a write, and whether it counts together with their work. */
function rememberedBy(context: Context, act: Act, handlers: readonly FoundHandler[]): Pick<Ledger, 'handlers' | 'transaction'> {
  const isOne = isInTransaction(context, act.unit, rootOf(act.unit, act.unit.funcs[act.call.func]));
  return { handlers: reaching(context, act, handlers).map(({ unit, span }) => context.place(unit, span)), ...(isOne ? { transaction: true as const } : {}) };
}

function ledgerOf(context: Context, act: Act, handlers: readonly FoundHandler[]): Ledger['what'] | undefined {
  const table = tableOf(context, act);
  if (OUTBOX.test(table) && !HANDLED.test(table)) return BESIDE_OUTBOX.test(table) ? undefined : 'outbox';
  if (GAPS.test(table)) return 'gaps';
  // Keys that no handler comes to are those of a client's requests.
  return HANDLED.test(table) || (KEYS.test(table) && reaching(context, act, handlers).length > 0) ? 'handled' : undefined;
}
