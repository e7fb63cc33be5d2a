import type { Call, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import { PAUSES } from '../../libraries/runtimes/plain-calls';
import { contains } from '../../text/span';
import type { CallFacts } from '../outcomes/call-facts';

/** What a race waits for besides, if it only lets time pass: `Promise.race([send(order), sleep(1000)])`. */
export function pauseIn(callFacts: CallFacts, unit: Unit, race: Call): Call | undefined {
  const list = race.args[0] && peel(race.args[0]);
  for (const item of list?.kind === 'array' ? list.items : []) {
    const value = peel(item), call = value.kind === 'call' ? unit.calls[value.call] : undefined;
    if (call && onlyWaits(callFacts, unit, call)) return call;
  }
  return undefined;
}

/** A call whose promise resolves after some time, and never rejects. */
function onlyWaits(callFacts: CallFacts, unit: Unit, call: Call): boolean {
  const targets = callFacts.types.callables.targets(unit, call);
  if (targets.length === 0) return PAUSES.test(call.name) && call.receiver === undefined;
  return targets.every(target => {
    const inner = target.unit.calls.filter(one => contains(target.func.span, one.span));
    return inner.some(({ name }) => name === 'setTimeout') && inner.every(({ name }) => /^(setTimeout|Promise|resolve|unref)$/.test(name)) && !throwsIn(target.func);
  });
}

function throwsIn({ body }: Func): boolean {
  let throws = false;
  eachStep(body, step => { if (step.kind === 'exit' && step.how === 'throw') throws = true; });
  return throws;
}
