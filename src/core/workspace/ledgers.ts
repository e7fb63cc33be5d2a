import type { Call, Unit } from '../flow/unit';
import type { Ledger } from '../kafka/model';
import { GAPS, HANDLED, OUTBOX } from '../libraries/stores';
import { eachNode, type Act } from './behaviour';
import type { Context } from './context';
import { isWrite, tableOf } from './database-writes';
import type { FoundSend } from './sends';

const ANY = new RegExp([OUTBOX, HANDLED, GAPS].map(words => words.source).join('|'), 'i');

/** Finds the places that work with an outbox, a table of handled messages, or one of gaps. */
export function findLedgers(context: Context, sends: readonly FoundSend[]): Ledger[] {
  const found = new Map<string, Ledger>();
  const note = (unit: Unit, call: Call, what: Ledger['what']): void => {
    found.set(`${unit.path}:${call.nameSpan.start}`, { ...context.place(unit, call.nameSpan), what, sample: context.circumstances(unit.path).sample });
  };
  for (const unit of context.program.units) {
    if (!ANY.test(context.inputs.source(unit.path)?.text ?? '')) continue;
    const own = sends.filter(found => found.unit === unit && !found.send.wrapped && found.send.purpose === 'business');
    const acts = unit.calls.map(call => actOf(context, unit, call));
    const relayed = new Set(own.length > 0 && acts.some(act => isOutbox(context, act)) ? relaysIn(context, unit, own) : []);
    for (const call of relayed) note(unit, call, 'relay');
    const relaying = new Set([...relayed].map(call => call.func));
    for (const act of acts) {
      // A function of the workspace speaks for itself.
      const what = act.target || isDelete(act.call) ? undefined : isWrite(context, act) ? ledgerOf(tableOf(context, act)) : undefined;
      // A relay that saves what it has sent only marks it.
      if (what && (what !== 'outbox' || !relaying.has(act.call.func))) note(unit, act.call, what);
    }
  }
  return [...found.values()];
}

/** A relay that sends like this empties the outbox into nothing. */
const LOST = new Set(['dropped', 'ignored', 'unknown']);

/** The sends of functions that also read or write an outbox, in themselves or in what they call. */
function relaysIn(context: Context, unit: Unit, sends: readonly FoundSend[]): Call[] {
  return unit.funcs.flatMap(func => {
    const acts: Act[] = [];
    eachNode(context.behaviours.ofFunction(unit, func), node => { if (node.kind === 'act' && node.unit === unit) acts.push(node); });
    return acts.some(act => isOutbox(context, act)) ? sends.filter(({ call, send }) => !LOST.has(send.fate) && acts.some(act => act.call === call)).map(({ call }) => call) : [];
  });
}

function isOutbox(context: Context, act: Act): boolean {
  return OUTBOX.test(tableOf(context, act));
}

/** A call by itself, without what it runs. */
function actOf(context: Context, unit: Unit, call: Call): Act {
  const found = context.types.meanings.of(unit, call);
  const target = found ? undefined : context.types.callables.targets(unit, call).find(({ func }) => func.body.length > 0)?.func;
  return { kind: 'act', unit, call, meaning: found?.meaning, library: found?.library, target, body: [], weight: 'none' };
}

function isDelete(call: Call): boolean {
  return /^(delete|remove|destroy)/.test(call.name);
}

function ledgerOf(table: string): Ledger['what'] | undefined {
  if (OUTBOX.test(table)) return /\bupdate\s/i.test(table) ? undefined : 'outbox';
  if (GAPS.test(table)) return 'gaps';
  return HANDLED.test(table) ? 'handled' : undefined;
}
