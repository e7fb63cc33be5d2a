import type { FutureKind, Repair } from '../../../flow/language';
import type { Call, Unit } from '../../../flow/unit';
import type { Edit } from '../../../text/edit';
import { code } from '../../../text/visible';
import { freeName, handledTypes, writtenName } from './failures';
import type { Site } from './site';
import { declarationOf, edit, endWithComment, indentLines, indentUnit, statementOf } from './site';

/** Calls that take a lambda and want nothing from it, so that its body may have any type. */
const consumers = new Set(['forEach', 'forEachOrdered', 'ifPresent', 'ifPresentOrElse', 'thenAccept', 'execute']);

/** The types whose `submit` gives a future of what `execute` runs without one. */
const pools = new Set([
  'ExecutorService', 'ScheduledExecutorService', 'ThreadPoolExecutor', 'ScheduledThreadPoolExecutor', 'ForkJoinPool',
  'AsyncTaskExecutor', 'ThreadPoolTaskExecutor',
]);

/** Waiting without checked exceptions, where the kind of future has that. */
const JOINS: Partial<Record<FutureKind, string>> = { 'completable-future': '.join()', 'completion-stage': '.toCompletableFuture().join()' };

/** Waits for the outcome of a call, by `join()` or `get()`. */
export function wait(unit: Unit, site: Site, call: Call, future: FutureKind): Repair | undefined {
  if (future === 'promise' || givesNothing(unit, call)) return undefined;
  const title = `wait for ${code(call.name)}`;
  const { source } = site;
  const joins = JOINS[future], method = joins ?? '.get()';
  const append = edit(source, call.span.end, call.span.end, method);
  const statement = statementOf(site);
  if (!statement && joins !== undefined && isConsumerBody(unit, site, call)) return { edits: [append], title };
  const place = statement ?? unreadDeclaration(unit, site, call);
  if (!place) return undefined;
  const { start, end } = place.node;
  const submit = call.name === 'execute' ? [edit(source, call.nameSpan.start, call.nameSpan.end, 'submit')] : [];
  if (joins !== undefined || mayThrow(site)) {
    const declared = start < call.span.start ? [edit(source, start, call.span.start, '')] : [];
    return { edits: [...declared, ...submit, append], title };
  }
  // The body of `case X ->` is no place for a `try`.
  if (place.parent.type === 'switch_rule') return undefined;
  return { edits: [...submit, ...wrapped(unit, site, call, { start, end }, append)], title };
}

/** True for a call without a result that could be waited for. */
function givesNothing(unit: Unit, call: Call): boolean {
  if (call.name === 'execute') return !pools.has(receiverType(unit, call) ?? '');
  if (call.name === 'start' || call.name === 'subscribe') return true;
  const { receiver } = call;
  return receiver?.kind === 'this' && receiver.class !== undefined && unit.classes[receiver.class].methods
    .some((id) => unit.funcs[id].name === call.name && unit.funcs[id].returns?.name === 'void');
}

function receiverType({ symbols, classes }: Unit, { receiver }: Call): string | undefined {
  if (receiver?.kind === 'name' && receiver.symbol !== undefined) return symbols[receiver.symbol].type?.name;
  if (receiver?.kind !== 'member' || receiver.object.kind !== 'this' || receiver.object.class === undefined) return undefined;
  const field = classes[receiver.object.class].fields.find((id) => symbols[id].name === receiver.name);
  return field === undefined ? undefined : symbols[field].type?.name;
}

function isConsumerBody(unit: Unit, site: Site, call: Call): boolean {
  const [lambda, body] = site.path.slice(-2);
  const use = unit.funcs[call.func].use;
  return lambda?.type === 'lambda_expression' && body.field === 'body'
    && use?.kind === 'argument' && consumers.has(unit.calls[use.call].name);
}

/** `Future<X> f = call;` where nobody looks at `f`: the declaration gives way to the call. */
function unreadDeclaration(unit: Unit, site: Site, call: Call): ReturnType<typeof declarationOf> {
  const declaration = declarationOf(site);
  if (!declaration || call.use.kind !== 'stored') return undefined;
  const symbol = unit.symbols[call.use.symbol];
  if (symbol.reads.length > 0 || symbol.values.length > 1) return undefined;
  const before = site.source.text.slice(declaration.node.start, call.span.start);
  return /\/[/*]/.test(before) ? undefined : declaration;
}

function mayThrow(site: Site): boolean {
  const handled = handledTypes(site.source, site.path);
  return handled.has('Exception') || handled.has('Throwable')
    || (handled.has('InterruptedException') && handled.has('ExecutionException'));
}

function wrapped(unit: Unit, { source }: Site, call: Call, span: { start: number; end: number }, append: Edit): Edit[] {
  const step = indentUnit(source), indent = source.indentAt(span.start), line = source.lineEnd;
  const failure = freeName(unit, call.func, 'e', 'ex', 'failure');
  const type = writtenName(unit, 'java.util.concurrent', 'ExecutionException');
  const end = endWithComment(source, span.end) ?? span.end;
  const tail = [
    '', `${indent}} catch (${type} | InterruptedException ${failure}) {`,
    `${indent}${step}throw new IllegalStateException("${call.name} failed", ${failure});`, `${indent}}`,
  ].join(line);
  return [
    edit(source, span.start, call.span.start, `try {${line}${indent}${step}`),
    ...indentLines(source, span, step), append, edit(source, end, end, tail),
  ];
}
