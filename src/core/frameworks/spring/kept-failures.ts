import type { Analysis } from '../../analysis/analysis';
import { eachNode, hasWork, type Act, type Node } from '../../analysis/effects/effect';
import { inFailurePath } from '../../analysis/effects/work';
import type { Func, Unit } from '../../flow/unit';

/** What catches whatever work throws. */
const ALL = /^(RuntimeException|Exception|Throwable)$/;

/** True where all work of a listener stands in a `try` whose catch sends to a topic of its own for failures, and waits for that. */
export function keepsFailures(analysis: Analysis, unit: Unit, func: Func): boolean {
  const nodes = analysis.behaviours.ofFunction(unit, func);
  let kept = hasWork(nodes);
  eachNode(nodes, (node, path) => {
    if (node.kind !== 'act' || node.weight !== 'work' || hasWork(node.body) || inFailurePath(path)) return;
    kept &&= !node.detached && path.some(({ node: outer, part }) => outer.kind === 'try' && part === 0
      && outer.catches.some(({ handler, body }) => handler.types.some(type => ALL.test(type.name)) && !returns(body) && body.some(act => act.kind === 'act' && sendsAndWaits(analysis, act))));
  });
  return kept;
}

function returns(nodes: readonly Node[]): boolean {
  let found = false;
  eachNode(nodes, (node, path) => { if (node.kind === 'exit' && node.step.how === 'return' && !path.some(way => way.node.kind === 'act')) found = true; });
  return found;
}

/** A send whose failure leaves the place, or a function that always makes one. */
function sendsAndWaits(analysis: Analysis, { unit, call, meaning, target, body }: Act): boolean {
  if (meaning?.role === 'send') return analysis.fates.ofCall(unit, call, meaning.outcome === 'throws' ? 'throws' : 'promise').fate === 'awaited';
  return target !== undefined && body.some(inner => inner.kind === 'act' && sendsAndWaits(analysis, inner));
}
