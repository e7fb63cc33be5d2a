import { readdirSync, readFileSync } from 'node:fs';

/** A file of a case, without its marks. */
export interface CaseFile {
  path: string;
  language: string;
  text: string;
}

/** A finding that a case expects: at this line (from 1) of the text without marks. */
export interface Want {
  path: string;
  line: number;
  rule: string;
  severity?: string;
  /** No fix may be offered: `want <rule> <severity> unfixed`. */
  unfixed?: true;
}

export interface Case {
  title: string;
  /** File and line of its title, for people. */
  where: string;
  files: CaseFile[];
  wants: Want[];
  /** Texts after the fix. */
  fixed: CaseFile[];
  /** The same done well, where no fix writes it: with these files, instead of or beside the others, nothing is found. */
  right: CaseFile[];
}

/** A rule's pages: what people read, with its examples, and the cases behind it. */
export interface Page {
  id: string;
  intro: string;
  /** Headings of the second level of what people read, in order. */
  sections: string[];
  /** Of what people read. */
  examples: Case[];
  /** Of all pages, the examples too. */
  cases: Case[];
}

const RULES = new URL('../../src/core/rules/', import.meta.url);
const MARK = /^[ \t]*(?:\/\/|#)[ \t]*want[ \t]+(\S.*?)[ \t]*$/;
const FENCE = /^(`{3,})(\S+)[ \t]+(\S+)([ \t]+(?:fixed|right))?[ \t]*$/;

/** The folders of `rules/`, by their names: one a rule. */
export function ruleFolders(): string[] {
  return readdirSync(RULES, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name).sort();
}

/**
 * Reads the page of a rule and its cases, `page.md` and `cases/*.md` of its folder.
 * @throws Error with a page's line where its form is not kept
 */
export function readPage(id: string): Page {
  const folder = new URL(`${id}/`, RULES);
  const names = readdirSync(new URL('cases/', folder)).sort().map(name => `cases/${name}`);
  const read = (name: string) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') });
  return parsePage(id, read('page.md').text, names.map(read));
}

/**
 * Puts a rule's page and its cases together.
 * @throws Error with a page's line where its form is not kept
 */
export function parsePage(id: string, text: string, others: readonly { name: string; text: string }[] = []): Page {
  const { sections, cases: examples } = parseCases(id, 'page.md', text, 'Examples');
  const cases = [...examples, ...others.flatMap(({ name, text }) => parseCases(id, name, text, 'cases').cases)];
  checkTitles(id, cases);
  return { id, intro: text.split('\n').slice(1).join('\n').trim().split(/\n\s*\n/)[0].replaceAll('\n', ' '), sections, examples, cases };
}

/** The sections of one file, and the cases of the one that has them. */
function parseCases(id: string, name: string, text: string, section: string): { sections: string[]; cases: Case[] } {
  const lines = text.split('\n'), sections: string[] = [], cases: Case[] = [];
  const where = (line: number) => `${id}/${name}:${line}`;
  if (lines[0] !== `# ${id}`) throw new Error(`${where(1)}: the title must be "# ${id}"`);

  let inCases = false;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at];
    const fence = /^(`{3,})/.exec(line);
    if (fence) {
      const end = lines.indexOf(fence[1], at + 1);
      if (end < 0) throw new Error(`${where(at + 1)}: this fence is never closed`);
      const inner = lines.findIndex((other, i) => i > at && i < end && other.startsWith(fence[1]));
      if (inner >= 0) throw new Error(`${where(at + 1)}: this fence is still open where another opens, at line ${inner + 1}`);
      if (inCases) addFile(cases.at(-1), line, lines.slice(at + 1, end), where(at + 1));
      at = end;
    } else if (line.startsWith('## ')) {
      sections.push(line.slice(3).trim());
      inCases = sections.at(-1) === section;
    } else if (inCases && line.startsWith('### ')) {
      cases.push({ title: line.slice(4).trim(), where: where(at + 1), files: [], wants: [], fixed: [], right: [] });
    }
  }
  for (const one of cases) checkCase(id, one);
  return { sections, cases };
}

function addFile(current: Case | undefined, open: string, lines: readonly string[], where: string): void {
  const info = FENCE.exec(open);
  if (!info) throw new Error(`${where}: a fence of a case is opened by "\`\`\`language path"`);
  if (!current) throw new Error(`${where}: this file stands before the first case`);
  const [, , language, path, kind] = info;
  const { text, wants } = unmark(path, lines);
  const list = kind ? current[kind.trim() as 'fixed' | 'right'] : current.files;
  if (list.some(file => file.path === path)) throw new Error(`${where}: the case has ${path} twice`);
  if (kind && wants.length > 0) throw new Error(`${where}: a${kind} file has no marks`);
  list.push({ path, language, text });
  current.wants.push(...wants);
}

/** Takes the marks out of a file: each speaks of the next line that is none. */
function unmark(path: string, lines: readonly string[]): { text: string; wants: Want[] } {
  const kept: string[] = [];
  const wants: Want[] = [];
  for (const line of lines) {
    const mark = MARK.exec(line);
    if (!mark) { kept.push(line); continue; }
    for (const wanted of mark[1].split(',')) {
      const [rule, severity, unfixed, ...more] = wanted.trim().split(/\s+/);
      if (!rule || more.length > 0 || !/^(error|warning|info|)$/.test(severity ?? '') || !/^(unfixed|)$/.test(unfixed ?? '')) throw new Error(`${path}: "${line.trim()}" is no mark`);
      wants.push({ path, line: kept.length + 1, rule, severity, ...(unfixed && { unfixed: true }) });
    }
  }
  return { text: kept.map(line => `${line}\n`).join(''), wants };
}

function checkTitles(id: string, cases: readonly Case[]): void {
  const titles = new Set<string>();
  for (const { title, where } of cases) {
    if (titles.has(title)) throw new Error(`${where}: two cases of ${id} are called "${title}"`);
    titles.add(title);
  }
}

function checkCase(id: string, { where, files, wants, fixed, right }: Case): void {
  if (files.length === 0) throw new Error(`${where}: the case has no files`);
  for (const after of fixed) if (!files.some(file => file.path === after.path)) throw new Error(`${where}: ${after.path} is fixed but not there before`);
  if (fixed.length + right.length > 0 && !wants.some(want => want.rule === id)) throw new Error(`${where}: a file that is put right needs a finding of the page's rule`);
}
