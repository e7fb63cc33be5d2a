import type { Repair } from '../../../flow/language';
import { code } from '../../../text/visible';
import type { Node } from '../parse/tree';
import { named } from '../parse/tree';
import { completes } from './completion';
import type { Site } from './site';
import { edit, endWithComment, isBoundary } from './site';

/** Adds a statement behind the last one of the block at a site, where no `return` leaves it before. */
export function append({ source, path }: Site, statement: string): Repair | undefined {
  const block = path.findLast(({ type }) => type === 'block'), last = block && named(block).at(-1);
  if (!block || !last || completes(last) !== true || named(block).some(holdsReturn)) return undefined;
  const at = endWithComment(source, last.end) ?? last.end;
  return { edits: [edit(source, at, at, `${source.lineEnd}${source.indentAt(last.start)}${statement}`)], title: `add ${code(statement)}` };
}

function holdsReturn(node: Node): boolean {
  return node.type === 'return_statement' || (!isBoundary(node) && node.children.some(holdsReturn));
}
