import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Thread, type Death, type Patience } from '../../src/vscode/thread';

/** A thread that notes the file it is given in the beacon's memory, as `Beacon.note` does, and then answers, ends or hangs. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const numbers = new Int32Array(workerData, 0, 2), chars = new Uint16Array(workerData, 8);
parentPort.on('message', message => {
  const at = 'root\\n' + message;
  for (let i = 0; i < at.length; i++) chars[i] = at.charCodeAt(i);
  numbers[1] = at.length;
  Atomics.add(numbers, 0, 1);
  if (message === 'ends') process.exit(3);
  if (message === 'hangs') for (;;);
  parentPort.postMessage(message);
});
`;

describe('the review thread', () => {
  let folder: string, program: string, thread: Thread<string, string> | undefined;
  const deaths: Death[] = [], waiting: { [event: string]: ((value: string) => void)[] } = {};
  const told = (event: string, value = '') => { for (const done of waiting[event]?.splice(0) ?? []) done(value); };
  const next = (event: 'answer' | 'died' | 'ready') => new Promise<string>(done => (waiting[event] ??= []).push(done));

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-review-thread-'));
    program = join(folder, 'program.cjs');
    writeFileSync(program, PROGRAM);
  });
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => { thread?.dispose(); deaths.length = 0; });

  const start = (patience: Partial<Patience> = {}) => thread = new Thread<string, string>(program, {
    answer: text => told('answer', text),
    died: death => { deaths.push(death); told('died'); },
    ready: () => told('ready'),
  }, { step: 60_000, pauses: [0, 0], calm: 60_000, ...patience });

  const sent = async (text: string, event: 'answer' | 'died' | 'ready') => {
    const seen = next(event);
    assert.ok(thread!.post(text));
    thread!.watch();
    return seen;
  };

  it('answers', async () => {
    start();
    assert.equal(await sent('a.ts', 'answer'), 'a.ts');
  });

  it('names what it had in hand when it ends, and can be had again', async () => {
    start();
    await sent('ends', 'ready');
    assert.deepEqual(deaths, [{ why: 'it ended with code 3', root: 'root', path: 'ends', last: false }]);
    assert.equal(await sent('b.ts', 'answer'), 'b.ts');
  });

  it('is ended when a step does not end', async () => {
    start({ step: 300 });
    await sent('hangs', 'ready');
    assert.equal(deaths[0].path, 'hangs');
    assert.match(deaths[0].why, /a step took longer than/);
    assert.equal(await sent('c.ts', 'answer'), 'c.ts');
  });

  it('stays away after the last pause, until it is asked for', async () => {
    start();
    await sent('ends', 'ready');
    await sent('ends', 'ready');
    await sent('ends', 'died');
    assert.deepEqual(deaths.map(({ last }) => last), [false, false, true]);
    assert.equal(thread!.hasGivenUp, true);
    assert.equal(thread!.post('d.ts'), false);
    thread!.revive();
    assert.equal(await sent('d.ts', 'answer'), 'd.ts');
  });

  it('begins a new row of deaths after a calm time', async () => {
    start({ calm: 0 });
    for (let death = 0; death < 4; death++) await sent('ends', 'ready');
    assert.equal(thread!.hasGivenUp, false);
  });

  it('is not there between a death and the pause after it', async () => {
    start({ pauses: [60_000] });
    await sent('ends', 'died');
    assert.equal(thread!.works, false);
    assert.equal(thread!.post('e.ts'), false);
  });
});
