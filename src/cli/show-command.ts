import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { terminalLine } from '../core/report/escape';
import type { RuleInfo } from '../core/report/rule-info';
import { isReviewable, NothingToShow } from '../core/session';
import { look } from '../files/read';
import { slashes } from '../files/walk';
import { UsageError, type ShowCommand } from './args';
import { findFiles } from './files';
import { give, withSession } from './load';
import { policyFor } from './policy';
import { Progress } from './progress';
import type { Terminal } from './terminal';

/**
 * Prints what the reviewer sees in a file, when it is reviewed with the current folder, or with its own where it is in
 * another one.
 * @throws UsageError where there is nothing to see
 */
export async function showCommand(command: ShowCommand, rules: readonly RuleInfo[], terminal: Terminal): Promise<void> {
  const { file, line, as, gitignore } = command;
  const progress = new Progress(terminal.stderr), absolute = resolve(terminal.cwd, file);
  const root = isInside(absolute, terminal.cwd) ? terminal.cwd : dirname(absolute), path = slashes(relative(root, absolute));
  try {
    if (statSync(absolute).isDirectory()) throw new UsageError(`\`${file}\` is a folder. \`show\` takes one file of it, as in \`kafka-review show ${path ? `${path}/` : ''}FILE:LINE --as ${as}\`.`);
    if (!isReviewable(path)) throw new UsageError(`\`${file}\` is of a kind that is not read, so there is nothing to see in it.`);
    const targets = findFiles([root], terminal.cwd, {
      gitignore, isReviewable, policyFor: folder => policyFor(folder, command, rules, terminal),
      found: count => progress.show('Looking for files', count),
    });
    const found = targets.files.find(one => one.path === path);
    if (!found) throw new UsageError(`a review leaves \`${file}\` out: \`.gitignore\`, or that it is a dependency, built or generated. \`--no-gitignore\` looks past the first.`);
    const lines = await withSession(targets, progress, async session => {
      if (![...session.paths].includes(path)) give(session, found, look(found));
      return session.show({ path, line, as });
    });
    progress.clear();
    terminal.stdout.write(lines.map(text => `${terminalLine(text)}\n`).join(''));
  } catch (error) {
    throw error instanceof NothingToShow ? new UsageError(error.message) : error;
  } finally {
    progress.clear();
  }
}

function isInside(absolute: string, folder: string): boolean {
  const way = slashes(relative(folder, absolute));
  return way !== '..' && !way.startsWith('../') && resolve(folder, way) === absolute;
}
