import type { Repair } from '../../../flow/language';
import type { Call, Unit, Use } from '../../../flow/unit';
import { contains } from '../../../text/span';
import type { Node } from '../parse/tree';
import { named } from '../parse/tree';
import { code } from '../../../text/visible';
import { completes } from './completion';
import type { Site } from './site';
import { declarationOf, edit, endWithComment, isBoundary } from './site';

/** Closes what a local variable holds, as the last thing in its block. */
export function close(unit: Unit, site: Site, created: Call): Repair | undefined {
  const declaration = declarationOf(site);
  if (!declaration || declaration.parent.type === 'program' || created.use.kind !== 'stored') return undefined;
  const symbol = unit.symbols[created.use.symbol];
  const stays = symbol.values.length === 1
    && symbol.reads.every((read) => read.func === created.func && isLocal(unit, read.use));
  const statements = named(declaration.parent), last = statements[statements.length - 1];
  const final = last.type === 'return_statement' ? last : undefined;
  if (!stays || statements.some((one) => one !== final && holdsReturn(one))) return undefined;
  if (final ? symbol.reads.some((read) => contains(final, read.span)) : completes(last) !== true) return undefined;
  const { source } = site, indent = source.indentAt(last.start);
  const text = `${declaration.name}.close();`, title = `close ${code(declaration.name)}`;
  if (final) return { edits: [edit(source, final.start, final.start, `${text}${source.lineEnd}${indent}`)], title };
  const at = endWithComment(source, last.end) ?? last.end;
  return { edits: [edit(source, at, at, `${source.lineEnd}${indent}${text}`)], title };
}

/** A use that leaves the object with its variable. */
function isLocal(unit: Unit, use: Use): boolean {
  if (use.kind === 'argument') return unit.calls[use.call].kind === 'call';
  return use.kind === 'receiver' || use.kind === 'tested' || use.kind === 'member';
}

function holdsReturn(node: Node): boolean {
  if (isBoundary(node)) return false;
  return node.type === 'return_statement' || node.children.some(holdsReturn);
}
