import type { Call, Unit } from '../flow/unit';
import { SQL_WRITE } from '../libraries/index';
import type { Ledger } from '../kafka/model';
import { eachNode, type Act } from './behaviour';
import type { Context } from './context';
import { isWrite, tableOf } from './dual-writes';
import type { FoundSend } from './sends';

const OUTBOX = /outbox/i;
const HANDLED = /(processed|handled|consumed|received)_?(event|message|record)|inbox|idempoten|dedup/i;
const GAPS = /sequence_?gap|missing_?(sequence|message|event)/i;
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
    for (const func of unit.funcs) {
      const acts = actsOf(context, unit, func);
      const outbox = acts.some(act => OUTBOX.test(tableOf(context, act)));
      const relayed = outbox ? own.filter(({ call, send }) => !LOST.has(send.fate) && acts.some(act => act.call === call)) : [];
      for (const { call } of relayed) note(unit, call, 'relay');
      for (const act of acts) {
        // A function of the workspace speaks for itself.
        const what = act.target || isDelete(act.call) ? undefined : ledgerOf(isWrite(context, act) ? tableOf(context, act) : statementOf(context, act));
        // A relay that saves what it has sent only marks it.
        if (what && (what !== 'outbox' || relayed.length === 0)) note(unit, act.call, what);
      }
    }
  }
  return [...found.values()];
}

/** A relay that sends like this empties the outbox into nothing. */
const LOST = new Set(['dropped', 'ignored', 'unknown']);

function actsOf(context: Context, unit: Unit, func: Unit['funcs'][number]): Act[] {
  const acts: Act[] = [];
  eachNode(context.behaviours.ofFunction(unit, func), node => { if (node.kind === 'act' && node.unit === unit) acts.push(node); });
  return acts;
}

/** The text of a prepared statement that writes. */
function statementOf(context: Context, { unit, call }: Act): string {
  if (call.name !== 'prepareStatement' || !call.args[0]) return '';
  const text = context.constants.read(unit, call.args[0]);
  return text.known && SQL_WRITE.test(text.value) ? text.value : '';
}

function isDelete(call: Call): boolean {
  return /^(delete|remove|destroy)/.test(call.name);
}

function ledgerOf(table: string): Ledger['what'] | undefined {
  if (OUTBOX.test(table)) return /\bupdate\s/i.test(table) ? undefined : 'outbox';
  if (GAPS.test(table)) return 'gaps';
  return HANDLED.test(table) ? 'handled' : undefined;
}
