import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { LOG_CALLBACK } from '../../libraries/runtimes/logging';
import { contains, type Span } from '../../text/span';
import type { CallFacts } from '../outcomes/call-facts';
import type { FuncAt } from '../program/program';
import type { Types } from '../values/types';

/** `.catch(console.error)`, `.catch(noop)` */
export function isLogCallback(callFacts: CallFacts, unit: Unit, callback: Expr): boolean {
  const value = peel(callback);
  if (value.kind === 'member') return callFacts.isLog(unit, asCall(value));
  return value.kind === 'name' && LOG_CALLBACK.test(value.name) && callFacts.types.callables.functionsAt({ unit, expr: value }).length === 0;
}

function asCall(member: Expr & { kind: 'member' }): Call {
  return { id: -1, kind: 'call', receiver: member.object, name: member.name, args: [], use: { kind: 'dropped' }, func: 0, span: member.span, nameSpan: member.nameSpan, statement: member.span };
}

/** The functions that a failure callback is: a function, an object with the method that is called, or a variable of one. */
export function callbackFunctions(callFacts: CallFacts, unit: Unit, callback: Expr, method: string): readonly FuncAt[] {
  const { types } = callFacts;
  const value = peel(callback);
  if (value.kind === 'call' && unit.calls[value.call].kind === 'new') {
    const call = unit.calls[value.call], decl = call.class === undefined ? undefined : unit.classes[call.class];
    if (decl) return decl.methods.map(id => unit.funcs[id]).filter(f => !method || f.name === method || /^(onFailure|onCompletion|accept|handle|apply)$/.test(f.name)).map(func => ({ unit, func }));
    return methodsOf(types, unit, value, method);
  }
  const direct = types.callables.functionsAt({ unit, expr: value });
  if (direct.length > 0) return direct.flatMap(at => referred(callFacts, at));
  if (value.kind === 'name' && value.symbol !== undefined && unit.symbols[value.symbol].kind !== 'param') {
    const held = unit.symbols[value.symbol].values.flatMap(one => (one === value ? [] : callbackFunctions(callFacts, unit, one, method)));
    if (held.length > 0) return held;
  }
  return method ? methodsOf(types, unit, value, method) : [];
}

/** What a method reference names: `this::onFailure`; nothing where that is out of view. */
function referred(callFacts: CallFacts, { unit, func }: FuncAt): FuncAt[] {
  const only = func.body.find(step => step.kind === 'call');
  if (!func.reference || only?.kind !== 'call') return [{ unit, func }];
  const { types } = callFacts, call = unit.calls[only.call], targets = types.callables.targets(unit, call);
  if (targets.length > 0) return [...targets];
  return callFacts.isLog(unit, call) || types.runtimes.of(unit, call) !== undefined ? [{ unit, func }] : [];
}

function methodsOf(types: Types, unit: Unit, value: Expr, method: string): readonly FuncAt[] {
  const type = types.of(unit, value), own = type === undefined ? undefined : types.program.classNamed(type);
  return own ? types.members.methodsIn(own, method) : [];
}

/** True when a callback looks at the failure that it is given. */
export function isLooked(unit: Unit, func: Func, failure: number): boolean {
  const param = func.params[failure];
  return param !== undefined && unit.symbols[param].reads.length > 0;
}

/** Where a callback writes the failure down. */
export function logPlace(callFacts: CallFacts, unit: Unit, func: Func): Span | undefined {
  const failure = func.params[func.params.length - 1];
  let span: Span | undefined;
  eachStep(func.body, step => {
    const call = step.kind === 'call' ? unit.calls[step.call] : undefined;
    if (!call || span || !callFacts.isLog(unit, call)) return;
    if (failure === undefined || func.params.length === 1 || unit.symbols[failure].reads.some(read => contains(call.span, read.span))) span = call.nameSpan;
  });
  return span;
}
