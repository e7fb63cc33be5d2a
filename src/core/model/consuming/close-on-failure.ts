import { eachNode, hasWork, someAct, type Node, type Way } from '../../analysis/effects/effect';
import type { Spot } from '../../analysis/effects/spot';
import { catchesFailures } from '../../analysis/outcomes/catches';
import { seeksPast } from '../../analysis/outcomes/seeks';
import type { Catch } from '../../flow/unit';
import type { Fates } from '../../analysis/outcomes/fates';
import type { FoundHandler } from '../found-handler';
import { CLOSES, closeOf, closes } from './poll-loops';

/** Where a failure of the work that nothing in the loop ends closes the consumer on its way out. */
export function closeOnFailure(fates: Fates, found: FoundHandler): Spot | undefined {
  const way = wayToRecords(found);
  const at = way.at(-1);
  if (!at || !failureLeaves(fates, at.node.kind === 'loop' ? at.node.body : at.nodes.slice(at.index))) return undefined;
  const receiver = (found.polled ?? found.call)?.receiver;
  for (const { node, part } of way.toReversed()) {
    if (node.kind !== 'try' || part !== 0) continue;
    const resource = receiver?.kind === 'name' ? node.step.resources?.find(id => id === receiver.symbol) : undefined;
    if (resource !== undefined) return { unit: node.unit, span: node.unit.symbols[resource].span, note: CLOSES };
    const caught = node.catches.find(c => catchesFailures(node.unit, c.handler));
    const treatment = caught ? fates.failures.treat(node.unit, caught.handler.body, caught.handler.param) : 'passes-on';
    // What is kept in some other way, or read again, may not be lost.
    if (caught && (treatment === 'keeps' || treatment === 'unseen' || hasRewind(caught))) return undefined;
    const close = closeIn(fates, [...(caught?.body ?? []), ...(node.finally ?? [])]);
    if (close || treatment !== 'passes-on') return close ?? closeOf(fates, found);
  }
  return undefined;
}

/** The way to the poll loop, or to a poll without a loop. */
function wayToRecords({ nodes, loop, call }: FoundHandler): readonly Way[] {
  let way: readonly Way[] = [];
  eachNode(nodes, (node, path) => {
    if (way.length === 0 && (loop ? node.kind === 'loop' && node.step === loop : node.kind === 'act' && node.call === call)) way = path;
  });
  return way;
}

/** True when work among some nodes may fail with nothing there to catch it. */
function failureLeaves(fates: Fates, nodes: readonly Node[]): boolean {
  return nodes.some(node => {
    switch (node.kind) {
      case 'act': return !node.detached && node.weight === 'work' && (!hasWork(node.body) || failureLeaves(fates, node.body));
      case 'try': {
        const caught = node.catches.find(c => catchesFailures(node.unit, c.handler));
        return failureLeaves(fates, node.body) && (!caught || fates.failures.treat(node.unit, caught.handler.body, caught.handler.param) === 'passes-on');
      }
      case 'loop': return failureLeaves(fates, node.body);
      case 'branch': return node.arms.some(arm => failureLeaves(fates, arm));
      default: return false;
    }
  });
}

function closeIn(fates: Fates, nodes: readonly Node[]): Spot | undefined {
  let spot: Spot | undefined;
  someAct(nodes, ({ unit, call }) => {
    if (closes(fates, unit, call)) spot = { unit, span: call.nameSpan, note: CLOSES };
    return spot !== undefined;
  });
  return spot;
}

/** The catch reads what failed again. */
function hasRewind({ handler, body }: { handler: Catch; body: readonly Node[] }): boolean {
  return someAct(body, ({ unit, call, meaning }) => (meaning?.role === 'seek' && !seeksPast(unit, call, handler.param, handler.span.start)) || meaning?.role === 'nack');
}
