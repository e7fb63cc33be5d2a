import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { showsColors } from '../../src/cli/terminal';
import { build, DROPPED_SEND, Folder, reviewJson, runCli, runUntil } from './cli-folder';

describe('command line', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(build);
  beforeEach(() => { folder = new Folder({ 'src/orders.ts': DROPPED_SEND, 'README.md': 'kafka' }); });
  afterEach(() => folder.remove());

  it('tells its version and its use', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    assert.deepEqual(runCli(folder, '--version'), { code: 0, stdout: `${version}\n`, stderr: '' });
    assert.match(runCli(folder, '--help').stdout, /kafka-review review \[PATH …\]/);
    assert.equal(runCli(folder).code, 0);
  });

  it('reviews the current folder', () => {
    const { code, stdout, stderr } = runCli(folder, 'review');
    assert.match(stdout, /^src\/orders\.ts:6:12 {2}error dropped-send {2}/);
    assert.equal(code, 1);
    assert.equal(stderr, '');
    assert.ok(!stdout.includes('\u001b'));
  });

  it('takes a folder or an option without a command as a review', () => {
    assert.match(runCli(folder, '.').stdout, /^src\/orders\.ts:6:12/);
    assert.match(runCli(folder, 'src').stdout, /^orders\.ts:6:12/);
    assert.equal(JSON.parse(runCli(folder, '--format', 'json').stdout).findings.length, 1);
  });

  it('has colours on a terminal, and where they are asked for', () => {
    assert.deepEqual([{}, { TERM: 'dumb' }, { NO_COLOR: '1' }, { NO_COLOR: '' }, { FORCE_COLOR: '0' }].map(env => showsColors(true, env)), [true, false, false, true, false]);
    assert.deepEqual([{}, { FORCE_COLOR: '1' }, { FORCE_COLOR: '1', NO_COLOR: '1' }].map(env => showsColors(false, env)), [false, true, false]);
  });

  it('fails from the given severity on', () => {
    assert.equal(runCli(folder, 'review', '--fail-on', 'never').code, 0);
    assert.equal(runCli(folder, 'review', '--rules', 'dropped-send=warning').code, 0);
    assert.equal(runCli(folder, 'review', '--rules', 'dropped-send=warning', '--fail-on', 'warning').code, 1);
    assert.equal(runCli(folder, 'review', '--rules', 'dropped-send=off', '--fail-on', 'info').code, 0);
  });

  it('gives paths relative to the reviewed folder', () => {
    assert.deepEqual(reviewJson(folder).found, ['src/orders.ts:6 dropped-send']);
    assert.deepEqual(reviewJson(folder, 'src').found, ['orders.ts:6 dropped-send']);
    assert.deepEqual(reviewJson(folder, join(folder.path, 'src')).found, ['orders.ts:6 dropped-send']);
  });

  it('reviews single files and several paths, relative to the folder that holds them', () => {
    folder.write({ 'other/payments.ts': DROPPED_SEND });
    assert.deepEqual(reviewJson(folder, 'src/orders.ts').found, ['src/orders.ts:6 dropped-send']);
    assert.deepEqual(reviewJson(folder, 'src', 'other/payments.ts').found, ['other/payments.ts:6 dropped-send', 'src/orders.ts:6 dropped-send']);
  });

  it('writes JSON, SARIF and Markdown', () => {
    const { tool, findings } = JSON.parse(runCli(folder, 'review', '--format', 'json').stdout);
    assert.equal(tool.name, 'kafka-review');
    assert.equal(findings.length, 1);
    const { runs: [run] } = JSON.parse(runCli(folder, 'review', '--format', 'sarif').stdout);
    assert.equal(run.results.length, 1);
    assert.ok(run.tool.driver.rules.length > 20);
    assert.ok(run.tool.driver.rules.every((rule: { help: { markdown: string } }) => !/## cases/i.test(rule.help.markdown)));
    assert.match(runCli(folder, 'review', '--format', 'markdown').stdout, /\| Error \| \[src\/orders\.ts:6\]/);
  });

  it('writes the report to a file', () => {
    const { stdout, code } = runCli(folder, 'review', '--output', 'report.txt');
    assert.equal(stdout, '');
    assert.equal(code, 1);
    assert.match(readFileSync(join(folder.path, 'report.txt'), 'utf8'), /dropped-send/);
  });

  it('writes through links and to devices', function () {
    if (process.platform === 'win32') this.skip();
    folder.write({ 'report.txt': 'old' });
    symlinkSync('report.txt', join(folder.path, 'link.txt'));
    runCli(folder, 'review', '-o', 'link.txt');
    assert.match(readFileSync(join(folder.path, 'report.txt'), 'utf8'), /dropped-send/);
    assert.ok(lstatSync(join(folder.path, 'link.txt')).isSymbolicLink());
    assert.deepEqual(runCli(folder, 'review', '-o', '/dev/null'), { code: 1, stdout: '', stderr: '' });
    assert.ok(!lstatSync('/dev/null').isFile());
  });

  it('writes no report through a link under a name that could be guessed, and keeps who may read the old one', async function () {
    if (process.platform === 'win32') this.skip();
    folder.write({ 'report.txt': 'old', 'victim.txt': 'mine' });
    chmodSync(join(folder.path, 'report.txt'), 0o600);
    await runUntil(folder, ['review', '-o', 'report.txt'], ({ pid }) => symlinkSync('victim.txt', join(folder.path, `report.txt.${pid}.tmp`)));
    assert.equal(readFileSync(join(folder.path, 'victim.txt'), 'utf8'), 'mine');
    assert.match(readFileSync(join(folder.path, 'report.txt'), 'utf8'), /dropped-send/);
    assert.equal(lstatSync(join(folder.path, 'report.txt')).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder.path).filter(name => name.endsWith('.tmp') && !/\.\d+\.tmp$/.test(name)), []);
  });

  it('audits the five layers, and does not fail', () => {
    const { stdout, code } = runCli(folder, 'audit');
    assert.equal(code, 0);
    for (const title of ['Producer', 'Broker', 'Consumer', 'Detection', 'Business']) assert.match(stdout, new RegExp(`^## ${title}$`, 'm'));
    assert.match(stdout, /\[src\/orders\.ts:6\]\(src\/orders\.ts#L6\)/);
  });

  it('lists and explains the rules', () => {
    assert.match(runCli(folder, 'rules').stdout, /^dropped-send +error +producer +\S/m);
    const { stdout } = runCli(folder, 'explain', 'dropped-send');
    assert.match(stdout, /^dropped-send: .*\nhttps:\/\/github\.com\/\S+\/dropped-send\/page\.md\n\n/);
    assert.ok(!/## cases/i.test(stdout));
  });

  it('honours suppressions', () => {
    folder.write({ 'src/orders.ts': DROPPED_SEND.replace('  producer.send', '  // kafka-review: allow dropped-send -- only metrics\n  producer.send') });
    const { stdout, code } = runCli(folder, 'review');
    assert.match(stdout, /^No findings .* 1 allowed by comments/);
    assert.equal(code, 0);
  });

  const mistakes: [string[], RegExp][] = [
    [['reveiw'], /there is no command, file or folder `reveiw`/],
    [['review', 'nowhere'], /there is no file or folder `nowhere`/],
    [['review', '--format', 'xml'], /`--format` cannot be `xml`. Choose `text`, `json`, `sarif`, `markdown`, `github`, `gitlab` or `junit`/],
    [['review', '--show', 'all'], /`--show` cannot be `all`/],
    [['review', '--fail-on', 'always'], /`--fail-on` cannot be `always`/],
    [['review', '--rules', 'nothing=off'], /there is no rule `nothing`/],
    [['review', '--rules', 'dropped-send'], /gives no value/],
    [['review', '--rules', 'dropped-send=loud'], /`--rules` cannot be `loud`/],
    [['review', '--what'], /unknown option '--what'. See `kafka-review --help`/],
    [['review', '--format'], /--help/],
    [['audit', '--format', 'json'], /`audit` takes no `--format`/],
    [['explain'], /`explain` takes one rule/],
    [['explain', 'nothing'], /there is no rule `nothing`/],
    [['review', '--output', 'no/such/folder/x'], /`.*x` cannot be written: its folder does not exist/],
    [['review', '--output', 'src'], /`.*src` cannot be written: it is a folder/],
    [['constructor'], /there is no command, file or folder `constructor`/],
    [['rules', 'acks-not-all'], /`kafka-review explain acks-not-all`/],
  ];
  for (const [args, message] of mistakes) {
    it(`says in one line what is wrong with \`${args.join(' ')}\``, () => {
      const { code, stdout, stderr } = runCli(folder, ...args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.match(stderr, /^kafka-review: [^\n]+\n$/);
    });
  }
});
