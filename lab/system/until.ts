/** What was waited for did not happen in time. */
export class TooLate extends Error {
  override name = 'TooLate';
}

/** What is waited for cannot happen any more. */
export class Hopeless extends Error {
  override name = 'Hopeless';
}

/**
 * Asks again and again until the answer is yes, and gives it.
 * @throws TooLate when it is no for `seconds`; Hopeless as soon as asking says so
 */
export async function until<T>(what: string, ask: () => T | Promise<T>, seconds = 60): Promise<NonNullable<T>> {
  const last = Date.now() + seconds * 1000;
  let trouble: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      trouble = undefined;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      trouble = error;
    }
    if (Date.now() > last) throw new TooLate(`${what}: not within ${seconds} s${trouble ? ` (${String(trouble)})` : ''}`);
    await new Promise(done => setTimeout(done, 50));
  }
}

/** Like `until`, for what may well not happen: gives whether it did. */
export async function whether(ask: () => unknown, seconds: number): Promise<boolean> {
  return until('', ask, seconds).then(() => true, error => {
    if (error instanceof TooLate) return false;
    throw error;
  });
}
