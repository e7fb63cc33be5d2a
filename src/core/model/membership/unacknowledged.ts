import { Reach } from '../../analysis/deeds/reach';
import { first } from '../../flow/first';
import type { Call, Unit, Variable } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { Handler, Unacknowledged } from '../../kafka/model';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** The listeners that are to acknowledge, and do so on no way. */
export function findUnacknowledged(context: Context, found: ReadonlyMap<FoundHandler, Handler>): Unacknowledged[] {
  const acknowledging = new Reach(context.callFacts, (unit, call) => /^(acknowledge|nack|commit)$/.test(context.types.meanings.of(unit, call)?.meaning.role ?? ''));
  return [...found].flatMap(([one, handler]): Unacknowledged[] => {
    const { annotation, home, func } = one, { trivial, topics, environment, sample, name } = handler;
    if (!annotation || trivial || func.body.length === 0 || acknowledging.from(home, func)) return [];
    const left = first(context.frameworks, framework => framework.leavesAcknowledging(one.unit, annotation)), own = handleOf(context, one);
    const about = { name, topics, environment, sample, because: left ? [left] : [] };
    if (own) return isHeldBack(context, home, own) ? [{ ...context.place(home, own.span), ...about, get acknowledge() { return fixOf(context, one, own); } }] : [];
    return left && !mayAcknowledge(one) ? [{ ...context.place(one.unit, annotation.span), ...about }] : [];
  });
}

/** The parameter by which a listener acknowledges. */
function handleOf({ types }: Context, { home, func, annotation, unit }: FoundHandler): Variable | undefined {
  const table = types.marks.find(unit, [annotation!], 'listener')?.table;
  return func.params.map(id => home.symbols[id]).find(({ type }) => type && table?.role === 'listener' && table.acknowledgement.split(' ').includes(simpleName(type.name)));
}

/** Nobody gets what acknowledges but functions in view. */
function isHeldBack({ types }: Context, unit: Unit, { reads }: Variable): boolean {
  return reads.every(({ use }) => {
    if (use.kind === 'tested' || (use.kind === 'receiver' && isOnlyRead(types, unit, unit.calls[use.call]))) return true;
    const targets = use.kind === 'argument' ? types.callables.targets(unit, unit.calls[use.call]) : [];
    return targets.length > 0 && targets.every(({ func }) => func.body.length > 0);
  });
}

/** A call that only reads of what it is called on. */
function isOnlyRead({ meanings, runtimes }: Context['types'], unit: Unit, call: Call): boolean {
  return meanings.of(unit, call) === undefined && runtimes.of(unit, call) === 'pure';
}

/** Something else that a listener is given could commit: the consumer, or a message with its headers. */
function mayAcknowledge({ home, func }: FoundHandler): boolean {
  return func.params.some(id => /^(Consumer|KafkaConsumer|Message|MessageHeaders|Map)$/.test(simpleName(home.symbols[id].type?.name ?? '')) || home.symbols[id].type === undefined);
}

/** Behind the last statement, where the method only falls off its end. */
function fixOf(context: Context, { unit, home, func }: FoundHandler, { name }: Variable): Fix | undefined {
  return unit === home ? context.repair(unit, false, (repairs, source) => repairs.append(unit, source, func, `${name}.acknowledge();`)) : undefined;
}
