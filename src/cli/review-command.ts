import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { auditMarkdown } from '../core/report/audit';
import { withRuleLinks } from '../core/report/audit-pages';
import { jsonReport } from '../core/report/json';
import { markdownReport } from '../core/report/markdown';
import type { RuleInfo, ToolInfo } from '../core/report/rule-info';
import { sarifReport } from '../core/report/sarif';
import { textReport } from '../core/report/text';
import { webPage } from '../core/report/web';
import type { Review } from '../core/review/finding';
import { reaches, showing } from '../core/review/select';
import { isReviewable } from '../core/session';
import { UsageError, type ReviewCommand } from './args';
import { findFiles, type Targets } from './files';
import { withSession } from './load';
import { policyFor } from './policy';
import { Progress } from './progress';
import type { Terminal } from './terminal';

/** Reviews what the command names, writes the report, and returns the exit code. */
export async function reviewCommand(
  command: ReviewCommand, tool: ToolInfo, rules: readonly RuleInfo[], terminal: Terminal,
): Promise<number> {
  const progress = new Progress(terminal.stderr);
  const output = command.output === undefined ? undefined : resolve(terminal.cwd, command.output);
  let review: Review;
  try {
    if (output !== undefined) mayWrite(output);
    const targets = findFiles(command.paths, terminal.cwd, {
      gitignore: command.gitignore, isReviewable, policyFor: root => policyFor(root, command, rules, terminal),
      found: count => progress.show('Looking for files', count),
    });
    review = await reviewFiles(targets, command, progress);
  } finally {
    progress.clear();
  }
  const shown = command.name === 'audit' ? review : showing(review, command.show);
  const report = write(shown, command, tool, rules, terminal);
  if (output === undefined) terminal.stdout.write(report);
  else save(output, report);
  return command.name === 'review' && command.failOn !== 'never' && reaches(shown.findings, command.failOn) ? 1 : 0;
}

function reviewFiles(targets: Targets, { rules, name, format }: ReviewCommand, progress: Progress): Promise<Review> {
  return withSession(targets, progress, async session => {
    const fixes = name === 'audit' || format === 'json' || format === 'sarif';
    const tell = (done: number, total: number) => progress.show('Analysing', done, total);
    const review = await session.review({ rules, fixes, journey: fixes, progress: tell });
    return { ...review, files: { ...review.files, seen: targets.files.length } };
  });
}

function write(
  review: Review, { name, format, output }: ReviewCommand, tool: ToolInfo, rules: readonly RuleInfo[],
  terminal: Terminal,
): string {
  if (name === 'audit')
    return withRuleLinks(auditMarkdown(review), id => (rules.some(rule => rule.id === id) ? webPage({ id }, tool.repository) : undefined));
  switch (format) {
    case 'json': return jsonReport(review, tool);
    case 'sarif': return sarifReport(review, tool, rules);
    case 'markdown': return markdownReport(review);
    case 'text': return textReport(review, { colors: terminal.colors && output === undefined });
  }
}

/** Says so before the work, not after it, where the report could not be written. */
function mayWrite(file: string): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw unwritable(file, { code: 'EISDIR' });
    accessSync(there ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : unwritable(file, error as NodeJS.ErrnoException);
  }
}

/**
 * Under another name first, so that an interrupted run leaves no half report; nobody can guess that name and lay a link
 * there. Devices and pipes are written to as they are.
 */
function save(file: string, report: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) return writeFileSync(file, report);
  const target = there ? realpathSync(file) : file, draft = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, report, { flag: 'wx', mode: there && there.mode & 0o777 });
  } catch (error) {
    throw unwritable(file, error as NodeJS.ErrnoException);
  }
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw unwritable(file, error as NodeJS.ErrnoException);
  }
}

function unwritable(file: string, { code }: { code?: string }): UsageError {
  return new UsageError(`the report cannot be written to \`${file}\`: ${WHY[code ?? ''] ?? code}.`);
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist', ENOTDIR: 'its folder does not exist', EISDIR: 'it is a folder', EACCES: 'permission is denied',
  EPERM: 'permission is denied', EROFS: 'the file system is read-only', ENOSPC: 'no space is left',
};
