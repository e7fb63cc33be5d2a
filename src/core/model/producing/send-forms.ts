import { lastName } from '../../analysis/outcomes/last-name';
import type { ExprAt } from '../../analysis/program/program';
import { lastOfRoute } from '../../analysis/values/names';
import type { Call, Expr, Func, Step, Unit, Variable } from '../../flow/unit';
import { eachExpr, enclosing, peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Evidence } from '../../kafka/evidence';
import type { Send } from '../../kafka/model';
import type { Context } from '../context';
import type { SendMeaning } from '../found-send';
import { mayBeOne } from './transactions';

/** What a send shows of itself, whatever becomes of its outcome. */
export type SendForm = Pick<Send, 'outside' | 'key' | 'keyless' | 'empty' | 'retried' | 'thrownAfter'>;

/** Reads the form of a send: what it leaves out, what it is no part of, and what repeats it. */
export function formOf(context: Context, unit: Unit, call: Call, meaning: SendMeaning): SendForm {
  const form: SendForm = {
    outside: outsideTransaction(context, unit, call), keyless: withoutKey(context, unit, call, meaning),
    retried: racedInLoop(context, unit, call), thrownAfter: thrownAfter(context, unit, call),
  };
  const key = keyOf(context, unit, call, meaning);
  if (key) form.key = key;
  if (meaning.needs !== undefined && lacks(context, unit, call, meaning.needs)) form.empty = meaning.needs;
  return form;
}

/** The transaction of its own producer that is open around it in the same function, where that sends by an object of its own. */
function outsideTransaction(context: Context, unit: Unit, call: Call): Evidence | undefined {
  const own = context.types.meanings.in(unit).filter(({ call: other }) => other.func === call.func);
  const begin = own.find(({ call: other, meaning }) =>
    meaning.role === 'begin' && meaning.apart && other.span.end <= call.span.start && other.receiver && call.receiver
    && lastName(other.receiver, unit) === lastName(call.receiver, unit) && mayBeOne(context, unit, call.receiver, other.receiver));
  const committed = begin && own.some(({ call: other, meaning }) => meaning.role === 'commit-transaction' && other.span.start >= call.span.end);
  return committed ? { ...context.place(unit, begin.call.nameSpan), note: 'the transaction begins here' } : undefined;
}

/** All objects that the call may be given lack an option, and none of them takes others in. */
function lacks(context: Context, unit: Unit, { args: [options] }: Call, name: string): boolean {
  const objects = options ? context.types.values.objectsAt({ unit, expr: options }) : [];
  return objects.length > 0 && objects.every(({ expr }) =>
    expr.kind === 'object' && expr.properties.length > 0 && expr.properties.every(property => property.name !== name && property.name !== '' && !property.key));
}

const CONSUMER_RECORD = 'org.apache.kafka.clients.consumer.ConsumerRecord', PRODUCER_RECORD = /(^|\.)ProducerRecord$/;

/** Whether the records of a send have a key: by the messages of its options, the constructor of its record, or its arguments. */
function keyOf(context: Context, unit: Unit, call: Call, { record }: SendMeaning): Send['key'] {
  const [first] = call.args;
  if (!first) return undefined;
  if (record) {
    const [, ...way] = record.key.split('.'), name = lastOfRoute(record.key), { found, open } = context.types.sources.of({ unit, expr: first }, way.slice(0, -1));
    const keyed = found.map(({ expr }) => (expr.kind !== 'object' || expr.properties.some(one => one.name === '') ? undefined : expr.properties.some(one => one.name === name)));
    if (open !== undefined || keyed.length === 0 || keyed.includes(undefined)) return undefined;
    return keyed.every(has => has) ? 'given' : keyed.some(has => has) ? undefined : 'none';
  }
  if (traitsOf(unit).ecosystem !== 'jvm') return undefined;
  const { found } = context.types.sources.of({ unit, expr: first }), [given] = found;
  const made = found.length === 1 && given.expr.kind === 'call' ? given.unit.calls[given.expr.call] : undefined;
  const parts = made?.kind === 'new' && PRODUCER_RECORD.test(made.type?.name ?? '') ? made.args : context.constants.read(unit, first).known ? call.args : [];
  return parts.length < 2 ? undefined : parts.length === 2 ? 'none' : 'given';
}

/** The value of a record that was read, which is sent on without the record's key. */
function withoutKey(context: Context, unit: Unit, call: Call, meaning: SendMeaning): Send['keyless'] {
  const value = meaning.record ? valueOfMessage(context, unit, call, meaning.record) : valueOfRecord(context, unit, call);
  const read = value && readRecord(context, value);
  if (!value || !read) return undefined;
  const { path, span } = context.place(value.unit, value.expr.span);
  return { path, span, note: 'the value of the record that was read', seen: asksForKey(value.unit, read) };
}

/** `messages: [{ value: … }]` without `key`. */
function valueOfMessage(context: Context, unit: Unit, { args: [options] }: Call, record: { key: string; value: string }): ExprAt | undefined {
  const [, ...way] = record.value.split('.'), [value, key] = [record.value, record.key].map(lastOfRoute);
  const messages = options ? context.types.sources.of({ unit, expr: options }, way.slice(0, -1)).found : [];
  const [message] = messages;
  if (messages.length !== 1 || message.expr.kind !== 'object') return undefined;
  const { properties } = message.expr;
  if (properties.some(({ name }) => name === key || name === '')) return undefined;
  const found = properties.find(({ name }) => name === value);
  return found && { unit: message.unit, expr: found.value };
}

/** `new ProducerRecord<>(topic, value)`, or `template.send(topic, value)`. */
function valueOfRecord(context: Context, unit: Unit, call: Call): ExprAt | undefined {
  if (traitsOf(unit).ecosystem !== 'jvm') return undefined;
  const [given] = call.args.length === 1 ? context.types.sources.of({ unit, expr: call.args[0] }).found : [];
  const made = given?.expr.kind === 'call' ? given.unit.calls[given.expr.call] : undefined;
  const record = made?.kind === 'new' && PRODUCER_RECORD.test(made.type?.name ?? '') ? { unit: given.unit, args: made.args } : undefined;
  const { unit: home, args } = record ?? { unit, args: call.args };
  return args.length === 2 ? { unit: home, expr: args[1] } : undefined;
}

/** The variable of the record whose value is taken, as it is or as text; in a handler's own function, or by its type. */
function readRecord(context: Context, { unit, expr }: ExprAt): number | undefined {
  const value = withoutText(unit, peel(expr));
  const [holder, name] = value?.kind === 'member' ? [value.object, value.name] : value?.kind === 'call' ? [unit.calls[value.call].receiver, unit.calls[value.call].name] : [];
  const record = holder && peel(holder);
  if (name !== 'value' || record?.kind !== 'name' || record.symbol === undefined) return undefined;
  if (traitsOf(unit).values === 'typed') return context.types.of(unit, record)?.startsWith(CONSUMER_RECORD) ? record.symbol : undefined;
  const { func } = unit.symbols[record.symbol];
  return func !== undefined && isGiven(unit.symbols[record.symbol], func) && isHandler(context, unit, unit.funcs[func]) ? record.symbol : undefined;
}

/** `value.toString()` is the value too. */
function withoutText(unit: Unit, expr: Expr): Expr | undefined {
  const call = expr.kind === 'call' ? unit.calls[expr.call] : undefined;
  return call?.name === 'toString' && call.receiver ? peel(call.receiver) : expr;
}

/** True for a function that a call is given as a handler of records. */
export function isHandler(context: Context, unit: Unit, { use }: Func): boolean {
  return use?.kind === 'argument' && context.types.meanings.of(unit, unit.calls[use.call])?.meaning.role === 'handle';
}

/** Elsewhere the file asks for the key of the record: it has one. */
function asksForKey(unit: Unit, record: number): boolean {
  return unit.symbols[record].reads.some(({ use }) =>
    (use.kind === 'member' && use.name === 'key') || (use.kind === 'receiver' && unit.calls[use.call].name === 'key'));
}

/** `Promise.race([send, clock])` or `send.get(5, SECONDS)` whose failure is caught inside the loop that tries again. */
function racedInLoop(context: Context, unit: Unit, call: Call): Evidence | undefined {
  const { use } = call, next = use.kind === 'argument' || use.kind === 'receiver' ? unit.calls[use.call] : undefined;
  const raced = use.kind === 'argument' ? next?.name === 'race' && next.receiver?.kind === 'name' && next.receiver.name === 'Promise'
    : next?.name === 'get' && context.callFacts.idioms(unit).waits.has(next.name) && next.args.length === 2;
  if (!next || !raced) return undefined;
  const around = enclosing(unit.funcs[call.func].body, call.span).reverse();
  const tried = around.findIndex(({ step, part }) => step.kind === 'try' && part === 0 && step.catches.some(({ body }) => goesOn(body)));
  const loop = tried < 0 ? undefined : around.slice(tried).find(({ step }) => step.kind === 'loop')?.step;
  return loop?.kind === 'loop' && loop.style === 'while' ? { ...context.place(unit, next.nameSpan), note: 'when this time is over, the loop sends it again' } : undefined;
}

/** Control may get past these steps, or to the next turn of the loop. */
function goesOn(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  if (last?.kind === 'exit') return last.how === 'continue';
  return last?.kind !== 'branch' || last.arms.length < 2 || last.arms.some(goesOn);
}

/** The throw behind a send in a catch of a handler, by which the record that was just sent comes again. */
function thrownAfter(context: Context, unit: Unit, call: Call): Evidence | undefined {
  const func = unit.funcs[call.func];
  const given = isHandler(context, unit, func) || context.types.marks.find(unit, func.annotations, 'listener') !== undefined;
  const [caught] = given ? enclosing(func.body, call.span).filter(({ step, part }) => step.kind === 'try' && part > 0 && part <= step.catches.length) : [];
  if (caught?.step.kind !== 'try') return undefined;
  const handler = caught.step.catches[caught.part - 1], last = handler.body.at(-1);
  // A record of something else that failed is no copy of it.
  const copies = call.args.some(arg => speaksOf(unit, arg, func));
  return copies && last?.kind === 'exit' && last.how === 'throw' && last.span.start >= call.span.end
    ? { ...context.place(unit, last.span), note: 'the failure is thrown as well, and the record comes again' } : undefined;
}

/** A parameter of a function, what is taken out of one, or an item of it in a loop. */
function isGiven({ func, kind, route }: Variable, of: number): boolean {
  return func === of && (kind === 'param' || route !== undefined);
}

/** A value that is made of what the function was given. */
function speaksOf(unit: Unit, expr: Expr, func: Func): boolean {
  let found = false;
  eachExpr(expr, inner => {
    if (inner.kind === 'name' && inner.symbol !== undefined && isGiven(unit.symbols[inner.symbol], func.id)) found = true;
    if (inner.kind === 'call' && unit.calls[inner.call].args.concat(unit.calls[inner.call].receiver ?? []).some(part => speaksOf(unit, part, func))) found = true;
  });
  return found;
}
