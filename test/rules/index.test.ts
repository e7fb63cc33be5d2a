import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { libraries } from '../../src/core/libraries/index';
import { UNUSED_SUPPRESSION } from '../../src/core/review/suppressions';
import { ruleInfos, rules } from '../../src/core/rules';
import { readPage, ruleFolders, type Case } from './page';

const ROOT = new URL('../../', import.meta.url);
const RULES = new URL('src/core/rules/', ROOT);

const ids = rules.map(rule => rule.id);

/** Cases are kept by library, or by what people write in configuration; of many, those on one topic have a file of their own. */
const CASES = new RegExp(`^(${[...libraries.map(({ id }) => id), 'configuration', 'compose', 'kubernetes', 'others'].join('|')})(-[a-z]+)*\\.md$`);

describe('the list of rules', () => {
  it('names the rule of every folder once', () => {
    assert.deepEqual([...ids].sort(), ruleFolders());
    assert.equal(new Set(ids).size, ids.length);
  });

  it('has a page for every rule, and nothing beside pages and rules', () => {
    for (const id of ids) {
      assert.deepEqual(readdirSync(new URL(`${id}/`, RULES)).sort(), ['cases', 'page.md', 'rule.ts'], id);
      for (const name of readdirSync(new URL(`${id}/cases/`, RULES))) assert.match(name, CASES, id);
    }
    assert.deepEqual(readdirSync(RULES).filter(name => name.endsWith('.md')), []);
    for (const { id, page } of ruleInfos) assert.ok(page.startsWith(`# ${id}\n`), id);
  });

  it('speaks of every rule in a title that fits a list', () => {
    for (const { id, title } of rules) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.match(title, /^[A-Z`].{8,78}[^.]$/, `${id}: ${title}`);
    }
  });

  it('is the list of the README', function () {
    const path = new URL('README.md', ROOT);
    if (!existsSync(path)) this.skip();
    const rows = [...readFileSync(path, 'utf8').matchAll(/^\|\s*\[`([a-z-]+)`\]\(src\/core\/rules\//gm)].map(row => row[1]);
    if (rows.length === 0) this.skip();
    assert.deepEqual(withoutOwn(rows), [...ids].sort());
  });

  it('is the list of the settings', function () {
    const { contributes } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
    const listed = rulesOfSettings(contributes?.configuration);
    if (!listed) this.skip();
    assert.deepEqual(withoutOwn(listed), [...ids].sort());
  });
});

describe('the pages', () => {
  for (const { id } of ruleInfos) {
    it(`${id} says what to do, when it is fine, and where that stands, and shows both`, () => {
      const { intro, sections, cases } = readPage(id);
      assert.ok(intro.length > 80, 'the first paragraph says what happens');
      assert.deepEqual(sections, ['What to do', 'When it is fine', 'Examples', 'Sources']);
      assert.ok(cases.some(one => one.wants.some(want => want.rule === id)), 'a case where it speaks');
      assert.ok(cases.some(one => one.wants.length === 0), 'a case where it is silent');
      for (const { wants, title } of cases) for (const want of wants) assert.ok(ids.includes(want.rule), `${title}: no rule is called ${want.rule}`);
    });

    it(`${id} shows a look-alike that is fine`, () => {
      assert.ok(readPage(id).examples.some(({ wants }) => wants.length === 0));
    });

    it(`${id} shows an example and its cure in each language in which the rule speaks`, () => {
      const { examples, cases } = readPage(id);
      const shown = languagesOf(id, examples.filter(({ fixed, right }) => fixed.length + right.length > 0));
      assert.deepEqual(shown, languagesOf(id, cases));
    });
  }
});

/** Shown by an example each; JavaScript by one of TypeScript. What a script or a request holds is shown as properties or YAML. */
const LANGUAGES: Readonly<Record<string, string>> = { ts: 'ts', js: 'ts', java: 'java', yaml: 'yaml', properties: 'properties' };

/** The languages in which a rule finds something in some cases. */
function languagesOf(id: string, cases: readonly Case[]): string[] {
  const found = cases.flatMap(({ files, wants }) => files.filter(({ path }) => wants.some(want => want.rule === id && want.path === path)));
  return [...new Set(found.flatMap(({ language }) => LANGUAGES[language] ?? []))].sort();
}

/** The reviewer's own findings come from no rule. */
function withoutOwn(list: readonly string[]): string[] {
  return list.filter(id => id !== UNUSED_SUPPRESSION).sort();
}

interface Configuration { properties?: Record<string, { properties?: Record<string, unknown> }> }

/** The rule ids under the setting `….rules`. */
function rulesOfSettings(configuration: Configuration | Configuration[] | undefined): string[] | undefined {
  const all = (Array.isArray(configuration) ? configuration : [configuration]).flatMap(one => Object.entries(one?.properties ?? {}));
  const setting = all.find(([name]) => name.endsWith('.rules'));
  return setting?.[1].properties && Object.keys(setting[1].properties);
}
