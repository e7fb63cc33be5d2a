import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { accuracyPage } from '../corpus/accuracy-page';
import { checkOut, hasCommit, sourceOf } from '../corpus/checkout';
import { allLabels, readLabels, type Label } from '../corpus/labels';
import { score, type Found } from '../corpus/score';

const COMMIT = 'a'.repeat(40);

function labels(...lines: string[]): readonly Label[] {
  return readLabels('x.txt', [`o/r ${COMMIT}`, '  kafkajs src/a b.ts', ...lines.map(line => `    ${line}`)].join('\n'))[0].labels;
}

function found(rule: string, line: number, severity = 'error', path = 'src/a b.ts'): Found {
  return { rule, severity, path, range: { start: { line }, end: { line } } };
}

const outcomes = (all: readonly Label[], ...findings: Found[]) => score(all, findings).scored.map(({ label, outcome }) => `${label.line} ${outcome}`);

describe('labels', () => {
  it('are facts of files, which may have spaces in their names', () => {
    const [label] = labels('52 bad auto-commit also=41,68 quiet same=1 beyond');
    assert.deepEqual(label, {
      path: 'src/a b.ts', kind: 'kafkajs', line: 52, verdict: 'bad', rule: 'auto-commit', also: [41, 68], same: '1', quiet: true, beyond: true, stated: false, doubtful: false,
    });
  });

  const wrong: [string, RegExp][] = [
    ['o/r abc', /x\.txt:1: expected OWNER\/NAME COMMIT/],
    ['  kafkajs a.ts', /x\.txt:1: expected KIND PATH below a repository/],
    [`o/r ${COMMIT}\n    1 ok auto-commit`, /x\.txt:2: expected a label below a file/],
    [`o/r ${COMMIT}\n  kafkajs a.ts\n    1 fine auto-commit`, /x\.txt:3: expected LINE bad\|ok RULE/],
    [`o/r ${COMMIT}\n  kafkajs a.ts\n    1 ok auto-commit maybe`, /x\.txt:3: maybe says nothing of a label/],
  ];
  for (const [text, message] of wrong) it(`are refused: ${JSON.stringify(text.slice(-30))}`, () => assert.throws(() => readLabels('x.txt', text), message));

  it('of the corpus can be read, and name each line of a rule once', () => {
    const all = allLabels();
    assert.ok(all.length > 80);
    for (const { name, labels } of all) {
      const keys = labels.map(({ path, line, rule, verdict, same }) => `${path}:${line} ${rule} ${verdict} ${same}`);
      assert.equal(new Set(keys).size, keys.length, name);
    }
  });
});

describe('scoring', () => {
  it('finds on the line, and in code within three lines', () => {
    assert.deepEqual(outcomes(labels('10 bad dropped-send', '30 bad dropped-send'), found('dropped-send', 13), found('dropped-send', 34)), ['10 found', '30 missed']);
    const config = readLabels('x.txt', `o/r ${COMMIT}\n  compose c.yml\n    10 bad acks-not-all`)[0].labels;
    assert.deepEqual(outcomes(config, found('acks-not-all', 11, 'warning', 'c.yml')), ['10 missed']);
    assert.deepEqual(outcomes(config, found('acks-not-all', 10, 'warning', 'c.yml')), ['10 found']);
  });

  it('lets a rule answer for another name of the same loss, and no other', () => {
    assert.deepEqual(outcomes(labels('10 bad auto-commit'), found('detached-work', 10)), ['10 found']);
    assert.deepEqual(outcomes(labels('10 bad detached-work'), found('auto-commit', 10)), ['10 missed']);
  });

  it('takes a loud finding at a safe place for a false one, unless it belongs to a bad place nearby', () => {
    assert.deepEqual(outcomes(labels('10 ok dropped-send'), found('dropped-send', 11)), ['10 flagged']);
    assert.deepEqual(outcomes(labels('10 ok dropped-send'), found('dropped-send', 11, 'info')), ['10 clean']);
    assert.deepEqual(outcomes(labels('10 ok dropped-send', '12 bad dropped-send'), found('dropped-send', 12)), ['12 found', '10 clean']);
  });

  it('does not ask for what may stay quiet, and minds when it is loud', () => {
    assert.deepEqual(outcomes(labels('10 bad auto-commit quiet')), ['10 told']);
    assert.deepEqual(outcomes(labels('10 bad auto-commit quiet'), found('auto-commit', 10, 'info')), ['10 found']);
    assert.deepEqual(outcomes(labels('10 bad auto-commit quiet'), found('auto-commit', 10, 'warning')), ['10 loud']);
  });

  it('asks for one finding of labels that speak of one fact', () => {
    assert.deepEqual(outcomes(labels('10 bad no-dead-letter same=1', '50 bad no-dead-letter same=1'), found('no-dead-letter', 50, 'warning')), ['10 told', '50 found']);
  });

  it('leaves out what is doubtful, and names what no label speaks of', () => {
    const { scored, unlabelled } = score(labels('10 bad dropped-send doubtful'), [found('dropped-send', 10), found('dropped-send', 50), found('dropped-send', 60, 'info'), found('dropped-send', 5, 'error', 'other.ts')]);
    assert.deepEqual(scored, []);
    assert.deepEqual(unlabelled.map(({ range }) => range.start.line), [50]);
  });
});

describe('the page of accuracy', () => {
  it('counts by rule and library, what is read and what is not, and tells what was not counted', () => {
    const own = labels('10 bad dropped-send', '20 ok dropped-send', '30 bad poison-pill', '40 bad dropped-send doubtful');
    const repository = { name: 'o/r', commit: COMMIT, labels: own };
    const page = accuracyPage(
      [{ repository, score: score(own, [found('dropped-send', 10), found('acks-not-all', 50)]) }, { repository: { ...repository, name: 'o/gone' }, why: 'it was not in the folder' }],
      { version: '1.2.3', rules: ['dropped-send'], reads: kind => kind === 'kafkajs' },
    );
    assert.match(page, /^\| all labels, 3 labels \| 1 \| 1 \| 1 \| 0 \| 0 \| 100\.0 % \| 50\.0 % \|$/m);
    assert.match(page, /^\| of those, by rules that there are, 2 labels \| 1 \| 0 \| 1 \| 0 \| 0 \| 100\.0 % \| 100\.0 % \|$/m);
    assert.match(page, /^\| poison-pill \(no such rule yet\) \| 0 \| 1 \|/m);
    assert.match(page, /^\| kafkajs \| 1 \| 1 \| 1 \|/m);
    assert.match(page, /^- 2 of 8 labels, of which their reader was not sure\.$/m);
    assert.match(page, /^- 1 errors and warnings in labelled files/m);
    assert.match(page, /^- 4 labels of o\/gone: it was not in the folder\.$/m);
    assert.match(page, new RegExp(`^\\| \\[o/r\\]\\(https://github\\.com/o/r\\) \\| \`${COMMIT}\` \\| 4 \\|$`, 'm'));
  });
});

describe('checkouts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-corpus-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@e', ...args], { cwd: join(folder, cwd), stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();

  it('take the files of a commit that can be reviewed, from a clone with or without its files', () => {
    write('o+r/src/a b.ts', 'one();\n');
    write('o+r/.gitignore', 'x\n');
    write('o+r/picture.png', 'no');
    symlinkSync('/etc/hosts', join(folder, 'o+r/src/link.ts'));
    git('o+r', 'init', '-q');
    git('o+r', 'add', '-A');
    git('o+r', 'commit', '-q', '-m', 'one');
    const commit = git('o+r', 'rev-parse', 'HEAD');
    write('o+r/src/a b.ts', 'two();\n');
    git('.', 'clone', '-q', '--bare', 'o+r', 'o+bare/repo');
    for (const name of ['o/r', 'o/bare']) {
      const tree = checkOut((sourceOf(folder, name) as { git: string }).git, commit);
      assert.equal(readFileSync(join(tree, 'src/a b.ts'), 'utf8'), 'one();\n');
      assert.ok(existsSync(join(tree, '.gitignore')));
      for (const absent of ['picture.png', 'src/link.ts']) assert.ok(!existsSync(join(tree, absent)), absent);
      rmSync(tree, { recursive: true });
    }
    assert.ok(hasCommit(join(folder, 'o+r/.git'), commit) && !hasCommit(join(folder, 'o+r/.git'), COMMIT));
  });

  it('are plain files where there is no clone, and nothing where there is nothing', () => {
    write('o+plain/a.ts', '');
    assert.deepEqual(sourceOf(folder, 'o/plain'), { tree: join(folder, 'o+plain') });
    assert.equal(sourceOf(folder, 'o/none'), undefined);
  });
});
