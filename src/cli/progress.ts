import type { Terminal } from './terminal';

/** A line on a terminal that says how far a long run has come; nothing for short runs and other outputs. */
export class Progress {
  readonly #started = Date.now();
  #shown = 0;

  constructor(private readonly stream: Terminal['stderr']) {}

  show(what: string, done: number, total?: number): void {
    const now = Date.now();
    if (!this.stream.isTTY || now - this.#started < 1000 || now - this.#shown < 100) return;
    this.#shown = now;
    this.stream.write(`\r\u001b[K${what} ${done}${total === undefined ? '' : `/${total}`}`);
  }

  clear(): void {
    if (this.#shown > 0) this.stream.write('\r\u001b[K');
    this.#shown = 0;
  }
}
