import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { terminalLine } from '../core/report/escape';
import type { RuleInfo } from '../core/report/rule-info';
import { count } from '../core/report/words';
import { baselineText } from '../core/review/baseline';
import { slashes } from '../files/walk';
import type { BaselineCommand } from './args';
import { mayWrite, save } from './save';
import { baselinePath, noneKnown, readKnown, withTargets } from './targets';
import type { Terminal } from './terminal';

/** Writes the findings of today as known ones; what is known of files that are not reviewed now is kept. */
export async function baselineCommand(command: BaselineCommand, rules: readonly RuleInfo[], terminal: Terminal): Promise<void> {
  await withTargets({ ...command, ignoreBaseline: true }, rules, terminal, async ({ targets, session, progress }) => {
    const file = baselinePath(command.output, targets, terminal.cwd);
    mayWrite(file);
    const before = existsSync(file) ? readKnown(file, targets) : noneKnown(file, targets);
    const review = await session.review({
      rules: command.rules, fixes: false, progress: (done, total) => progress.show('Analysing', done, total),
    });
    save(file, baselineText(review, before, targets.isNamed));
    const name = slashes(relative(terminal.cwd, file)), { held } = targets;
    const next = held?.policy.baseline === undefined ? ` Name it in the configuration (\`"baseline": "${name}"\`) or with \`--baseline ${name}\`.` : '';
    progress.clear();
    terminal.stdout.write(terminalLine(`${count(review.findings.length, 'finding')} ${review.findings.length === 1 ? 'is' : 'are'} known from now on, in ${name}.${next}`) + '\n');
  });
}
