import assert from 'node:assert/strict';
import { globOf } from '../../src/core/text/glob';

describe('glob patterns', () => {
  const cases: [string, string[], string[]][] = [
    ['src/*.ts', ['src/a.ts'], ['src/a/b.ts', 'a.ts', 'xsrc/a.ts']],
    ['**/*.ts', ['a.ts', 'x/y/a.ts'], ['a.tsx']],
    ['services/legacy', ['services/legacy', 'services/legacy/a/b.ts'], ['services/legacy2', 'x/services/legacy']],
    ['./services/legacy/', ['services/legacy/a.ts'], ['legacy/a.ts']],
    ['services/**', ['services/a', 'services/a/b'], ['services2/a']],
    ['{src,lib}/**/*.{ts,js}', ['src/a.ts', 'lib/x/a.js'], ['src/a.java', 'srclib/a.ts']],
    ['a{,b{1,2}}.ts', ['a.ts', 'ab1.ts', 'ab2.ts'], ['ab.ts']],
    ['a?[0-9].ts', ['ax1.ts'], ['a1.ts', 'axx.ts', 'a/1.ts']],
    ['\\{a\\}', ['{a}'], ['a']],
    ['views-*', ['views-eu', 'views-'], ['views', 'myviews-eu']],
  ];
  for (const [pattern, fit, others] of cases) {
    it(`\`${pattern}\``, () => {
      const matches = globOf(pattern)!;
      for (const path of fit) assert.ok(matches(path), `${path} is meant`);
      for (const path of others) assert.ok(!matches(path), `${path} is not meant`);
    });
  }

  it('that are none, or ask for too much', () => {
    for (const pattern of ['', '/', '{a', 'a}', '[a', 'a\\', '{a,b}'.repeat(7), '{'.repeat(400), `${'{a,'.repeat(100)}b${'}'.repeat(100)}`.repeat(2)]) {
      assert.equal(globOf(pattern), undefined, pattern.slice(0, 20));
    }
  });

  it('take time that grows with the length of the path', () => {
    const started = performance.now();
    for (const pattern of ['**/'.repeat(100) + 'a', '*a'.repeat(200), '**/*a*/'.repeat(60), '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}*'])
      for (const path of ['a'.repeat(300), 'a/'.repeat(150)]) globOf(pattern)!(path);
    assert.ok(performance.now() - started < 2000);
  });
});
