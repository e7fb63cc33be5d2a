import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { releaseNotes } from '../../scripts/release-notes';
import { HELP } from '../../src/cli/help';
import { explanation } from '../../src/core/report/rule-info';
import { pagePath } from '../../src/core/report/web';
import { ruleInfos } from '../../src/core/rules';

const root = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const address: string = manifest.repository.url;

const names = (folder: string): string[] => existsSync(join(root, folder))
  ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(path => join(folder, path).replaceAll('\\', '/')) : [];

/** The pages of the rules, and the pages of cases beside them. */
const RULE_PAGES = names('src/core/rules').filter(path => path.endsWith('.md'));

/** The other pages for people, and the forms. */
const PAGES = [...readdirSync(root), ...names('docs'), ...names('.github')].filter(path => /\.(md|ya?ml)$/.test(path));

describe('the address of the repository', () => {
  it('is that of everything that package.json points to', () => {
    assert.match(address, /^https:\/\/github\.com\/[\w-]+\/[\w.-]+(?<!\.git)$/);
    assert.equal(manifest.bugs.url, `${address}/issues`);
    assert.equal(manifest.homepage, `${address}#readme`);
    assert.equal(manifest.qna, `${address}/discussions`);
  });

  it('stands beside the name under which the markets have it', () => {
    assert.ok(read('README.md').includes(`code --install-extension ${manifest.publisher}.${manifest.name}\n`));
  });

  it('is the same on every page', () => {
    const own = new RegExp(`https://github\\.com/[\\w-]+/${address.split('/').at(-1)}\\b`, 'g');
    for (const page of PAGES) for (const [found] of read(page).matchAll(own)) assert.equal(found, address, page);
  });
});

describe('pages', () => {
  for (const page of [...PAGES, ...RULE_PAGES].filter(path => path.endsWith('.md'))) {
    it(`${page} links to files and headings that are there`, () => leadSomewhere(page, linksOf(read(page))));
  }

  it('of rules lead to the same files on the web', () => {
    for (const rule of ruleInfos) {
      const page = pagePath(rule)!, links = linksOf(explanation(rule, address));
      assert.equal(links.length, linksOf(read(page)).length, page);
      assert.ok(links.every(link => link.startsWith('https://')), page);
      leadSomewhere(page, links);
    }
  });

  it('have full addresses in SUPPORT.md, which is packed as it is', () => {
    for (const link of linksOf(read('SUPPORT.md'))) assert.ok(link.startsWith(`${address}/`), link);
  });

  it('show no picture in the README that a marketplace would refuse', () => {
    for (const [, picture] of read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) assert.match(picture, /^images\/[\w-]+\.png$/);
  });
});

/** Fails for a link to what is not in the project, from a page or by its web address; other web pages are not asked. */
function leadSomewhere(page: string, links: readonly string[]): void {
  const web = `${address}/blob/HEAD/`;
  for (const link of links) {
    const own = link.startsWith(web);
    if (!own && /^[a-z]+:/.test(link)) continue;
    const [path, heading] = (own ? link.slice(web.length) : link).split('#');
    const target = own ? path : path ? join(dirname(page), path) : page;
    assert.ok(existsSync(join(root, target)), `${page}: ${link}`);
    if (heading) assert.ok(headingsOf(read(target)).includes(heading), `${page}: ${link}`);
  }
}

/** Where the links and pictures of a page lead; what stands in code is none. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
}

/** The names by which headings and named places of a page are linked. */
function headingsOf(text: string): string[] {
  return [
    ...[...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-')),
    ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
  ];
}

describe('the changelog', () => {
  const changelog = read('CHANGELOG.md');

  it('begins with what is not released, and tells of each version under its date, newest first', () => {
    const [first, ...versions] = [...changelog.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    assert.equal(first, '[Unreleased]');
    for (const version of versions) assert.match(version, /^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
    const dates = versions.map(version => version.slice(-10));
    assert.deepEqual(dates, [...dates].sort().reverse());
  });

  it('groups what is not released by the usual kinds', () => {
    const unreleased = changelog.split(/^## /m)[1];
    const kinds = [...unreleased.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind);
    for (const kind of kinds) assert.ok(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'].includes(kind), kind);
    assert.equal(new Set(kinds).size, kinds.length);
  });

  it('gives the notes of the version of package.json, and of no version that it does not know', () => {
    assert.match(releaseNotes(changelog, manifest.version), /^\S/);
    assert.equal(releaseNotes('# C\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n- one\n\n## [1.2.2] - 2026-01-01\n\n- two\n', '1.2.3'), '- one');
    assert.throws(() => releaseNotes(changelog, '1.2'), /says nothing of 1\.2\./);
  });
});

describe('workflows', () => {
  const parsed = (path: string) => {
    const document = parseDocument(read(path), { strict: true });
    assert.deepEqual(document.errors, [], path);
    return document.toJS();
  };

  for (const path of names('.github/workflows')) {
    it(`${path} may do nothing but what its jobs name, runs pinned actions, and ends`, () => {
      const { permissions, jobs } = parsed(path) as { permissions: object; jobs: Record<string, Job> };
      assert.deepEqual(permissions, {});
      for (const [name, job] of Object.entries(jobs)) {
        assert.ok(job.permissions && job['timeout-minutes'], name);
        for (const { run } of job.steps) assert.doesNotMatch(run ?? '', /\$\{\{/, 'what comes from outside stands in a variable');
      }
      for (const [line, use] of read(path).matchAll(/^.*\buses: (.+)$/gm)) assert.match(use, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, line);
    });
  }

  it('use one version of each action', () => {
    const uses = names('.github/workflows').flatMap(path => [...read(path).matchAll(/uses: (([\w-]+\/[\w-]+)@.+)$/gm)]);
    const versions = new Map(uses.map(([, use, action]) => [action, use]));
    for (const [, use, action] of uses) assert.equal(use, versions.get(action));
  });

  it('offer forms that are complete', () => {
    for (const path of names('.github/ISSUE_TEMPLATE').filter(name => !name.endsWith('/config.yml'))) {
      const { name, description, body } = parsed(path) as { name: string; description: string; body: Field[] };
      assert.ok(name && description, path);
      const ids = body.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, path);
      for (const { type, attributes } of body) {
        assert.ok(['input', 'textarea', 'dropdown'].includes(type) && attributes.label, path);
        assert.equal(type === 'dropdown', Array.isArray(attributes.options), path);
      }
    }
  });

  it('are those that SUPPORT.md and CONTRIBUTING.md link to', () => {
    for (const page of ['SUPPORT.md', 'CONTRIBUTING.md']) {
      for (const [, form] of read(page).matchAll(/\?template=([\w.-]+)/g)) assert.ok(existsSync(join(root, '.github/ISSUE_TEMPLATE', form)), form);
    }
  });
});

interface Job {
  permissions?: object;
  'timeout-minutes'?: number;
  steps: { run?: string }[];
}

interface Field {
  id: string;
  type: string;
  attributes: { label?: string; options?: unknown };
}

describe('the README', () => {
  const section = (title: string): string => read('README.md').split(/^## /m).find(text => text.startsWith(`${title}\n`))!;
  const firstCells = (title: string): string[] => [...section(title).matchAll(/^\| [*`]([^*`]+)[*`]/gm)].map(([, cell]) => cell);
  const { commands, configuration } = manifest.contributes as { commands: { title: string }[]; configuration: Configuration };
  const settings = Object.entries(configuration.properties).map(([name, { default: value }]) => [name.replace('kafkaReliability.', ''), value]);

  it('names the commands', () => {
    assert.deepEqual(firstCells('Commands').filter(cell => cell !== 'Kafka Reliability:').sort(), commands.map(({ title }) => title).sort());
  });

  it('names the settings with their defaults', () => {
    assert.deepEqual(firstCells('Settings').filter(cell => cell !== 'kafkaReliability.').sort(), settings.map(([name]) => name).sort());
    for (const [name, value] of settings.filter(([, value]) => !Array.isArray(value))) {
      const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
      assert.ok(section('Settings').includes(`| \`${name}\` | \`${shown}\` |`), String(name));
    }
  });

  it('names the options of the command line', () => {
    const options = (text: string): string[] => [...new Set(text.match(/--[a-z][a-z-]+/g))].filter(option => !['--help', '--version'].includes(option)).sort();
    const table = section('On the command line').split('\n').filter(line => line.startsWith('| `--')).join('\n');
    assert.deepEqual(options(table), options(HELP));
  });
});

interface Configuration {
  properties: Record<string, { default: unknown }>;
}
