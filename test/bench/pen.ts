const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}', "'": "'", '"': '"', '`': '`' };
/** The first line of a function or method. */
const HEAD = /^ *(?:public|export|async) .*\(.*\{\n/gm;

/** A text after a key in it: a closing bracket or quote that stands there already is passed. */
export function pressed(text: string, at: number, key: string): string {
  if (Object.values(CLOSING).includes(key) && text[at] === key) return text;
  return `${text.slice(0, at)}${key}${CLOSING[key] ?? ''}${text.slice(at)}`;
}

/** Types a sentence into one function of a text after another, key by key, in an editor that closes brackets and quotes by itself. */
export class Pen {
  /** Where the caret stands. */
  at = 0;
  #next = 0;

  constructor(public text: string, private readonly sentence: string) {}

  /** Presses the next key, and gives the text after it. */
  press(): string {
    if (this.#next === 0) this.at = this.#bodyAfter(this.at);
    const key = this.sentence[this.#next];
    this.#next = (this.#next + 1) % this.sentence.length;
    this.text = pressed(this.text, this.at, key);
    this.at++;
    return this.text;
  }

  #bodyAfter(at: number): number {
    HEAD.lastIndex = at;
    const head = HEAD.exec(this.text);
    if (head) return head.index + head[0].length - 1;
    if (at === 0) throw new Error('There is no function to type into.');
    return this.#bodyAfter(0);
  }
}
