import { strict as assert } from 'node:assert';
import { parseAllDocuments } from 'yaml';
import { createJava } from '../../src/core/languages/java';
import { createTypeScript } from '../../src/core/languages/typescript';
import type { LanguageModule } from '../../src/core/flow/language';
import type { Finding, FindingFix } from '../../src/core/review/finding';
import { openSession } from '../../src/core/session';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import type { Position } from '../../src/core/text/span';
import { loadAsset } from '../assets';
import { readPage, ruleFolders, type Case, type CaseFile, type Page } from './page';

const typescript = createTypeScript();
let java: LanguageModule;

describe('rule pages', () => {
  before(async () => { java = await createJava(loadAsset); });

  for (const id of ruleFolders()) {
    const page = readPage(id);
    describe(page.id, () => {
      for (const one of page.cases) it(one.title, () => check(page, one));
    });
  }
});

async function check(page: Page, one: Case): Promise<void> {
  const findings = await review(one.files);
  compare(one, findings);
  for (const finding of findings) checkWords(finding);
  for (const finding of findings) for (const fix of finding.fixes) await checkFix(one, findings, finding, fix);
  if (one.fixed.length > 0) await checkFixed(page, one);
  if (one.right.length > 0) await checkRight(one);
}

/** What a reader sees who asked for nothing special. */
async function review(files: readonly CaseFile[]): Promise<Finding[]> {
  const session = openSession({ loadAsset });
  for (const file of files) session.set(file.path, file.text);
  const { findings } = await session.review();
  return findings.filter(finding => finding.sureness !== 'possible');
}

/** Marks and findings must agree: no more, no less. */
function compare(one: Case, findings: readonly Finding[]): void {
  const left = [...findings];
  const missing = one.wants.filter(want => {
    const at = left.findIndex(f => f.path === want.path && f.range.start.line === want.line && f.rule === want.rule && (!want.severity || f.severity === want.severity));
    if (at >= 0) {
      const [{ fixes }] = left.splice(at, 1);
      assert.ok(!want.unfixed || fixes.length === 0, `"${one.title}": "${fixes[0]?.title}" is offered for ${want.rule} at ${want.path}:${want.line}`);
    }
    return at < 0;
  });
  if (missing.length === 0 && left.length === 0) return;
  assert.fail([
    `"${one.title}" differs:`,
    ...missing.map(want => `  expected  ${want.path}:${want.line} ${want.rule} ${want.severity ?? ''}\n            ${lineOf(one, want.path, want.line)}`),
    ...left.map(f => `  found     ${f.path}:${f.range.start.line} ${f.rule} ${f.severity}\n            ${lineOf(one, f.path, f.range.start.line)}\n            ${f.message}`),
  ].join('\n'));
}

function checkWords({ rule, message, because }: Finding): void {
  assert.ok(message.length < 220, `${rule}: ${message.length} characters are too many: ${message}`);
  assert.ok(/^[\p{Lu}\p{N}`].*\.$/u.test(message), `${rule}: a message is a sentence: ${message}`);
  for (const { note } of because) assert.ok(note.length > 0, `${rule}: evidence says what it shows`);
}

/** Applied alone, a fix takes its finding away, brings no other, and leaves files that parse. */
async function checkFix(one: Case, before: readonly Finding[], finding: Finding, fix: FindingFix): Promise<void> {
  const name = `fix "${fix.title}" of ${finding.rule} at ${finding.path}:${finding.range.start.line}`;
  const files = apply(one.files, fix);
  const show = () => files.filter((file, i) => file.text !== one.files[i]?.text).map(file => `--- ${file.path}\n${file.text}`).join('');
  assert.ok(show(), `${name} changes nothing`);
  const [, value] = /^(?:Set `.*` to|Add) `(.*)`$/.exec(fix.title) ?? [];
  const text = (edit: string): string => edit.trim().split(/\s*\n\s*/).join(' ');
  if (value !== undefined) assert.ok(fix.edits.some(edit => text(edit.text).includes(value)), `${name} writes something else:\n${show()}`);
  for (const file of files) {
    const old = one.files.find(f => f.path === file.path);
    if (!isBroken(file)) continue;
    assert.ok(old && isBroken(old), `${name} leaves ${file.path} broken:\n${show()}`);
  }

  const after = await review(files);
  const was = count(before), is = count(after);
  const own = keyOf(finding);
  assert.ok((is.get(own) ?? 0) < was.get(own)!, `${name} does not take the finding away:\n${show()}`);
  for (const [key, number] of is) assert.ok(number <= (was.get(key) ?? 0), `${name} brings ${key}:\n${show()}`);
}

/** The first fix of each finding of the page's rule, one after the other, gives the text of the page. */
async function checkFixed(page: Page, one: Case): Promise<void> {
  let files = one.files;
  let applied = 0;
  for (const most = one.wants.filter(want => want.rule === page.id).length; applied < most; applied++) {
    const fix = (await review(files)).find(f => f.rule === page.id && f.fixes.length > 0)?.fixes[0];
    if (!fix) break;
    files = apply(files, fix);
  }
  assert.ok(applied > 0, 'no finding has a fix');
  for (const fixed of one.fixed) assert.equal(files.find(file => file.path === fixed.path)?.text, fixed.text, `${fixed.path} after the fix`);
}

/** What is shown as right is found to be so. */
async function checkRight({ title, files, right }: Case): Promise<void> {
  const findings = await review([...files.filter(file => !right.some(({ path }) => path === file.path)), ...right]);
  compare({ title, where: title, files: right, wants: [], fixed: [], right: [] }, findings);
}

function apply(files: readonly CaseFile[], fix: FindingFix): CaseFile[] {
  const result = files.map(file => {
    const edits = fix.edits.filter(edit => edit.path === file.path);
    const source = new SourceText(file.path, file.text);
    const offset = ({ line, column }: Position): number => source.lineStarts[line - 1] + column - 1;
    return { ...file, text: applyEdits(file.text, edits.map(e => ({ path: e.path, span: { start: offset(e.range.start), end: offset(e.range.end) }, text: e.text }))) };
  });
  for (const edit of fix.edits) assert.ok(files.some(file => file.path === edit.path), `"${fix.title}" changes ${edit.path}, which is not there`);
  return result;
}

function isBroken({ path, text }: CaseFile): boolean {
  if (/\.java$/.test(path)) return java.lower(path, text).broken;
  if (/\.[cm]?[jt]sx?$/.test(path)) return typescript.lower(path, text).broken;
  if (/\.ya?ml$/.test(path)) return parseAllDocuments(text, { uniqueKeys: false }).some(document => document.errors.length > 0);
  if (/\.json$/.test(path)) try { JSON.parse(text); } catch { return true; }
  return false;
}

function keyOf({ rule, path }: Finding): string {
  return `${rule} in ${path}`;
}

function count(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function lineOf(one: Case, path: string, line: number): string {
  return one.files.find(file => file.path === path)?.text.split('\n')[line - 1] ?? '';
}
