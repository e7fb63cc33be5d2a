import { applyEdits, type Edit } from '../text/edit';
import type { SourceText } from '../text/source-text';
import type { Finding, FindingFix } from './finding';

/** What some fixes make of files, and which they were. */
export interface Fixed {
  texts: Map<string, string>;
  made: { path: string; rule: string; title: string }[];
}

/** Makes the first fix of each finding that is safe, or with `unsafe` any; of those that touch the same text only the first. */
export function applyFixes(findings: readonly Finding[], source: (path: string) => SourceText | undefined, unsafe: boolean): Fixed {
  const taken = new Map<string, Edit[]>(), made: Fixed['made'] = [];
  for (const { path, rule, fixes } of findings) {
    const fix = fixes.find(({ safe }) => safe) ?? (unsafe ? fixes[0] : undefined);
    const edits = fix && spanEdits(fix, source);
    if (!edits || edits.some(edit => taken.get(edit.path)?.some(other => clash(edit, other)))) continue;
    for (const edit of edits) taken.set(edit.path, [...taken.get(edit.path) ?? [], edit]);
    made.push({ path, rule, title: fix.title });
  }
  return { texts: new Map([...taken].map(([path, edits]) => [path, applyEdits(source(path)!.text, edits)])), made };
}

/** The edits of a fix by offsets; nothing where a file is not at hand. */
function spanEdits({ edits }: FindingFix, source: (path: string) => SourceText | undefined): Edit[] | undefined {
  const all = edits.flatMap(({ path, range, text }) => {
    const file = source(path);
    return file ? [{ path, text, span: { start: file.offset(range.start), end: file.offset(range.end) } }] : [];
  });
  return all.length === edits.length ? all : undefined;
}

function clash({ span: a }: Edit, { span: b }: Edit): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
}
