import assert from 'node:assert/strict';
import ignore from 'ignore';
import { IgnoreRules } from '../../src/files/ignore-rules';
import { readLine } from '../../src/files/wildmatch';

const ignores = (text: string, path: string) => IgnoreRules.none().with(text, '').ignores(path);

describe('.gitignore', () => {
  const cases: [string, string[], string[]][] = [
    ['*a*b*c*.ts', ['xaxbxcx.ts', 'd/abc.ts', 'ABC.ts'], ['acb.ts', 'abc.tsx', 'a/bc.ts']],
    ['/*a*b*c*', ['abc', 'xabcx/'], ['d/abc']],
    ['**/*gen*/**/*.*.ts', ['gen/a.b.ts', 'x/y-gen-z/q/r/a.b.ts'], ['gen.ts', 'gen/a.ts', 'x/a.b.ts']],
    ['a/**/b/**/c*', ['a/b/c', 'a/x/y/b/z/cc'], ['a/c', 'x/a/b/c', 'a/b']],
    ['*x*y*z*/', ['xyz/', 'd/xyz/'], ['xyz']],
    ['*.[Dd]*[!0-9]*.*', ['a.debug.b', 'q/x.Dx.y'], ['a.d1.b', 'a.x.b']],
    ['out*a*b*/**', ['outab/x', 'outab/x/y'], ['outab/', 'outab']],
    ['***/a*b*c', ['x/abc'], ['abc', 'x/y/abc']],
    ['\\*a*b*c*', ['*abc'], ['xabc']],
    ['a*?b*c*', ['axbc', 'axxbxcx'], ['abc', 'a/bc']],
    ['*[a*b*c', [], ['a', '[abc']],
  ];
  for (const [pattern, out, left] of cases) {
    it(`\`${pattern}\``, () => {
      for (const path of out) assert.ok(ignores(pattern, path), `${path} is left out`);
      for (const path of left) assert.ok(!ignores(pattern, path), `${path} is not left out`);
    });
  }

  it('is decided by its last line that speaks of a path, whatever its stars', () => {
    const text = '*.ts\n!*a*b*c*.ts\nabcd.ts\n*q*a*b*c*\n!qabc.ts\n# *a*b*c*d\n';
    assert.deepEqual(['x.ts', 'abc.ts', 'abcd.ts', 'xqabc.ts', 'qabc.ts', 'abcd.js'].map(path => ignores(text, path)), [true, false, true, true, false, false]);
  });

  it('takes time that grows with the length of the path', () => {
    const started = performance.now();
    for (const pattern of ['*a'.repeat(40), '**/a*/'.repeat(40), '**/*a*'.repeat(20), `${'[ab]*'.repeat(30)}x`]) {
      for (let turn = 0; turn < 20; turn++) ignores(pattern, 'a'.repeat(240));
      for (let turn = 0; turn < 20; turn++) ignores(pattern, 'a/'.repeat(120));
    }
    assert.ok(performance.now() - started < 2000);
  });

  it('reads each line as the grammar of plain ones does', () => {
    let state = 7;
    const pick = <T>(items: readonly T[]): T => items[(state = (state * 48271) % 2147483647) % items.length];
    const several = <T>(items: readonly T[], most: number) => Array.from({ length: 1 + pick([...Array(most).keys()]) }, () => pick(items));
    for (let turn = 0; turn < 4000; turn++) {
      const pattern = several(['a', 'b', '*', '/', '**/', '/**', '?', '[ab]', '[!a]', '.x', 'B'], 5).join('').replace(/\/{2,}/g, '/');
      const path = several(['a', 'b', 'ab', 'a.x', 'ba', 'b.x'], 4).join('/') + pick(['', '/']);
      const line = readLine(pattern), rules = ignore().add(pattern), parents = path.replace(/\/$/, '').split('/').slice(0, -1);
      // What is in a folder that is left out is not asked for; more stars in a row than two are read otherwise.
      if (parents.some((_, at) => rules.ignores(`${parents.slice(0, at + 1).join('/')}/`)) || /\*{3}|\*\*[^/]|[^/]\*\*/.test(pattern)) continue;
      assert.equal(line?.matches(path) ?? false, rules.ignores(path), `${pattern} of ${path}`);
    }
  });
});
