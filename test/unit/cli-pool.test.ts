import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Pool } from '../../src/cli/pool';
import { Folder } from './cli-folder';

/** Doubles numbers; ends at 13, throws at 17, and never answers for 19. */
const WORKER = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', items => {
  if (items.includes(13)) process.exit(3);
  if (items.includes(17)) throw new Error('no seventeen');
  if (items.includes(19)) return;
  parentPort.postMessage({ results: items.map(item => item * 2) });
});
`;

describe('thread pool', function () {
  this.timeout(60_000);
  let folder: Folder, pool: Pool<number, number | string>, hasty: Pool<number, number | string>;
  before(() => {
    folder = new Folder({ 'worker.js': WORKER });
    const made = (limit: number) => new Pool<number, number | string>({ script: join(folder.path, 'worker.js'), threads: 2, chunk: 4, limit, failed: (item, why) => `${item}: ${why}` });
    pool = made(60_000);
    // Long enough for a thread to start on a busy machine.
    hasty = made(5_000);
  });
  after(async () => {
    await pool.close();
    await hasty.close();
    folder.remove();
  });

  const numbers = (length: number, from = 100) => Array.from({ length }, (_, index) => from + index);

  it('gives the results in the order of the items', async () => {
    const done: number[] = [];
    assert.deepEqual(await pool.run(numbers(50), count => done.push(count)), numbers(50).map(item => item * 2));
    assert.equal(done.at(-1), 50);
  });

  it('does nothing for nothing', async () => assert.deepEqual(await pool.run([]), []));

  for (const [bad, why] of [[13, 'its thread ended with code 3'], [17, 'no seventeen'], [19, 'it took longer than 5 s']] as const) {
    it(`loses only the item that costs a thread its life: ${why}`, async () => {
      const items = [...numbers(6), bad, ...numbers(6, 200)];
      assert.deepEqual(await (bad === 19 ? hasty : pool).run(items), items.map(item => item === bad ? `${bad}: ${why}` : item * 2));
    });
  }
});
