import { strict as assert } from 'node:assert';
import { described, session } from './fuzz';

describe('mutated workspaces', () => {
  // More of them, and how long they take: `npm run fuzz -- --minutes 10`.
  for (let seed = 1; seed <= 12; seed++) {
    it(`keep the laws: seed ${seed}`, async () => {
      const failure = await session(seed);
      assert.ok(!failure, failure && described(failure));
    });
  }
});
