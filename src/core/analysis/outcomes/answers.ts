import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { RESPONSE, TELLS_CALLER } from '../../libraries/runtimes/plain-calls';
import type { FuncAt } from '../program/program';

/** `res.status(500)`, `reply.send(…)`: whoever asked is told. */
export function isAnswer(unit: Unit, call: Call): boolean {
  return TELLS_CALLER.test(call.name) && call.receiver !== undefined && RESPONSE.test(nameOf(unit, call.receiver));
}

/** `answerWith(res, error)`: the called function answers with the response that it is given. */
export function answersFor(call: Call, { unit, func }: FuncAt): boolean {
  return call.args.some((_, index) => {
    const param = func.params[index];
    return param !== undefined && RESPONSE.test(unit.symbols[param].name) && unit.calls.some(inner =>
      TELLS_CALLER.test(inner.name) && inner.receiver !== undefined && rootOf(unit, inner.receiver) === param);
  });
}

/** `new ArrayList<>()`, `List.of()`, `Collections.emptyMap()`: the caller goes on with none of them. */
export function isEmptyCollection(call: Call): boolean {
  if (call.args.length > 0) return false;
  if (call.kind === 'new') return /(List|Map|Set|Deque)$/.test(call.type?.name ?? '');
  const owner = call.receiver?.kind === 'name' ? call.receiver.name : '';
  return (call.name === 'of' && /^(List|Map|Set)$/.test(owner)) || (owner === 'Collections' && /^empty(List|Map|Set)$/.test(call.name));
}

function nameOf(unit: Unit, expr: Expr): string {
  const value = peel(expr);
  return value.kind === 'call' ? unit.calls[value.call].name : value.kind === 'name' || value.kind === 'member' ? value.name : '';
}

/** The variable at which a chain begins: `res` of `res.status(500).json(…)`. */
function rootOf(unit: Unit, expr: Expr): number | undefined {
  let value: Expr | undefined = peel(expr);
  while (value && value.kind !== 'name') {
    value = value.kind === 'call' ? unit.calls[value.call].receiver : value.kind === 'member' ? value.object : undefined;
    value = value && peel(value);
  }
  return value?.symbol;
}
