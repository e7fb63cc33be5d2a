import type { Edit } from '../text/edit';
import type { SourceText } from '../text/source-text';
import type { Span } from '../text/span';
import { code } from '../text/visible';
import { allowances, commentHost, commentLine, type Allowance } from './allowance';

/** The rule name under which allowances without effect are reported. */
export const UNUSED_SUPPRESSION = 'unused-suppression';

/** What an inserted comment says until somebody types the reason; it is none. */
export const REASON_PLACEHOLDER = 'why it is safe here';

/** Something wrong with an allowance itself. */
export interface SuppressionProblem {
  path: string;
  span: Span;
  /** The rule that it names, if it is one. */
  rule?: string;
  message: string;
  remove: Edit[];
}

/** The allowances of one file, and which of them were of use. */
export class Suppressions {
  readonly #allowances: Allowance[];
  readonly #used = new Set<string>();

  constructor(readonly source: SourceText) {
    this.#allowances = allowances(source);
  }

  /** The reason for which `rule` is allowed at `offset`, or `undefined` when it is not. */
  reason(rule: string, offset: number): string | undefined {
    if (this.#allowances.length === 0) return undefined;
    const line = this.source.lineAt(offset), above = commentLine(this.source, line);
    for (const allowance of this.#allowances) {
      if (!isReason(allowance.reason) || (allowance.line !== line && allowance.line !== above)) continue;
      const named = allowance.ids.find(({ id }) => id === rule);
      if (!named) continue;
      this.#used.add(key(named.span));
      return allowance.reason;
    }
    return undefined;
  }

  /** What is wrong with allowances: no reason, an unknown rule, or nothing to allow. Call it after all `reason` calls. */
  problems(known: (id: string) => boolean, off: (id: string) => boolean): SuppressionProblem[] {
    return this.#allowances.flatMap(allowance => {
      if (allowance.ids.length === 0) {
        return [this.#problem(allowance, allowance.comment, undefined, 'This suppression names no rule; write `kafka-review: allow <rule> -- reason`.')];
      }
      if (!isReason(allowance.reason)) {
        return [this.#problem(allowance, allowance.comment, allowance.ids[0].id, 'This suppression gives no reason and has no effect; add ` -- ` and why it is safe here.')];
      }
      return allowance.ids.flatMap(({ id, span }) => {
        if (!known(id)) return [this.#problem(allowance, span, undefined, `There is no rule ${code(id)}; the suppression has no effect.`)];
        if (off(id) || this.#used.has(key(span))) return [];
        return [this.#problem(allowance, span, id, `Nothing to allow: \`${id}\` finds nothing here. Remove the suppression.`)];
      });
    });
  }

  #problem(allowance: Allowance, span: Span, rule: string | undefined, message: string): SuppressionProblem {
    return { path: this.source.path, span, rule, message, remove: [this.#removal(allowance, span)] };
  }

  /** Deletes one id of several, or the whole comment, with its line when it stands alone. */
  #removal({ comment, ids, alone }: Allowance, span: Span): Edit {
    const { path, text, lineStarts } = this.source;
    const index = ids.findIndex(id => id.span === span);
    if (ids.length > 1 && index >= 0) {
      const [start, end] = index > 0 ? [ids[index - 1].span.end, span.end] : [span.start, ids[1].span.start];
      return { path, span: { start, end }, text: '' };
    }
    const line = this.source.lineAt(comment.start);
    if (alone) return { path, span: { start: lineStarts[line], end: lineStarts[line + 1] ?? text.length }, text: '' };
    const start = lineStarts[line] + text.slice(lineStarts[line], comment.start).trimEnd().length;
    const after = /^[ \t]*/.exec(text.slice(comment.end))![0].length;
    const last = /^\r?(\n|$)/.test(text.slice(comment.end + after));
    // What stands on both sides stays apart.
    if (last) return { path, span: { start, end: comment.end }, text: '' };
    return start === lineStarts[line] ? { path, span: { start: comment.start, end: comment.end + after }, text: '' }
      : { path, span: { start, end: comment.end + after }, text: ' ' };
  }
}

function isReason(words: string): boolean {
  return words !== '' && words !== REASON_PLACEHOLDER;
}

function key(span: Span): string {
  return `${span.start}`;
}

/**
 * Allows `rule` at `offset`: the comment to insert above its line, with the same indentation; `undefined` where the
 * file takes no comments. Without a reason the comment ends where one is to be typed.
 */
export function suppressionEdit(source: SourceText, offset: number, rule: string, reason = ''): Edit | undefined {
  const host = commentHost(source.path);
  if (!host) return undefined;
  const start = source.lineStarts[commentLine(source, source.lineAt(offset))];
  const comment = `${host.open}kafka-review: allow ${rule} -- ${reason}${host.close}`;
  return { path: source.path, span: { start, end: start }, text: source.indentAt(start) + comment + source.lineEnd };
}
