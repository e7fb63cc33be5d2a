import { toWait } from './async';
import { allSteps, chainEnd, insert, ownStatement, replace } from './text';
import type { Edit } from '../../../text/edit';
import type { Repair } from '../../../flow/language';
import type { Call, Expr, Func, Unit } from '../../../flow/unit';
import type { SourceText } from '../../../text/source-text';
import { code } from '../../../text/visible';

/** Waits for the result of a call that nobody waits for. */
export function wait(unit: Unit, source: SourceText, call: Call): Repair | undefined {
  const outer = chainEnd(unit, call), own = unit.funcs[outer.func];
  if (outer.use.kind === 'dropped') {
    const callback = callbackOf(unit, outer);
    if (callback?.async || callback?.expression) return waitForAll(unit, source, outer, callback);
    // It returns nothing that could be waited for.
    if (outer.name === 'forEach') return undefined;
  }
  const holder = iteration(unit, own);
  if (outer.use.kind === 'returned' && own.expression && holder) return waitForAll(unit, source, holder, own);
  if (outer.use.kind === 'stored') {
    const symbol = unit.symbols[outer.use.symbol];
    if (symbol.reads.length > 0 || symbol.type || symbol.kind === 'field') return undefined;
  } else if (outer.use.kind !== 'dropped') return undefined;
  const edit = awaitBefore(source, outer.span.start);
  if (holder?.name === 'forEach') return own.expression ? undefined : inTurn(unit, source, holder, own, [edit]);
  const edits = toWait(unit, source, outer);
  return edits && { title: `await ${code(call.name)}`, edits: [...edits, edit] };
}

/** `await`, in place of a `void` that stands there. */
function awaitBefore(source: SourceText, at: number): Edit {
  const spared = /\bvoid\s+$/.exec(source.text.slice(Math.max(0, at - 40), at));
  return replace(source, at - (spared?.[0].length ?? 0), at, 'await ');
}

/** The function literal that `forEach` or `map` runs for each item. */
function callbackOf(unit: Unit, call: Call): Func | undefined {
  const [first] = call.args;
  if (!/^(forEach|map)$/.test(call.name) || !call.receiver || call.args.length !== 1) return undefined;
  return first.kind === 'function' ? unit.funcs[first.func] : undefined;
}

/** The dropped `forEach` or `map` that runs a function for each item. */
function iteration(unit: Unit, func: Func): Call | undefined {
  if (func.use?.kind !== 'argument') return undefined;
  const call = unit.calls[func.use.call];
  return call.use.kind === 'dropped' && callbackOf(unit, call) === func ? call : undefined;
}

function waitForAll(unit: Unit, source: SourceText, call: Call, callback: Func): Repair | undefined {
  if (call.name === 'forEach' && !callback.expression) {
    const repair = inTurn(unit, source, call, callback, []);
    if (repair) return repair;
  }
  const edits = toWait(unit, source, call), dot = dotBefore(source, call);
  if (!edits || source.text.startsWith('?.', dot) || (call.name === 'forEach' && isKeyed(unit, call.receiver))) return undefined;
  const start = awaitBefore(source, call.span.start);
  edits.push({ ...start, text: 'await Promise.all(' }, insert(source, call.span.end, ')'));
  if (call.name === 'forEach') edits.push(replace(source, call.nameSpan.start, call.nameSpan.end, 'map'));
  return { title: 'await all with `Promise.all`', edits };
}

/** `xs.forEach(async (x) => { … })` as `for (const x of xs) { … }`. */
function inTurn(unit: Unit, source: SourceText, call: Call, callback: Func, inner: Edit[]): Repair | undefined {
  const statement = ownStatement(unit, source, call), item = itemText(unit, source, callback), dot = dotBefore(source, call);
  const edits = toWait(unit, source, call);
  if (!statement || !item || !edits || callback.expression || source.text.startsWith('?.', dot) || isKeyed(unit, call.receiver))
    return undefined;
  for (const step of allSteps(callback.body)) if (step.kind === 'exit' && step.how === 'return') return undefined;
  if (usesThis(source, callback)) return undefined;
  const over = source.text.slice(call.span.start, dot).trimEnd();
  edits.push(
    replace(source, statement.start, callback.bodySpan.start, `for (const ${item} of ${over}) `), ...inner,
    replace(source, callback.bodySpan.end, statement.end, ''),
  );
  return { title: 'await each in turn with `for … of`', edits };
}

/** A plain function has a `this` and `arguments` of its own, which a loop has not. */
function usesThis(source: SourceText, callback: Func): boolean {
  return /^(async\s+)?function\b/.test(source.slice(callback.span)) && /\b(this|arguments)\b/.test(source.slice(callback.bodySpan));
}

/** The one parameter of a callback as written, without its type. */
function itemText(unit: Unit, source: SourceText, callback: Func): string | undefined {
  if (callback.params.length !== 1) return undefined;
  const symbol = unit.symbols[callback.params[0]];
  if (symbol.values.length > 0 || /\.\.\.\s*$/.test(source.text.slice(callback.span.start, symbol.span.start))) return undefined;
  if (symbol.name) return symbol.name;
  const text = symbol.type
    ? source.text.slice(symbol.span.start, symbol.type.span.start).trimEnd().replace(/:$/, '').trimEnd()
    : source.slice(symbol.span);
  return /[\]}]$/.test(text) ? text : undefined;
}

function dotBefore(source: SourceText, call: Call): number {
  const dot = source.text.lastIndexOf('.', call.nameSpan.start);
  return source.text[dot - 1] === '?' ? dot - 1 : dot;
}

/** Maps and sets have `forEach` but no `map`, and give other items to a loop. */
function isKeyed(unit: Unit, receiver: Expr | undefined): boolean {
  const symbol =
    receiver?.kind === 'name' && receiver.symbol !== undefined
      ? unit.symbols[receiver.symbol]
      : receiver?.kind === 'member' && receiver.object.kind === 'this'
        ? unit.symbols.find(
            one => one.kind === 'field' && one.name === receiver.name && one.class === (receiver.object as { class?: number }).class,
          )
        : undefined;
  const keyed = /^(Readonly)?(Map|Set)$|^(FormData|Headers|URLSearchParams)$/;
  if (symbol?.type && keyed.test(symbol.type.name)) return true;
  return (
    symbol?.values.some(one => one.kind === 'call' && unit.calls[one.call].kind === 'new' && keyed.test(unit.calls[one.call].name)) ?? false
  );
}
