import type { Lead, Question } from './question';

/** The questions to which one about a file leads, as they are found. */
export class LeadList {
  readonly all: Lead[] = [];
  #isDeeper = false;
  #within: number | undefined;

  /** `path`: the file of the question that leads on. */
  constructor(private readonly path: string) {}

  add(question: Question, path = this.path): void {
    this.all.push({ path, question, isDeeper: this.#isDeeper, within: this.#within });
  }

  addAll(paths: readonly string[], question: Question): void {
    for (const path of paths) this.add(question, path);
  }

  /** What a step finds counts within so many calls. */
  within(calls: number, step: () => void): void {
    const before = this.#within;
    this.#within = calls;
    step();
    this.#within = before;
  }

  /** What a step finds is one call further. */
  deeper(step: () => void): void {
    this.#isDeeper = true;
    step();
    this.#isDeeper = false;
  }
}
