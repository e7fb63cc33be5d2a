import type { Call, Expr, Unit, Variable } from '../flow/unit';
import { eachExpr, eachStep, peel } from '../flow/walk';
import { contains, type Span } from '../text/span';
import type { Act, Way } from './behaviour';
import type { Fates } from './fates';
import type { Spot } from './swallows';

/** A commit, and the way to it. */
interface Reached {
  act: Act;
  path: readonly Way[];
}

/** Flags by which loops are stopped, and records themselves, tell nothing of work that is done. */
const TELLS_NOTHING = /^(AtomicBoolean|boolean|Boolean|Consumer|KafkaConsumer|ConsumerRecords?)$/;

/**
 * Where the commits of a handler ask for the end of work that runs beside it: the condition around each calls something that
 * the work was given as well, e.g. a book of finished offsets. `undefined` where some commit does not.
 */
export function asksForEnd(fates: Fates, work: Act, commits: readonly Reached[]): Spot | undefined {
  const asked = commits.map(({ path }) => path.flatMap(way => (way.node.kind === 'branch' && way.node.unit === work.unit ? askedIn(fates, way.node.unit, way.node.step.condition) : []))
    .find(({ variable }) => isGiven(fates, work, variable)));
  const [first] = asked;
  return first && asked.every(one => one) ? { unit: work.unit, span: first.call.nameSpan, note: 'asks, before the commit, what this work was given' } : undefined;
}

/** The variables on which a condition calls a method. */
function askedIn(fates: Fates, unit: Unit, condition: Expr): { variable: Variable; call: Call }[] {
  const found: { variable: Variable; call: Call }[] = [];
  const visit = (expr: Expr): void => eachExpr(expr, one => {
    if (one.kind !== 'call') return;
    const call = unit.calls[one.call], variable = call.receiver && variableOf(fates, unit, call.receiver);
    if (variable && !TELLS_NOTHING.test(variable.type?.name ?? '')) found.push({ variable, call });
    [...(call.receiver ? [call.receiver] : []), ...call.args].forEach(visit);
  });
  visit(condition);
  return found;
}

/** The variable or field that is named, where it stands in the same file. */
function variableOf(fates: Fates, unit: Unit, expr: Expr): Variable | undefined {
  const held = fates.types.members.held(unit, peel(expr));
  return held?.unit === unit ? held.variable : undefined;
}

/** The call, a function in it, or what was put into its arguments before, reads a variable. */
function isGiven(fates: Fates, { unit, call }: Act, variable: Variable): boolean {
  const places = [call.span, ...call.args.flatMap(arg => {
    const held = variableOf(fates, unit, arg);
    return held ? [...held.values.map(({ span }) => span), ...putInto(fates, unit, call, held)] : [];
  })];
  return variable.reads.some(({ span }) => places.some(place => contains(place, span)));
}

/** The values that the function around a call puts into members of a variable. */
function putInto(fates: Fates, unit: Unit, call: Call, held: Variable): Span[] {
  const spans: Span[] = [];
  eachStep(unit.funcs[call.func].body, step => {
    if (step.kind === 'assign' && step.target.kind === 'member' && variableOf(fates, unit, step.target.object) === held) spans.push(step.value.span);
  });
  return spans;
}
