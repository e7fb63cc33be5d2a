import type { Call, Unit } from '../../flow/unit';
import type { Types } from '../values/types';

/** True for a call that closes a consumer. */
export function closesConsumer(types: Types, unit: Unit, call: Call): boolean {
  const known = types.meanings.of(unit, call);
  return known?.meaning.role === 'close' && /Consumer$/.test(known.type);
}

const closes = new WeakMap<object, Call>();

/** The close of a consumer that is a resource of a `try`, as a call that stands at its name. */
export function closeOfResource(types: Types, unit: Unit, symbol: number, func: number): Call | undefined {
  const variable = unit.symbols[symbol], known = closes.get(variable);
  const { name, span } = variable;
  const call: Call = known ?? { id: -1, kind: 'call', receiver: { kind: 'name', name, symbol, span }, name: 'close', args: [], use: { kind: 'dropped' }, func, span, nameSpan: span, statement: span };
  if (!known) closes.set(variable, call);
  return closesConsumer(types, unit, call) ? call : undefined;
}
