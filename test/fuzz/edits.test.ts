import { strict as assert } from 'node:assert';
import { staleAfter } from './edits';

describe('edited workspaces', () => {
  // More of them: `npm run fuzz -- --edits --minutes 10`.
  for (let seed = 1; seed <= 12; seed++) {
    it(`tell what a fresh start tells, after each edit: seed ${seed}`, async () => {
      const stale = await staleAfter(seed, 8);
      assert.ok(!stale, stale && `step ${stale.step}: ${stale.detail}`);
    });
  }
});
