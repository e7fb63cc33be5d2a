import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { ExprAt } from '../program/program';
import type { Types } from '../values/types';

/** Links of a chain that makes a message. */
const LONGEST = 12;

/** Whom a message tells that it was not stored: a function, nobody, or whoever gave it, who cannot be seen. */
export type Told = { kind: 'heard'; by: ExprAt } | { kind: 'none' } | { kind: 'unknown' };

const UNKNOWN: Told = { kind: 'unknown' };

/** Whom the message tells that a call sends, by the calls that made it. */
export function toldByMessage(types: Types, unit: Unit, { args: [sent] }: Call): Told {
  let at: Expr | undefined = sent && peel(sent);
  for (let depth = 0; at && depth < LONGEST; depth++) {
    if (at.kind === 'name') {
      const variable = at.symbol === undefined ? undefined : unit.symbols[at.symbol];
      if (variable?.kind !== 'local' || variable.values.length !== 1) return UNKNOWN;
      at = peel(variable.values[0]);
      continue;
    }
    const call: Call | undefined = at.kind === 'call' ? unit.calls[at.call] : undefined, meaning = call && types.meanings.of(unit, call)?.meaning;
    if (!call || meaning?.role !== 'message') return UNKNOWN;
    const told = meaning.failure === undefined ? undefined : call.args[Number(meaning.failure)];
    if (told) return { kind: 'heard', by: { unit, expr: told } };
    if (meaning.fresh) return { kind: 'none' };
    at = call.receiver && peel(call.receiver);
  }
  return UNKNOWN;
}
