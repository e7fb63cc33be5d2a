/** Something that was asked of the workspace; gone when it would be answered otherwise now. */
export interface Asked {
  readonly isGone: boolean;
}

/** An answer, and what was asked to make it. */
export class Answer<Value> implements Asked {
  constructor(readonly value: Value, private readonly rests: readonly Asked[]) {}

  get isGone(): boolean {
    return this.rests.some(({ isGone }) => isGone);
  }
}

/** Notes what is asked while answers are made, so that each is known to hold until one of these is answered otherwise. */
export class Asking {
  #noted: Set<Asked> | undefined;

  note(asked: Asked): void {
    this.#noted?.add(asked);
  }

  answer<Value>(make: () => Value): Answer<Value> {
    const outer = this.#noted, own = new Set<Asked>();
    this.#noted = own;
    try {
      return new Answer(make(), [...own]);
    } finally {
      this.#noted = outer;
    }
  }

  /** The answer to a question, made anew where what it rests on is gone. */
  remembered<Key, Value>(known: Map<Key, Answer<Value>>, key: Key, make: () => Value): Value {
    let answer = known.get(key);
    if (!answer || answer.isGone) known.set(key, answer = this.answer(make));
    this.note(answer);
    return answer.value;
  }
}
