/** Room for a path in UTF-16 units; what is longer is cut, and then names no file. */
const ROOM = 4000;

/**
 * Where the review thread stands, in memory that the other side can read while it is at work: the file in hand, and a
 * count of steps. A step that does not end, or ends the thread, is known by it.
 */
export class Beacon {
  readonly #numbers: Int32Array;
  readonly #chars: Uint16Array;

  constructor(readonly memory = new SharedArrayBuffer(8 + ROOM * 2)) {
    this.#numbers = new Int32Array(memory, 0, 2);
    this.#chars = new Uint16Array(memory, 8);
  }

  /** Notes a step that begins: with a file of a root, or with none in particular. */
  note(root: string, path = ''): void {
    const text = `${root}\n${path}`, length = Math.min(text.length, ROOM);
    for (let at = 0; at < length; at++) this.#chars[at] = text.charCodeAt(at);
    Atomics.store(this.#numbers, 1, length);
    Atomics.add(this.#numbers, 0, 1);
  }

  /** How many steps were begun. */
  get steps(): number {
    return Atomics.load(this.#numbers, 0);
  }

  /** The step that was begun last. */
  get last(): { root: string; path: string } {
    const length = Atomics.load(this.#numbers, 1);
    let text = '';
    for (let at = 0; at < length; at++) text += String.fromCharCode(this.#chars[at]);
    const end = text.indexOf('\n');
    return { root: text.slice(0, end), path: text.slice(end + 1) };
  }
}
