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
  /** Line of its title in the page. */
  line: number;
  files: CaseFile[];
  wants: Want[];
  /** Texts after the fix. */
  fixed: CaseFile[];
}

/** A rule's page: what people read, and the cases behind it. */
export interface Page {
  id: string;
  intro: string;
  /** Headings of the second level, in order. */
  sections: string[];
  cases: Case[];
}

const MARK = /^[ \t]*(?:\/\/|#)[ \t]*want[ \t]+(\S.*?)[ \t]*$/;
const FENCE = /^(`{3,})(\S+)[ \t]+(\S+)([ \t]+fixed)?[ \t]*$/;

/**
 * Reads a rule's page.
 * @throws Error with the page's line where its form is not kept
 */
export function parsePage(id: string, text: string): Page {
  const lines = text.split('\n');
  const page: Page = { id, intro: '', sections: [], cases: [] };
  if (lines[0] !== `# ${id}`) throw new Error(`${id}.md:1: the title must be "# ${id}"`);
  page.intro = lines.slice(1).join('\n').trim().split(/\n\s*\n/)[0].replaceAll('\n', ' ');

  let inCases = false;
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at];
    const fence = /^(`{3,})/.exec(line);
    if (fence) {
      const end = lines.indexOf(fence[1], at + 1);
      if (end < 0) throw new Error(`${id}.md:${at + 1}: this fence is never closed`);
      if (inCases) addFile(page, line, lines.slice(at + 1, end), at + 1);
      at = end;
    } else if (line.startsWith('## ')) {
      if (inCases) throw new Error(`${id}.md:${at + 1}: "## cases" must be the last section`);
      page.sections.push(line.slice(3).trim());
      inCases = line.trim() === '## cases';
    } else if (inCases && line.startsWith('### ')) {
      page.cases.push({ title: line.slice(4).trim(), line: at + 1, files: [], wants: [], fixed: [] });
    }
  }
  checkCases(page);
  return page;
}

function addFile(page: Page, open: string, lines: readonly string[], at: number): void {
  const info = FENCE.exec(open);
  if (!info) throw new Error(`${page.id}.md:${at}: a fence of a case is opened by "\`\`\`language path"`);
  const current = page.cases.at(-1);
  if (!current) throw new Error(`${page.id}.md:${at}: this file stands before the first case`);
  const [, , language, path, fixed] = info;
  const { text, wants } = unmark(path, lines);
  const list = fixed ? current.fixed : current.files;
  if (list.some(file => file.path === path)) throw new Error(`${page.id}.md:${at}: the case has ${path} twice`);
  if (fixed && wants.length > 0) throw new Error(`${page.id}.md:${at}: a fixed file has no marks`);
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

function checkCases(page: Page): void {
  const titles = new Set<string>();
  for (const one of page.cases) {
    const where = `${page.id}.md:${one.line}`;
    if (titles.has(one.title)) throw new Error(`${where}: two cases are called "${one.title}"`);
    titles.add(one.title);
    if (one.files.length === 0) throw new Error(`${where}: the case has no files`);
    for (const fixed of one.fixed) if (!one.files.some(file => file.path === fixed.path)) throw new Error(`${where}: ${fixed.path} is fixed but not there before`);
    if (one.fixed.length > 0 && !one.wants.some(want => want.rule === page.id)) throw new Error(`${where}: a fixed file needs a finding of the page's rule`);
  }
}
