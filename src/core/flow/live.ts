import type { Func, Step, Unit } from './unit';

type Loop = Step & { kind: 'loop' };

/** Which variables of a function are still read behind a step, so that nothing needs to be known of the others. */
export class LiveVariables {
  readonly #lastReads = new Map<number, number>();

  constructor(private readonly unit: Unit, private readonly func: Func) {}

  /** Whether a variable may be read from a place on that stands in some loops, the outermost first. */
  isLive(symbol: number, from: number, loops: readonly Loop[]): boolean {
    const { func, span, reads } = this.unit.symbols[symbol];
    if (func !== this.func.id || this.#lastRead(symbol) >= from) return true;
    const loop = loops.find(one => !isDeclaredIn(one, span.start));
    return loop !== undefined && reads.some(read => read.span.start >= loop.span.start && read.span.end <= loop.span.end);
  }

  /** Where it is last read; nobody knows when functions inside this one run. */
  #lastRead(symbol: number): number {
    let last = this.#lastReads.get(symbol);
    if (last === undefined) {
      last = -1;
      for (const { span, func } of this.unit.symbols[symbol].reads) last = Math.max(last, func === this.func.id ? span.start : Infinity);
      this.#lastReads.set(symbol, last);
    }
    return last;
  }
}

/** The body of a loop declares what stands at a place; its head, `for (let i = 0; …)`, does not. */
function isDeclaredIn({ body, span }: Loop, start: number): boolean {
  return body.length > 0 && start >= body[0].span.start && start < span.end;
}
