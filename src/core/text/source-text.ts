import type { Position, Range, Span } from './span';

/** The text of one file, with its line starts; the only place that turns offsets into lines and back. */
export class SourceText {
  #lineStarts: number[] | undefined;

  constructor(readonly path: string, readonly text: string) {}

  get lineStarts(): readonly number[] {
    if (!this.#lineStarts) {
      const starts = [0];
      for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }

  /** The line (from 0) that holds `offset`. */
  lineAt(offset: number): number {
    const starts = this.lineStarts;
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle; else high = middle - 1;
    }
    return low;
  }

  position(offset: number): Position {
    const line = this.lineAt(offset);
    return { line: line + 1, column: offset - this.lineStarts[line] + 1 };
  }

  /** The offset of a position for people, within the text. */
  offset({ line, column }: Position): number {
    const start = this.lineStarts[line - 1] ?? this.text.length;
    return Math.min(start + column - 1, this.text.length);
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** The text of a line (from 0), without its line end. */
  line(index: number): string {
    const start = this.lineStarts[index];
    const end = this.lineStarts[index + 1] ?? this.text.length;
    return this.text.slice(start, end).replace(/\r?\n$/, '');
  }

  /** The white space at the start of the line that holds `offset`. */
  indentAt(offset: number): string {
    return /^[ \t]*/.exec(this.line(this.lineAt(offset)))![0];
  }

  /** The line end this file uses. */
  get lineEnd(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }
}
