import type { Repair } from '../../../flow/language';
import type { Node } from '../parse/tree';
import { fieldOf, named } from '../parse/tree';
import { completes, handlersOf, hasFollowers, isEndless, loopAround } from './completion';
import { callableAround, caughtName, caughtTypes, declaredTypes } from './failures';
import type { Site } from './site';
import { edit, endWithComment, indentUnit, startsLine } from './site';
import { code } from '../../../text/visible';

/** Failures that need no `throws`. Names that also mean a checked failure, such as `TimeoutException`, are not here. */
const unchecked = new Set([
  'RuntimeException', 'Error', 'IllegalStateException', 'IllegalArgumentException', 'NullPointerException',
  'UnsupportedOperationException', 'IndexOutOfBoundsException', 'ClassCastException', 'ArithmeticException',
  'NumberFormatException', 'ConcurrentModificationException', 'DateTimeException', 'UncheckedIOException',
  'CompletionException', 'CancellationException', 'RejectedExecutionException', 'NoSuchElementException',
  'KafkaException', 'ApiException', 'RetriableException', 'SerializationException', 'RecordTooLargeException',
  'RecordDeserializationException', 'WakeupException', 'InterruptException', 'CommitFailedException',
  'RebalanceInProgressException', 'ProducerFencedException', 'InvalidProducerEpochException',
  'OutOfOrderSequenceException', 'AuthorizationException', 'AuthenticationException', 'TopicAuthorizationException',
  'UnsupportedVersionException', 'FencedInstanceIdException', 'StreamsException', 'KafkaProducerException',
  'ListenerExecutionFailedException', 'DataAccessException', 'DataIntegrityViolationException',
]);

/** Ends a catch block with a rethrow, in the place of a last `continue`, `break` or `return`. */
export function rethrow(site: Site): Repair | undefined {
  const handler = site.path.findLast((node) => node.type === 'catch_clause');
  const body = handler && fieldOf(handler, 'body'), name = handler && caughtName(site.source, handler);
  // A block that is being typed may lack its end.
  if (!body || !name || site.source.text[body.end - 1] !== '}') return undefined;
  const path = site.path.slice(0, site.path.indexOf(handler));
  const last = named(body).at(-1);
  const leave = last && isLeave(site, last) ? last : undefined;
  if (last && !leave && completes(last) !== true) return undefined;
  if (leave?.type === 'break_statement' && !staysReachable(path)) return undefined;
  if (cutsOff(path, handler)) return undefined;
  const text = mayThrow(site, path, handler) ? `throw ${name};` : `throw new IllegalStateException(${name});`;
  const title = `rethrow ${code(name)}`;
  if (leave) return { edits: [edit(site.source, leave.start, leave.end, text)], title };
  return { edits: [inserted(site, handler, body, last, text)], title };
}

function isLeave(site: Site, node: Node): boolean {
  return /^(?:continue|break|return(?:\s+[\w.]+)?)\s*;$/.test(site.source.slice(node));
}

/** The `break` may be the one end of an endless loop, without which what follows the loop is not reached. */
function staysReachable(path: Node[]): boolean {
  const loop = loopAround(path);
  return loop !== undefined && !isEndless(loop);
}

/** True when the rethrow leaves no way out of the `try`, and statements follow it. */
function cutsOff(path: Node[], handler: Node): boolean {
  const attempt = path[path.length - 1];
  const others = handlersOf(attempt).filter((one) => one !== handler).map((one) => fieldOf(one, 'body'));
  const goesOn = [fieldOf(attempt, 'body'), ...others].some((block) => block && completes(block) === true);
  return !goesOn && hasFollowers(path);
}

function mayThrow({ source }: Site, path: Node[], handler: Node): boolean {
  const callable = callableAround(path);
  const declared = callable ? declaredTypes(source, callable) : [];
  return caughtTypes(source, handler).every((type) => unchecked.has(type) || declared.includes(type)
    || (type !== 'Throwable' && declared.includes('Exception')) || declared.includes('Throwable'));
}

function inserted({ source }: Site, handler: Node, body: Node, last: Node | undefined, text: string) {
  const indent = source.indentAt(handler.start), line = source.lineEnd;
  const inner = last && startsLine(source, last.start) ? source.indentAt(last.start) : indent + indentUnit(source);
  const close = body.end - 1;
  if (startsLine(source, close)) {
    const at = source.lineStarts[source.lineAt(close)];
    return edit(source, at, at, `${inner}${text}${line}`);
  }
  if (source.text.slice(body.start + 1, close).trim() === '') {
    return edit(source, body.start + 1, close, `${line}${inner}${text}${line}${indent}`);
  }
  const at = last && (endWithComment(source, last.end) ?? last.end);
  return at ? edit(source, at, at, ` ${text}`) : edit(source, close, close, `${text} `);
}
