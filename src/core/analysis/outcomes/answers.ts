import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { ENDS_RESPONSE, HTTP_RESPONSE, RESPONSE, SETS_STATUS, TELLS_CALLER } from '../../libraries/runtimes/plain-calls';
import type { FuncAt } from '../program/program';

/** `res.status(500)`, `reply.send(…)`: whoever asked is told. */
export function isAnswer(unit: Unit, call: Call): boolean {
  return TELLS_CALLER.test(call.name) && call.receiver !== undefined && RESPONSE.test(nameOf(unit, call.receiver));
}

/**
 * The call that ends the response of HTTP of which a call is part, and its status where one is written: `res.status(201).json(…)`,
 * `res.end()`. The response must be a parameter: `response.json()` may as well read what a server answered.
 */
export function endOfResponse(unit: Unit, call: Call): { end: Call; status?: number } | undefined {
  let end = call, status: number | undefined;
  while (SETS_STATUS.test(end.name) && end.use.kind === 'receiver') end = unit.calls[end.use.call];
  if (!ENDS_RESPONSE.test(end.name)) return undefined;
  let owner = end.name === 'sendStatus' ? end : end.receiver && calledBy(unit, end.receiver);
  for (; owner; owner = owner.receiver && calledBy(unit, owner.receiver)) {
    const given = owner.args[0] && peel(owner.args[0]);
    if (SETS_STATUS.test(owner.name) && given?.kind === 'literal' && typeof given.value === 'number') status ??= given.value;
    else return undefined;
  }
  const root = end.receiver && rootOf(unit, end.receiver), variable = root === undefined ? undefined : unit.symbols[root];
  if (variable?.kind !== 'param' || !HTTP_RESPONSE.test(variable.name)) return undefined;
  return status === undefined ? { end } : { end, status };
}

/** Statuses by which whoever asked learns that all is done; 202 promises nothing (RFC 9110, 15.3.3). */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 400 && status !== 202;
}

function calledBy(unit: Unit, expr: Expr): Call | undefined {
  const value = peel(expr);
  return value.kind === 'call' ? unit.calls[value.call] : undefined;
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
