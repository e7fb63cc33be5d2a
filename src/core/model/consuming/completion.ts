import type { Act } from '../../analysis/deeds/deeds';
import type { Stop } from '../../analysis/calls/loss';
import type { CallFacts } from '../../analysis/outcomes/call-facts';
import type { Call, Expr, Func, Unit, Variable } from '../../flow/unit';
import { eachExpr, eachStep, enclosing, peel } from '../../flow/walk';
import { contains, type Span } from '../../text/span';

/** Flags by which loops are stopped, and records themselves, tell nothing of work that is done. */
const TELLS_NOTHING = /^(AtomicBoolean|boolean|Boolean|Consumer|KafkaConsumer|ConsumerRecords?)$/;

/** Methods that write something into a book of finished offsets. */
const FILLS = /^(put|putIfAbsent|putAll|merge|compute|computeIfAbsent|replace|add|addLast|offer|push|set)$/;

/**
 * Where the commits of a handler ask for the end of work that runs beside it: the condition around each calls something that
 * the work was given as well, or what it commits is a book that the work fills. `undefined` where some commit does not.
 */
export function asksForEnd(callFacts: CallFacts, work: Act, commits: readonly Act[]): Stop | undefined {
  const asked = commits.map((act): Stop | undefined => {
    const found = [...act.around, act].flatMap(outer => (outer.unit === work.unit ? conditionsAround(outer) : [])).flatMap(condition => askedIn(callFacts, work.unit, condition))
      .find(({ variable }) => isGiven(callFacts, work, variable));
    if (found) return { unit: work.unit, span: found.call.nameSpan, note: 'the commit asks something that the work was given' };
    const filled = act.unit === work.unit ? filledElsewhere(callFacts, work, act.call) : undefined;
    return filled && { unit: work.unit, span: filled.nameSpan, note: 'the work writes down what is done, and only that is committed' };
  });
  return asked.every(one => one) ? asked[0] : undefined;
}

/** The conditions under which a call is come to in its function. */
function conditionsAround({ unit, call }: Act): Expr[] {
  return enclosing(unit.funcs[call.func].body, call.span).flatMap(({ step }) => (step.kind === 'branch' ? [step.condition] : []));
}

/** What fills the book that is committed, where only the work does, and not the function that commits. */
function filledElsewhere(callFacts: CallFacts, work: Act, commit: Call): Call | undefined {
  const { unit } = work, home = unit.funcs[commit.func];
  for (const book of commit.args.flatMap(arg => booksIn(callFacts, unit, arg, 0))) {
    const fills = book.reads.flatMap(({ use }) => (use.kind === 'receiver' && FILLS.test(unit.calls[use.call].name) ? [unit.calls[use.call]] : []));
    if (fills.length > 0 && fills.every(call => contains(work.call.span, call.span) || isApart(callFacts, unit, unit.funcs[call.func], home))) return fills[0];
  }
  return undefined;
}

/** The variables out of which a value is made: `done` of `new HashMap<>(done)`, and of a map into which it was put. */
function booksIn(callFacts: CallFacts, unit: Unit, expr: Expr, depth: number): Variable[] {
  const found: Variable[] = [];
  const visit = (inner: Expr): void => eachExpr(inner, one => {
    if (one.kind === 'call') { const call = unit.calls[one.call]; [...(call.receiver ? [call.receiver] : []), ...call.args].forEach(visit); }
    const variable = one.kind === 'name' || one.kind === 'member' ? variableOf(callFacts, unit, one) : undefined;
    if (variable) found.push(variable, ...(depth < 3 && variable.kind === 'local' ? variable.values.flatMap(value => booksIn(callFacts, unit, value, depth + 1)) : []));
  });
  visit(expr);
  return found;
}

/** A function that another one neither holds nor calls. */
function isApart(callFacts: CallFacts, unit: Unit, func: Func, from: Func): boolean {
  for (let at: Func | undefined = func; at; at = at.parent === undefined ? undefined : unit.funcs[at.parent]) if (at === from) return false;
  return callFacts.callers.of(unit, func).every(({ call }) => call.func !== from.id);
}

/** The variables on which a condition calls a method. */
function askedIn(callFacts: CallFacts, unit: Unit, condition: Expr): { variable: Variable; call: Call }[] {
  const found: { variable: Variable; call: Call }[] = [];
  const visit = (expr: Expr): void => eachExpr(expr, one => {
    if (one.kind !== 'call') return;
    const call = unit.calls[one.call], variable = call.receiver && variableOf(callFacts, unit, call.receiver);
    if (variable && !TELLS_NOTHING.test(variable.type?.name ?? '')) found.push({ variable, call });
    [...(call.receiver ? [call.receiver] : []), ...call.args].forEach(visit);
  });
  visit(condition);
  return found;
}

/** The variable or field that is named, where it stands in the same file. */
function variableOf(callFacts: CallFacts, unit: Unit, expr: Expr): Variable | undefined {
  const held = callFacts.types.members.held(unit, peel(expr));
  return held?.unit === unit ? held.variable : undefined;
}

/** The call, a function in it, or what was put into its arguments before, reads a variable. */
function isGiven(callFacts: CallFacts, { unit, call }: Act, variable: Variable): boolean {
  const places = [call.span, ...call.args.flatMap(arg => {
    const held = variableOf(callFacts, unit, arg);
    return held ? [...held.values.map(({ span }) => span), ...putInto(callFacts, unit, call, held)] : [];
  })];
  return variable.reads.some(({ span }) => places.some(place => contains(place, span)));
}

/** The values that the function around a call puts into members of a variable. */
function putInto(callFacts: CallFacts, unit: Unit, call: Call, held: Variable): Span[] {
  const spans: Span[] = [];
  eachStep(unit.funcs[call.func].body, step => {
    if (step.kind === 'assign' && step.target.kind === 'member' && variableOf(callFacts, unit, step.target.object) === held) spans.push(step.value.span);
  });
  return spans;
}
