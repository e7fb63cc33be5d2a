import type { Repair } from '../../../flow/language';
import type { Func, Step, Unit } from '../../../flow/unit';
import { eachStep } from '../../../flow/walk';
import type { SourceText } from '../../../text/source-text';
import { code } from '../../../text/visible';
import { edit } from './site';

/** How a future that a method declares is waited for, without checked exceptions. */
const WAITS: Readonly<Record<string, string>> = { CompletableFuture: 'join', Mono: 'block' };

/** Waits for the future that a method returns by its only `return`, a call; the method then gives nothing. */
export function waitInside(unit: Unit, source: SourceText, func: Func): Repair | undefined {
  const type = func.returns, wait = type && Object.hasOwn(WAITS, type.name) ? WAITS[type.name] : undefined;
  const returns: (Step & { kind: 'exit' })[] = [];
  eachStep(func.body, step => { if (step.kind === 'exit' && step.how === 'return') returns.push(step); });
  const [only] = returns;
  if (!type || !wait || returns.length !== 1 || only.value?.kind !== 'call') return undefined;
  const { span, statement } = unit.calls[only.value.call];
  if (!/^return\s+$/.test(source.text.slice(statement.start, span.start))) return undefined;
  return {
    edits: [
      edit(source, type.span.start, type.span.end, 'void'), edit(source, statement.start, span.start, ''),
      edit(source, span.end, span.end, `.${wait}()`),
    ],
    title: `wait for ${code(unit.calls[only.value.call].name)} in the listener`,
  };
}
