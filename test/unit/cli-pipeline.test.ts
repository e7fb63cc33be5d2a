import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build, DROPPED_SEND, Folder, reviewJson, runCli } from './cli-folder';

const ACKS = DROPPED_SEND.replace("topic: 'orders'", "topic: 'orders', acks: 1");

describe('the command line in a pipeline', function () {
  this.timeout(120_000);
  let folder: Folder;
  before(build);
  beforeEach(() => { folder = new Folder({ 'src/orders.ts': ACKS }); });
  afterEach(() => folder.remove());
  const text = (path = 'src/orders.ts') => readFileSync(join(folder.path, path), 'utf8');
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder.path, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };

  describe('fix', () => {
    it('makes safe fixes, and others when it is asked to', () => {
      const { code, stdout } = runCli(folder, 'fix');
      assert.equal(code, 0);
      assert.match(stdout, /^src\/orders\.ts {2}acks-not-all {2}Set `acks` to `-1`\n1 fix made in 1 file · left: 1 error; `--unsafe` makes/);
      assert.ok(text().includes('  producer.send({ topic: \'orders\', acks: -1'));
      assert.match(runCli(folder, 'fix', '--unsafe').stdout, /left: No findings\n$/);
      assert.ok(text().includes('await producer.send({'));
    });

    it('shows a patch that git applies', () => {
      const { code, stdout, stderr } = runCli(folder, 'fix', '--dry-run', '--unsafe');
      assert.equal(code, 1);
      assert.equal(stderr, '2 fixes would be made in 1 file.\n');
      assert.equal(text(), ACKS);
      git('init', '-q');
      folder.write({ 'fix.patch': stdout });
      git('apply', 'fix.patch');
      assert.ok(text().includes('await producer.send({ topic: \'orders\', acks: -1'));
      assert.deepEqual(runCli(folder, 'fix', '--dry-run', '--unsafe').code, 0);
    });

    it('keeps line ends, marks of encodings and modes', () => {
      const windows = ACKS.replaceAll('\n', '\r\n');
      folder.write({ 'src/orders.ts': `\ufeff${windows}`, 'src/wide.ts': Buffer.from(`\ufeff${windows}`, 'utf16le') });
      chmodSync(join(folder.path, 'src/orders.ts'), 0o755);
      runCli(folder, 'fix');
      const fixed = `\ufeff${windows.replace('acks: 1', 'acks: -1')}`;
      assert.equal(text(), fixed);
      assert.equal(readFileSync(join(folder.path, 'src/wide.ts')).toString('utf16le'), fixed);
    });

    it('changes nothing that a link leads to outside', () => {
      const outside = new Folder({ 'orders.ts': ACKS });
      symlinkSync(join(outside.path, 'orders.ts'), join(folder.path, 'src/linked.ts'));
      runCli(folder, 'fix');
      assert.equal(readFileSync(join(outside.path, 'orders.ts'), 'utf8'), ACKS);
      outside.remove();
    });
  });

  describe('baseline', () => {
    it('is written, and only what is new counts', () => {
      const { code, stdout } = runCli(folder, 'baseline');
      assert.equal(code, 0);
      assert.match(stdout, /^2 findings are known from now on, in kafka-review\.baseline\.json\. Name it in the configuration/);
      const options = ['--baseline', 'kafka-review.baseline.json'];
      assert.deepEqual(reviewJson(folder, ...options), { code: 0, found: [], unread: [], seen: 1 });
      folder.write({ 'src/orders.ts': `// a line\n${ACKS}`, 'src/new.ts': DROPPED_SEND });
      assert.deepEqual(reviewJson(folder, ...options).found, ['src/new.ts:6 dropped-send']);
      runCli(folder, 'fix', '--unsafe', 'src/orders.ts');
      const after = runCli(folder, 'review', ...options);
      assert.match(after.stdout, /src\/orders\.ts {2}gone: dropped-send\n2 known findings are gone, and still in kafka-review\.baseline\.json/);
      assert.deepEqual(JSON.parse(runCli(folder, 'review', '--format', 'json', ...options).stdout).summary.gone.length, 2);
    });

    it('is the one that the configuration names, for each part of the workspace', () => {
      folder.write({ 'kafka-review.config.json': '{ "baseline": "known/all.json" }', 'known/.keep': '' });
      assert.match(runCli(folder, 'review').stderr, /the baseline `all\.json` cannot be read: it is not there\. `kafka-review baseline` writes it anew\./);
      assert.equal(runCli(folder, 'baseline').stdout, '2 findings are known from now on, in known/all.json.\n');
      assert.deepEqual(reviewJson(folder, 'src').found, []);
      assert.equal(runCli(folder, 'review').code, 0);
      folder.write({ 'known/all.json': '{' });
      assert.equal(runCli(folder, 'review').code, 2);
    });
  });

  describe('--changed-since', () => {
    beforeEach(() => {
      folder.write({ 'lib/old.ts': DROPPED_SEND });
      git('init', '-q', '-b', 'main');
      git('add', '.');
      git('commit', '-q', '-m', 'one');
    });

    it('reports what changed, was added or is not known to git yet', () => {
      assert.deepEqual(reviewJson(folder, '--changed-since', 'HEAD'), { code: 0, found: [], unread: [], seen: 2 });
      git('checkout', '-q', '-b', 'topic');
      folder.write({ 'src/orders.ts': `// one more\n${DROPPED_SEND}`, 'new dir/a.ts': DROPPED_SEND });
      assert.deepEqual(reviewJson(folder, '--changed-since', 'main').found, ['new dir/a.ts:6 dropped-send', 'src/orders.ts:7 dropped-send']);
      assert.deepEqual(reviewJson(folder, 'src', '--changed-since', 'main').found, ['orders.ts:7 dropped-send']);
      git('add', '.');
      git('commit', '-q', '-m', 'two');
      assert.deepEqual(reviewJson(folder, '--changed-since', 'HEAD').found, []);
      git('checkout', '-q', 'main');
      folder.write({ 'lib/old.ts': `${DROPPED_SEND}\n` });
      git('commit', '-q', '-a', '-m', 'three');
      git('checkout', '-q', 'topic');
      // What changed on the other branch alone is not of this one.
      assert.deepEqual(reviewJson(folder, '--changed-since', 'main').found, ['new dir/a.ts:6 dropped-send', 'src/orders.ts:7 dropped-send']);
    });

    it('reports what a changed file proves in another one', () => {
      folder.write({
        'src/bus.ts': "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\nexport async function publish(id: string) {\n  await producer.send({ topic: 'orders', messages: [{ value: id }] });\n}\n",
        'src/orders.ts': "import { publish } from './bus';\nexport function order(id: string) {\n  publish(id);\n}\n",
      });
      git('add', '.');
      git('commit', '-q', '-m', 'two');
      folder.write({ 'src/bus.ts': `// changed\n${text('src/bus.ts')}` });
      assert.deepEqual(reviewJson(folder, '--changed-since', 'HEAD').found, ['src/orders.ts:3 dropped-send']);
    });

    it('says what to do where it cannot tell', () => {
      assert.match(runCli(folder, 'review', '--changed-since', 'nowhere').stderr, /git knows no commit `nowhere` here\. Fetch it first/);
      assert.match(runCli(folder, 'review', '--changed-since=--output=x').stderr, /`--changed-since` cannot be/);
      const plain = new Folder({ 'a.ts': DROPPED_SEND });
      assert.match(runCli(plain, 'review', '--changed-since', 'HEAD').stderr, /this is no repository that it reads/);
      plain.remove();
    });

    it('runs nothing of the workspace', () => {
      const marker = join(folder.path, 'ran'), script = join(folder.path, '.git/evil.sh');
      folder.write({ '.git/evil.sh': `#!/bin/sh\necho "$@" >> '${marker}'\ncat\n`, '.gitattributes': '* filter=evil diff=evil\n' });
      chmodSync(script, 0o755);
      mkdirSync(join(folder.path, '.git/hooks'), { recursive: true });
      for (const hook of ['post-index-change', 'fsmonitor-watchman', 'reference-transaction']) symlinkSync(script, join(folder.path, '.git/hooks', hook));
      for (const [key, value] of [
        ['core.fsmonitor', script], ['filter.evil.clean', script], ['filter.evil.process', script], ['filter.evil.required', 'true'], ['diff.evil.command', script],
        ['diff.evil.textconv', script], ['diff.external', script], ['core.pager', script], ['pager.diff-index', script], ['core.sshCommand', script],
        ['remote.origin.url', `ext::${script}`], ['remote.origin.promisor', 'true'], ['core.alternateRefsCommand', script], ['core.askPass', script],
      ]) assert.equal(spawnSync('git', ['-C', folder.path, 'config', '--file', join(folder.path, '.git/config'), key, value]).status, 0);
      folder.write({ 'src/orders.ts': ACKS, 'lib/old.ts': `${DROPPED_SEND}\n` });
      const { stderr } = runCli(folder, 'review', '--changed-since', 'HEAD');
      runCli(folder, 'review', '--changed-since', 'f'.repeat(40));
      assert.ok(!existsSync(marker), existsSync(marker) ? readFileSync(marker, 'utf8') : '');
      assert.equal(stderr, '');
    });
  });

  it('gives paths to annotations as they are called in the current folder', () => {
    assert.match(runCli(folder, 'src', '--format', 'github').stdout, /^::error file=src\/orders\.ts,line=6/);
    assert.equal(JSON.parse(runCli(folder, 'src', '--format', 'gitlab').stdout)[0].location.path, 'src/orders.ts');
    assert.match(runCli(folder, 'src', '--format', 'junit').stdout, /classname="src\/orders\.ts"/);
  });
});
