import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Copy } from './copy';
import { ROOT } from './variants';

/** A guide, what it begins with, and the edits that it asks for in words. */
interface Guide {
  page: string;
  begins: [kind: string, name: string];
  /** Where a fence of the guide with this path goes into a file that has more. */
  into?: Readonly<Record<string, RegExp>>;
  edits?: readonly (readonly [path: string, find: RegExp, text: string])[];
  removed?: readonly string[];
  specs: readonly string[];
}

const GUIDES: readonly Guide[] = [
  {
    page: 'docs/adding-a-rule.md', begins: ['rule', 'short-delivery-timeout'],
    edits: [['README.md', /FILL IN: what it finds/, 'A producer that gives up within seconds'], ['CHANGELOG.md', /FILL IN: what it finds/, 'a producer that gives up within seconds']],
    removed: ['src/core/rules/short-delivery-timeout/cases/kafkajs.md'],
    specs: ['test/rules/index.test.ts', 'test/rules/pages.test.ts'],
  },
  {
    page: 'docs/adding-a-library.md', begins: ['library', 'kafka-lite'],
    into: {
      'src/core/settings/dialects.ts': / {2}\/\/ FILL IN: [^\n]*\n.*'kafka-lite\.producer'.*\n.*'kafka-lite\.consumer'.*\n/,
      'src/core/settings/default-rows.ts': /\/\/ FILL IN: .*\nconst kafkaLite = .*\n/,
    },
    specs: ['test/rules/pages.test.ts'],
  },
  {
    page: 'docs/adding-a-file-kind.md', begins: ['file-kind', 'kafkaform'],
    edits: [['src/core/config/index.ts', /\(services\|apiVersion/, '(services|kafkaform|apiVersion']],
    specs: ['test/unit/config-kafkaform.test.ts', 'test/rules/pages.test.ts'],
  },
  { page: 'docs/adding-a-framework.md', begins: ['framework', 'tide'], specs: ['test/unit/framework-tide.test.ts', 'test/rules/pages.test.ts'] },
];

describe('guides, followed to the letter', function () {
  this.timeout(900_000);
  let copy: Copy;

  before(() => {
    copy = new Copy();
    for (const guide of GUIDES) {
      copy.begin(...guide.begins);
      follow(guide);
    }
    const { status, stderr } = copy.run('scripts/run.mjs', 'manifest');
    assert.equal(status, 0, stderr);
  });
  after(() => copy.remove());

  const file = (path: string) => join(copy.folder, path);

  function follow({ page, into, edits, removed }: Guide): void {
    const begun = new Set<string>();
    for (const { path, text } of fences(readFileSync(join(ROOT, page), 'utf8'))) {
      const place = into?.[path], before = existsSync(file(path)) ? readFileSync(file(path), 'utf8') : '';
      if (place) assert.match(before, place, `${page}: ${path}`);
      const isMore = begun.has(path) || text.startsWith('### ');
      mkdirSync(dirname(file(path)), { recursive: true });
      writeFileSync(file(path), place ? before.replace(place, () => text) : isMore ? `${before}\n${text}` : text);
      begun.add(path);
    }
    for (const [path, find, text] of edits ?? []) {
      const before = readFileSync(file(path), 'utf8');
      assert.match(before, find, path);
      writeFileSync(file(path), before.replace(find, text));
    }
    for (const path of removed ?? []) rmSync(file(path));
  }

  it('give code that compiles and follows the house', () => {
    copy.compiles();
    copy.lints('src/core/rules', 'src/core/config', 'src/core/frameworks', 'src/core/libraries/clients');
    for (const spec of ['test/unit/architecture.test.ts', 'test/unit/fill-in.test.ts']) passes(spec);
  });

  for (const spec of new Set(GUIDES.flatMap(({ specs }) => specs))) it(`pass ${spec}`, () => passes(spec));

  function passes(spec: string): void {
    const { status, stdout } = copy.mocha(spec);
    assert.equal(status, 0, stdout.slice(stdout.indexOf('passing')));
  }
});

/** The files that a page shows: what stands between fences whose first line names a path. */
function fences(page: string): { path: string; text: string }[] {
  return [...page.matchAll(/^(`{3,})\w+ (\S+)\n([^]*?\n)\1$/gm)].map(([, , path, text]) => ({ path, text }));
}
