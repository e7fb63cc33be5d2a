import { createTwoFilesPatch } from 'diff';
import { readFileSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { terminalLine } from '../core/report/escape';
import type { RuleInfo } from '../core/report/rule-info';
import { count, findingsInWords } from '../core/report/words';
import { applyFixes } from '../core/review/apply-fixes';
import type { Review } from '../core/review/finding';
import { showing } from '../core/review/select';
import { SourceText } from '../core/text/source-text';
import { understood, type FoundFile } from '../files/read';
import { UsageError, type FixCommand } from './args';
import { save } from './save';
import { fromFolder, withTargets, type Work } from './targets';
import type { Terminal } from './terminal';

/** Fixes that overlap are made one after the other; files need few rounds, and never more than these. */
const ROUNDS = 5;

/** One file before and after its fixes. */
interface Change {
  file: FoundFile;
  before: string;
  after: string;
}

/** Makes fixes in the files that the command names, or shows them as a patch; gives 1 where a patch is not empty. */
export async function fixCommand(command: FixCommand, rules: readonly RuleInfo[], terminal: Terminal): Promise<number> {
  return withTargets(command, rules, terminal, async work => {
    const files = new Map(work.targets.files.map(file => [file.path, file]));
    const { texts, made, left } = await fixed(command, work, files);
    const all = [...texts].map(([path, { before, after }]): Change => ({ file: files.get(path)!, before, after }));
    const changes = all.filter(({ before, after }) => before !== after);
    work.progress.clear();
    if (command.dryRun) {
      terminal.stdout.write(changes.map(change => patchOf(change, fromFolder(terminal.cwd, work.targets.root, change.file.path))).join(''));
      terminal.stderr.write(`${count(made.length, 'fix', 'fixes')} would be made in ${count(changes.length, 'file')}.\n`);
      return changes.length > 0 ? 1 : 0;
    }
    for (const change of changes) write(change);
    const lines = made.map(({ path, rule, title }) => `${path}  ${rule}  ${title}`);
    const more = left.findings.some(({ fixes }) => fixes.length > 0) && !command.unsafe ? '; `--unsafe` makes the fixes that change what the program does, too' : '';
    const summary = `${count(made.length, 'fix', 'fixes')} made in ${count(changes.length, 'file')} · left: ${findingsInWords(left)}${more}`;
    terminal.stdout.write([...lines, summary].map(line => `${terminalLine(line)}\n`).join(''));
    return 0;
  });
}

async function fixed(
  { rules, show, unsafe }: FixCommand, { session, progress, select, targets }: Work, files: ReadonlyMap<string, FoundFile>,
) {
  const texts = new Map<string, { before: string; after: string }>(), made: { path: string; rule: string; title: string }[] = [];
  const textOf = (path: string) => texts.get(path)?.after ?? textOn(files.get(path), targets.root);
  let left: Review;
  for (let round = 0; ; round++) {
    left = showing(select(await session.review({ rules, progress: (done, total) => progress.show('Analysing', done, total) })), show);
    const step = round === ROUNDS ? undefined : applyFixes(left.findings, path => {
      const text = textOf(path);
      return text === undefined ? undefined : new SourceText(path, text);
    }, unsafe);
    if (!step || step.texts.size === 0) return { texts, made, left };
    for (const [path, after] of step.texts) {
      texts.set(path, { before: texts.get(path)?.before ?? textOf(path)!, after });
      session.set(path, after);
    }
    made.push(...step.made);
  }
}

/** The text of a file as the review saw it; nothing for one that is not to be changed: a link that leads elsewhere. */
function textOn(file: FoundFile | undefined, root: string): string | undefined {
  if (!file) return undefined;
  const top = realpathSync(root);
  if (!realpathSync(file.absolute).startsWith(top.endsWith(sep) ? top : top + sep)) return undefined;
  const looked = understood(file.path, readFileSync(file.absolute));
  return typeof looked === 'object' && 'text' in looked ? looked.text : undefined;
}

/** Writes a file in its encoding, unless somebody changed it meanwhile. */
function write({ file, before, after }: Change): void {
  const bytes = readFileSync(file.absolute), wide = bytes[0] === 0xff && bytes[1] === 0xfe, encoding = wide ? 'utf16le' : 'utf8';
  const text = bytes.toString(encoding), mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  if (text !== mark + before) throw new UsageError(`\`${file.path}\` was changed during the review, and is left as it is. Run the command again.`);
  save(file.absolute, Buffer.from(mark + after, encoding));
}

function patchOf({ before, after }: Change, path: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 }).replace(/^=+\n/, '');
}
