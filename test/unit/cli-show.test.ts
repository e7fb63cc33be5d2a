import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build, DROPPED_SEND, Folder, runCli } from './cli-folder';

describe('kafka-review show', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(() => {
    build();
    folder = new Folder({
      'src/orders.ts': DROPPED_SEND, 'src/plain.ts': 'export const one = 1;\n', 'notes.txt': 'kafka', '.gitignore': 'secret.ts\n', 'secret.ts': DROPPED_SEND,
      'src/odd.ts': "const name = '\u001b[31m\u202e';\nexport function show() { console.log(name + '\u001b[31m\u202e'); }\n",
    });
  });
  after(() => folder.remove());

  it('prints what the reviewer sees at a line', () => {
    const { code, stdout, stderr } = runCli(folder, 'show', 'src/orders.ts:6', '--as', 'flow');
    assert.equal(stderr, '');
    assert.match(stdout, /^src\/orders\.ts:4 async function order\n {5}5 {2}producer\.connect\(\) awaited\n {5}6 {2}producer\.send\(.*\) dropped\n$/);
    assert.equal(code, 0);
    assert.match(runCli(folder, 'show', 'src/orders.ts:6', '--as', 'values').stdout, /^src\/orders\.ts:6:12 producer\.send\n {2}means: send, by kafkajs#Producer/);
    assert.match(runCli(folder, 'show', 'src/orders.ts', '--as', 'model').stdout, /^send src\/orders\.ts:6:12\n(?: .*\n)*? {2}fate: dropped$/m);
  });

  it('knows the files around, also from within a folder and for a file elsewhere', () => {
    assert.match(runCli(folder, 'show', join(folder.path, 'src/orders.ts:6'), '--as', 'flow').stdout, /^src\/orders\.ts:4 /);
    assert.match(runCli(join(folder.path, 'src'), 'show', 'orders.ts:6', '--as', 'flow').stdout, /^orders\.ts:4 /);
    assert.match(runCli(__dirname, 'show', join(folder.path, 'src/orders.ts:6'), '--as', 'flow').stdout, /^orders\.ts:4 /);
  });

  it('shows code that no review reads', () => {
    assert.equal(runCli(folder, 'show', 'src/plain.ts', '--as', 'flow').stdout, 'src/plain.ts:1 module\n     1  one = 1\n');
  });

  it('shows each character of the code, and none that acts on a terminal', () => {
    const { stdout } = runCli(folder, 'show', 'src/odd.ts', '--as', 'flow');
    assert.ok(stdout.includes('\\u{1b}[31m\\u{202e}'));
    assert.doesNotMatch(stdout, /\u001b|\u202e/);
  });

  const mistakes: [string[], RegExp][] = [
    [['show'], /`show` takes one file, as in `kafka-review show src\/orders\.ts:12 --as flow`/],
    [['show', 'src/orders.ts'], /`show` needs `--as`: `flow`, `values`, `summary`, `ways` or `model`/],
    [['show', 'src/orders.ts', '--as', 'tree'], /`--as` cannot be `tree`. Choose `flow`, `values`, `summary`, `ways` or `model`/],
    [['show', 'src/none.ts:3', '--as', 'flow'], /there is no file `src\/none\.ts`\. Give one that exists/],
    [['show', 'src', '--as', 'flow'], /`src` is a folder\. `show` takes one file of it/],
    [['show', 'notes.txt', '--as', 'flow'], /`notes\.txt` is of a kind that is not read/],
    [['show', 'secret.ts', '--as', 'flow'], /a review leaves `secret\.ts` out: .*`--no-gitignore`/],
    [['show', 'src/orders.ts:60', '--as', 'flow'], /`src\/orders\.ts` has no line 60: it ends at line 8/],
    [['show', 'src/plain.ts', '--as', 'model'], /the model knows nothing of `src\/plain\.ts`/],
    [['review', '--as', 'flow'], /`review` takes no `--as`/],
  ];
  for (const [args, message] of mistakes) {
    it(`\`${args.join(' ')}\` says what is wrong`, () => {
      const { code, stdout, stderr } = runCli(folder, ...args);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, '']);
    });
  }

  it('looks past `.gitignore` when it is told to', () => {
    assert.match(runCli(folder, 'show', 'secret.ts:6', '--as', 'flow', '--no-gitignore').stdout, /^secret\.ts:4 /);
  });
});
