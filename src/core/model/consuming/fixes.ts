import { code } from '../../text/visible';
import { peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { innermost, summaryOf, type JudgedSwallow } from './swallows';

/** Lets a failure go on that a catch or a callback ended. */
export function rethrowFix(context: Context, judged: JudgedSwallow): Fix | undefined {
  const { unit } = judged;
  // Closing on the way out would commit the rest of the batch as well.
  if (judged.closing) return undefined;
  const { at } = judged;
  if (at?.catch) {
    const func = innermost(unit, at.span);
    return func && context.repair(unit, false, (repairs, source) => repairs.rethrow(unit, source, func, at.catch!));
  }
  if (at?.callback) return context.repair(unit, false, (repairs, source) => repairs.rethrowIn(unit, source, at.callback!));
  return at?.link && context.repair(unit, false, (repairs, source) => repairs.dropLink(unit, source, at.link!));
}

/** Turns off that a batch counts as a whole, where the handler marks what it has done. */
export function resolveFix(context: Context, found: FoundHandler): Fix | undefined {
  const { unit, call } = found, source = context.inputs.source(unit.path), options = call && peel(call.args[0]);
  const meaning = call && context.types.meanings.of(unit, call)?.meaning;
  const at = meaning?.role === 'handle' ? meaning.handlers.find(table => table.marked)?.marked : undefined;
  if (!source || !at || options?.kind !== 'object') return undefined;
  if (!summaryOf(context, found).checkpoints.some(({ what, meaning: one }) => what === 'commit' && one.role === 'commit' && one.way === 'mark')) return undefined;
  const name = at.at.split('.').at(-1)!, text = `${name}: ${at.value}`, written = options.properties.find(one => one.name === name);
  if (written) return { title: `Set ${code(text)}`, edits: [{ path: unit.path, span: written.value.span, text: at.value }], safe: false };
  const { start } = options.properties[0].span, line = source.lineStarts[source.lineAt(start)];
  const apart = source.text.slice(line, start).trim() === '' ? `${source.lineEnd}${source.indentAt(start)}` : ' ';
  return { title: `Add ${code(text)}`, edits: [{ path: unit.path, span: { start, end: start }, text: `${text},${apart}` }], safe: false };
}
