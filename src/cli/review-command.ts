import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
import { isForeign, isReviewable, openSession, type FileFacts, type Session } from '../core/session';
import { look, type FoundFile, type Looked } from '../files/read';
import { UsageError, type ReviewCommand } from './args';
import { loadAsset } from './assets';
import { extractHere, type FileText } from './extract';
import { findFiles, type Targets } from './files';
import { Pool } from './pool';
import { Progress } from './progress';
import type { Terminal } from './terminal';

/** Below this much code, in UTF-16 units, starting threads costs more than they save. */
const WORTH_THREADS = 2_000_000;

/** Reviews what the command names, writes the report, and returns the exit code. */
export async function reviewCommand(command: ReviewCommand, tool: ToolInfo, rules: readonly RuleInfo[], terminal: Terminal): Promise<number> {
  const progress = new Progress(terminal.stderr);
  const output = command.output === undefined ? undefined : resolve(terminal.cwd, command.output);
  let review: Review;
  try {
    if (output !== undefined) mayWrite(output);
    const targets = findFiles(command.paths, terminal.cwd, {
      gitignore: command.gitignore, isReviewable, found: count => progress.show('Looking for files', count),
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

async function reviewFiles({ files, unreadable }: Targets, { rules, name, format }: ReviewCommand, progress: Progress): Promise<Review> {
  const pool = new Pool<FileText, FileFacts>({
    script: join(__dirname, 'cli-worker.js'),
    failed: ({ path }, why) => ({ path, unread: `it could not be analysed (${why})` }),
  });
  const extract = (texts: readonly FileText[]) =>
    texts.reduce((sum, { text }) => sum + text.length, 0) < WORTH_THREADS ? extractHere(texts)
      : pool.run(texts, done => progress.show('Analysing', done, texts.length));
  const session = openSession({ loadAsset, extract });
  for (const { path, why } of unreadable) session.unreadable(path, why);

  // Files without a word of Kafka matter only where others have one: as callers of wrappers, and for versions.
  let kafka = false;
  const passedOver = files.filter((file, at) => {
    progress.show('Reading', at + 1, files.length);
    const foreign = isForeign(file.path), looked = look(file, { onlyKafka: foreign || !kafka });
    if (looked === 'no-kafka') {
      if (foreign) session.set(file.path, '');
      return !foreign;
    }
    if (give(session, file, looked) && !foreign) kafka = true;
    return false;
  });
  if (kafka) {
    passedOver.forEach((file, at) => {
      progress.show('Looking for callers', at + 1, passedOver.length);
      give(session, file, look(file));
    });
  }
  try {
    const fixes = name === 'audit' || format === 'json' || format === 'sarif';
    const review = await session.review({ rules, fixes, progress: (done, total) => progress.show('Analysing', done, total) });
    return { ...review, files: { ...review.files, seen: files.length } };
  } finally {
    await pool.close();
  }
}

/** Gives a session what was found in a file; true when that was a text. */
function give(session: Session, { path }: FoundFile, looked: Looked): boolean {
  if (typeof looked === 'string') return false;
  if ('text' in looked) session.set(path, looked.text);
  else session.unreadable(path, looked.why);
  return 'text' in looked;
}

function write(review: Review, { name, format, output }: ReviewCommand, tool: ToolInfo, rules: readonly RuleInfo[], terminal: Terminal): string {
  if (name === 'audit') return withRuleLinks(auditMarkdown(review), id => rules.some(rule => rule.id === id) ? webPage({ id }, tool.repository) : undefined);
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
