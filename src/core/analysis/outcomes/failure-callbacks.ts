import type { Call, Expr, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { idiomsOf } from '../../languages/idioms';
import { LOG_CALLBACK } from '../../libraries/runtimes/logging';
import type { Span } from '../../text/span';
import type { FuncAt } from '../program/program';
import type { Types } from '../values/types';
import type { Outcome } from './outcome';
import type { Failures } from './treatment';

/** Judges functions that are called when something failed: `.catch(…)`, a send's callback, a listener. */
export class FailureCallbacks {
  constructor(private readonly types: Types, private readonly failures: Failures) {}

  /**
   * What a failure callback does. `awaited` here means: it throws, so the failure goes on along the chain.
   * `always`: the function is only called on failure, so that it need not look at its parameter.
   */
  judge(unit: Unit, callback: Expr, failure: number, method: string, always: boolean, link?: Call): Outcome {
    const value = peel(callback);
    // `.catch(console.error)`, `.catch(log)`
    if (value.kind === 'member' && this.failures.isLog(unit, fakeCall(value))) {
      return { fate: 'swallowed', at: { unit, span: value.span, note: 'the failure is only logged', link } };
    }
    if (value.kind === 'name' && LOG_CALLBACK.test(value.name) && this.types.callables.functionsAt({ unit, expr: value }).length === 0) {
      return { fate: 'swallowed', at: { unit, span: value.span, note: 'the failure is dropped', link } };
    }
    const at = this.#functions(unit, value, method);
    if (at.length === 0) return { fate: 'kept' };
    const { unit: home, func } = at[0];
    // A method reference to a logger.
    const index = func.params.length === 0 && func.expression && func.kind === 'lambda' && home.language === 'java' ? -1 : failure;
    if (index === -1) {
      const inner = func.body.find(s => s.kind === 'call');
      const called = inner?.kind === 'call' ? home.calls[inner.call] : undefined;
      const targets = called ? this.types.callables.targets(home, called) : [];
      if (targets.length === 0) return always ? this.#treated(home, func, failure, always, link) : { fate: 'kept' };
      return this.#treated(targets[0].unit, targets[0].func, failure, always, link);
    }
    return this.#treated(home, func, failure, always, link);
  }

  #treated(unit: Unit, func: Func, failure: number, always: boolean, link?: Call): Outcome {
    const treatment = this.failures.callback(unit, func, failure, always);
    const span = func.body[0]?.span ?? func.bodySpan;
    if (treatment === undefined) return { fate: 'ignored', at: { unit, span: { start: span.start, end: Math.min(span.end, span.start + 1) }, note: 'the callback never looks at the failure', callback: func, link } };
    switch (treatment) {
      case 'passes-on': return { fate: always && func.kind === 'lambda' && idiomsOf(unit).chainsThrow ? 'awaited' : 'handled' };
      case 'keeps': case 'signals': return { fate: 'handled' };
      case 'unseen': return { fate: 'handled', unseen: this.failures.unseenIn(unit, func.body, func.params[failure]) };
      default: {
        const where = this.#logSpan(unit, func) ?? span;
        return { fate: 'swallowed', at: { unit, span: where, note: treatment === 'logs' ? 'the failure is only logged here' : 'the failure is dropped here', callback: func, link } };
      }
    }
  }

  #logSpan(unit: Unit, func: Func): Span | undefined {
    let span: Span | undefined;
    eachStep(func.body, step => {
      if (step.kind !== 'call') return;
      const call = unit.calls[step.call];
      if (this.failures.isLog(unit, call) && failureIsNear(unit, func, call)) span ??= call.nameSpan;
    });
    return span;
  }

  #functions(unit: Unit, value: Expr, method: string): FuncAt[] {
    if (value.kind === 'call') {
      const call = unit.calls[value.call];
      if (call.kind === 'new') {
        const decl = call.class === undefined ? undefined : unit.classes[call.class];
        if (decl) return decl.methods.map(id => unit.funcs[id]).filter(f => !method || f.name === method || /^(onFailure|onCompletion|accept|handle|apply)$/.test(f.name)).map(func => ({ unit, func }));
        const type = this.types.of(unit, value);
        const own = type === undefined ? undefined : this.types.program.classNamed(type);
        return own ? this.types.members.methodsIn(own, method) : [];
      }
    }
    const direct = this.types.callables.functionsAt({ unit, expr: value });
    if (direct.length) return direct;
    if (value.kind === 'name' && value.symbol !== undefined) return unit.symbols[value.symbol].values.flatMap(v => (v === value ? [] : this.#functions(unit, peel(v), method)));
    const type = method ? this.types.of(unit, value) : undefined;
    const own = type === undefined ? undefined : this.types.program.classNamed(type);
    return own && method ? this.types.members.methodsIn(own, method) : [];
  }
}

function fakeCall(member: Expr & { kind: 'member' }): Call {
  return { id: -1, kind: 'call', receiver: member.object, name: member.name, args: [], use: { kind: 'dropped' }, func: 0, span: member.span, nameSpan: member.nameSpan, statement: member.span };
}

function failureIsNear(unit: Unit, func: Func, call: Call): boolean {
  const failure = func.params[func.params.length - 1];
  return failure === undefined || func.params.length === 1 || [...call.args, ...(call.receiver ? [call.receiver] : [])].some(a => { let found = false; const visit = (e: Expr): void => { if (e.kind === 'name' && e.symbol === failure) found = true; if (e.kind === 'call') { const inner = unit.calls[e.call]; if (inner.receiver) visit(inner.receiver); inner.args.forEach(visit); } if (e.kind === 'member') visit(e.object); if (e.kind === 'template' || e.kind === 'other') e.parts.forEach(visit); if (e.kind === 'binary') { visit(e.left); visit(e.right); } }; visit(a); return found; });
}
