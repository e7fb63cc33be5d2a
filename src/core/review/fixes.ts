import type { Fix } from '../kafka/evidence';
import type { Edit } from '../text/edit';
import type { Span } from '../text/span';
import type { FindingFix } from './finding';
import { rangeOf, type Sources } from './ranges';

/** A fix in files that are all at hand; otherwise none, since half a fix is worse. */
export function toFix(fix: Fix, sources: Sources): FindingFix | undefined {
  if (fix.edits.length === 0 || fix.edits.some(edit => !sources(edit.path)) || !isApart(fix.edits)) return undefined;
  return {
    title: fix.title[0].toUpperCase() + fix.title.slice(1), safe: fix.safe,
    edits: fix.edits.map(edit => toRangeEdit(edit, sources)),
  };
}

/** True for a change of what is being typed. */
export function touches({ path, span }: Edit, typed: ((path: string) => Span | undefined) | undefined): boolean {
  const place = typed?.(path);
  return place !== undefined && span.start <= place.end && place.start <= span.end;
}

/** True for edits that each go forward and do not overlap; what is being typed may bring others about. */
function isApart(edits: readonly Edit[]): boolean {
  return edits.every(
    (edit, at) =>
      edit.span.start <= edit.span.end
      && edits.every(
        (other, index) => index <= at || other.path !== edit.path || other.span.end <= edit.span.start || edit.span.end <= other.span.start,
      ),
  );
}

/** A change with its range. */
export function toRangeEdit({ path, span, text }: Edit, sources: Sources): FindingFix['edits'][number] {
  return { path, range: rangeOf({ path, span }, sources), text };
}
