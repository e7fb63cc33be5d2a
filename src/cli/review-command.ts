import { resolve } from 'node:path';
import { auditMarkdown } from '../core/report/audit';
import { withRuleLinks } from '../core/report/audit-pages';
import { githubReport } from '../core/report/pipelines/github';
import { gitlabReport } from '../core/report/pipelines/gitlab';
import { jsonReport } from '../core/report/json';
import { junitReport } from '../core/report/pipelines/junit';
import { markdownReport } from '../core/report/markdown';
import type { RuleInfo, ToolInfo } from '../core/report/rule-info';
import { sarifReport } from '../core/report/sarif';
import { textReport } from '../core/report/text';
import { webPage } from '../core/report/web';
import type { Review } from '../core/review/finding';
import { reaches, showing, withPaths } from '../core/review/select';
import type { ReviewCommand } from './args';
import { mayWrite, save } from './save';
import { fromFolder, withTargets } from './targets';
import type { Terminal } from './terminal';

/** Reviews what the command names, writes the report, and returns the exit code. */
export async function reviewCommand(
  command: ReviewCommand, tool: ToolInfo, rules: readonly RuleInfo[], terminal: Terminal,
): Promise<number> {
  const { name, format, show, failOn } = command, output = command.output === undefined ? undefined : resolve(terminal.cwd, command.output);
  if (output !== undefined) mayWrite(output);
  const fixes = name === 'audit' || format === 'json' || format === 'sarif';
  const { review, root } = await withTargets(command, rules, terminal, async ({ targets, session, progress, select }) => {
    const all = await session.review({
      rules: command.rules, fixes, journey: fixes, progress: (done, total) => progress.show('Analysing', done, total),
    });
    return { review: select({ ...all, files: { ...all.files, seen: targets.files.length } }), root: targets.root };
  });
  const shown = name === 'audit' ? review : showing(review, show);
  const report = write(shown, command, tool, rules, terminal, root);
  if (output === undefined) terminal.stdout.write(report);
  else save(output, report);
  return name === 'review' && failOn !== 'never' && reaches(shown.findings, failOn) ? 1 : 0;
}

function write(
  review: Review, { name, format, output }: ReviewCommand, tool: ToolInfo, rules: readonly RuleInfo[],
  terminal: Terminal, root: string,
): string {
  const seenFromHere = () => withPaths(review, path => fromFolder(terminal.cwd, root, path));
  if (name === 'audit')
    return withRuleLinks(auditMarkdown(review), id => (rules.some(rule => rule.id === id) ? webPage({ id }, tool.repository) : undefined));
  switch (format) {
    case 'json': return jsonReport(review, tool);
    case 'sarif': return sarifReport(review, tool, rules);
    case 'github': return githubReport(seenFromHere());
    case 'gitlab': return gitlabReport(seenFromHere());
    case 'junit': return junitReport(seenFromHere());
    case 'markdown': return markdownReport(review);
    case 'text': return textReport(review, { colors: terminal.colors && output === undefined });
  }
}
