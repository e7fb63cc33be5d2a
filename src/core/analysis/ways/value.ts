import type { Expr, Unit } from '../../flow/unit';
import { isNothing, peel } from '../../flow/walk';

/** What is known of a value on one way: enough for flags that are set and asked later, and no more. */
export type Value =
  /** `undefined` counts as `null`. */
  | { kind: 'constant'; value: string | number | boolean | null }
  /** A number above zero: a counter that was raised. */
  | { kind: 'positive' }
  /** Neither null nor false: an object of which nothing else is known. */
  | { kind: 'something' }
  | { kind: 'object'; properties: ReadonlyMap<string, Value> }
  /** A list, map or set; whether something is in it, where that is known. */
  | { kind: 'list'; filled?: boolean }
  /** What a function returned when something had failed; its caller may see the failure in it. */
  | { kind: 'signal' }
  /** The failure that is at hand. */
  | { kind: 'failure' }
  | { kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };
export const NULL: Value = { kind: 'constant', value: null };
export const POSITIVE: Value = { kind: 'positive' };
export const FAILURE: Value = { kind: 'failure' };
const TRUE: Value = { kind: 'constant', value: true };
const FALSE: Value = { kind: 'constant', value: false };

/** The values of variables (by symbol) and of results of calls (by `resultKey`). */
export type Values = ReadonlyMap<number, Value>;

/** Where the result of a call is kept among the values. */
export function resultKey(call: number): number {
  return -1 - call;
}

/** A value as text; equal values give equal texts. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case 'constant': return JSON.stringify(value.value);
    case 'object': return `{${[...value.properties].map(([name, inner]) => `${name}:${keyOf(inner)}`).join()}}`;
    case 'list': return value.filled === undefined ? '[?]' : value.filled ? '[+]' : '[]';
    default: return value.kind;
  }
}

/** Whether a value counts as true, where that is known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'constant': return Boolean(value.value);
    case 'unknown': case 'signal': return undefined;
    default: return true;
  }
}

/** What an expression gives on a way. */
export function evaluate(unit: Unit, expr: Expr, values: Values): Value {
  const value = peel(expr);
  switch (value.kind) {
    case 'literal': return { kind: 'constant', value: value.value };
    case 'name': return isNothing(value) ? NULL : value.symbol === undefined ? UNKNOWN : values.get(value.symbol) ?? constantOf(unit, value.symbol, values);
    case 'unary': return negated(value.op, evaluate(unit, value.value, values));
    case 'binary': return combined(value.op, evaluate(unit, value.left, values), () => evaluate(unit, value.right, values));
    case 'object': return value.properties.some(({ name }) => name === '') ? { kind: 'something' }
      : { kind: 'object', properties: new Map(value.properties.slice(0, 6).map(property => [property.name, shallow(evaluate(unit, property.value, values))])) };
    case 'array': return { kind: 'list', filled: value.items.some(({ kind }) => kind !== 'spread') || (value.items.length === 0 ? false : undefined) };
    case 'member': return memberOf(evaluate(unit, value.object, values), value.name);
    case 'call': return resultOf(unit, value.call, values);
    case 'function': case 'template': return { kind: 'something' };
    case 'choice': return alike(value.options.map(option => evaluate(unit, option, values)));
    default: return UNKNOWN;
  }
}

/** Objects within objects are not followed. */
function shallow(value: Value): Value {
  return value.kind === 'object' ? { kind: 'something' } : value;
}

function constantOf(unit: Unit, symbol: number, values: Values): Value {
  const variable = unit.symbols[symbol], only = variable.constant && variable.values.length === 1 ? peel(variable.values[0]) : undefined;
  if (variable.kind === 'function' || variable.kind === 'class') return { kind: 'something' };
  return only?.kind === 'literal' && variable.route === undefined ? evaluate(unit, only, values) : UNKNOWN;
}

function resultOf(unit: Unit, id: number, values: Values): Value {
  const known = values.get(resultKey(id));
  if (known) return known;
  const call = unit.calls[id];
  // With an argument, which may be what is in it or how much will be.
  if (call.kind === 'new') return /(List|Map|Set|Deque|Queue|Array)$/.test(call.name) ? { kind: 'list', ...(call.args.length === 0 ? { filled: false } : {}) } : { kind: 'something' };
  const receiver = call.receiver && peel(call.receiver);
  if (call.name === 'empty' && receiver?.kind === 'name' && receiver.name === 'Optional') return NULL;
  const owner = call.receiver ? evaluate(unit, call.receiver, values) : UNKNOWN;
  if (owner === NULL && /^is(Present|Empty)$/.test(call.name)) return asBoolean(call.name === 'isEmpty');
  if (owner.kind === 'list' && call.args.length === 0) {
    if (call.name === 'isEmpty') return asBoolean(owner.filled === undefined ? undefined : !owner.filled);
    if (call.name === 'size') return memberOf(owner, 'length');
  }
  // `failure.get()` of a holder that was set.
  if (/^(get|isDone)$/.test(call.name) && call.args.length === 0 && call.receiver && peel(call.receiver).kind === 'name') return owner.kind === 'object' ? owner.properties.get('') ?? UNKNOWN : UNKNOWN;
  if (call.name === 'nonNull' || call.name === 'Boolean') return asBoolean(call.args[0] ? truthOf(evaluate(unit, call.args[0], values)) : undefined);
  return UNKNOWN;
}

function memberOf(owner: Value, name: string): Value {
  if (owner.kind === 'signal') return owner;
  if (owner.kind === 'object') return owner.properties.get(name) ?? NULL;
  if (owner.kind === 'list' && owner.filled !== undefined && /^(length|size)$/.test(name)) return owner.filled ? POSITIVE : { kind: 'constant', value: 0 };
  return UNKNOWN;
}

function asBoolean(truth: boolean | undefined): Value {
  return truth === undefined ? UNKNOWN : truth ? TRUE : FALSE;
}

function negated(op: string, value: Value): Value {
  const truth = op === '!' ? truthOf(value) : undefined;
  return asBoolean(truth === undefined ? undefined : !truth);
}

function combined(op: string, left: Value, rightOf: () => Value): Value {
  const truth = truthOf(left);
  switch (op) {
    case '&&': {
      if (truth === false) return left;
      const right = rightOf();
      return truth === true ? right : truthOf(right) === false ? FALSE : UNKNOWN;
    }
    case '||': {
      if (truth === true) return left;
      const right = rightOf();
      return truth === false ? right : truthOf(right) === true ? TRUE : UNKNOWN;
    }
    case '==': case '===': return asBoolean(equals(left, rightOf()));
    case '!=': case '!==': { const same = equals(left, rightOf()); return asBoolean(same === undefined ? undefined : !same); }
    case '<': case '<=': case '>': case '>=': return asBoolean(compares(op, left, rightOf()));
    case '+': return sum(left, rightOf());
    case '-': { const right = rightOf(); return right.kind === 'constant' && typeof right.value === 'number' ? sum(left, { kind: 'constant', value: -right.value }) : UNKNOWN; }
    case 'instanceof': return left.kind === 'constant' ? FALSE : UNKNOWN;
    default: return UNKNOWN;
  }
}

function equals(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'constant' && right.kind === 'constant') return left.value === right.value;
  const [constant, other] = left.kind === 'constant' ? [left, right] : [right, left];
  if (constant.kind !== 'constant' || other.kind === 'unknown' || other.kind === 'signal' || other.kind === 'constant') return undefined;
  // Nothing and `false` are none of the others; a counter that was raised is not zero.
  return constant.value === null || constant.value === false || (other.kind === 'positive' && typeof constant.value === 'number' && constant.value <= 0) ? false : undefined;
}

function compares(op: string, left: Value, right: Value): boolean | undefined {
  if (left.kind === 'constant' && right.kind === 'constant' && typeof left.value === 'number' && typeof right.value === 'number') {
    return op === '<' ? left.value < right.value : op === '<=' ? left.value <= right.value : op === '>' ? left.value > right.value : left.value >= right.value;
  }
  if (left.kind === 'positive' && right.kind === 'constant' && typeof right.value === 'number') {
    if (right.value <= 0) return op === '>' || op === '>=';
    return right.value === 1 && op === '>=' ? true : right.value === 1 && op === '<' ? false : undefined;
  }
  if (right.kind === 'positive' && left.kind === 'constant' && typeof left.value === 'number') return compares({ '<': '>', '<=': '>=', '>': '<', '>=': '<=' }[op]!, right, left);
  return undefined;
}

/** Numbers up to this are counted out, as tries are; a loop must come to an end. */
const COUNTED = 16;

function sum(left: Value, right: Value): Value {
  const [a, b] = [left, right].map(value => (value.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined));
  if (a !== undefined && b !== undefined && Number.isInteger(a + b) && Math.abs(a + b) <= COUNTED) return { kind: 'constant', value: a + b };
  const add = [left, right].map(value => (value.kind === 'positive' ? 1 : value.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined));
  if (add.every(one => one !== undefined && one >= 0) && add.some(one => one! > 0)) return POSITIVE;
  return left.kind === 'constant' && typeof left.value === 'string' ? { kind: 'something' } : UNKNOWN;
}

function alike(values: readonly Value[]): Value {
  const first = values[0];
  if (first && values.every(value => keyOf(value) === keyOf(first))) return first;
  return values.length > 0 && values.every(value => truthOf(value) === true) ? { kind: 'something' } : UNKNOWN;
}
