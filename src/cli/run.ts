import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { repository, version } from '../../package.json';
import { explanation, unusedSuppression, type RuleInfo } from '../core/report/rule-info';
import { webPage } from '../core/report/web';
import { ruleInfos } from '../core/rules/index';
import { baselineCommand } from './baseline-command';
import { fixCommand } from './fix-command';
import { initCommand } from './init-command';
import { readArguments, UsageError } from './args';
import { HELP } from './help';
import { reviewCommand } from './review-command';
import { showCommand } from './show-command';
import type { Terminal } from './terminal';

const TOOL = { name: 'kafka-review', version, repository: repository.url };
const RULES: readonly RuleInfo[] = [...ruleInfos, unusedSuppression];

/** Does what the arguments ask for, and returns the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = readArguments(args, RULES.map(({ id }) => id), path => existsSync(resolve(terminal.cwd, path)));
    switch (command.name) {
      case 'help': terminal.stdout.write(HELP); return 0;
      case 'version': terminal.stdout.write(`${version}\n`); return 0;
      case 'rules': terminal.stdout.write(ruleList()); return 0;
      case 'explain': terminal.stdout.write(ruleText(command.rule)); return 0;
      case 'show': await showCommand(command, RULES, terminal); return 0;
      case 'fix': return await fixCommand(command, RULES, terminal);
      case 'baseline': await baselineCommand(command, RULES, terminal); return 0;
      case 'init': initCommand(command.format, terminal); return 0;
      default: return await reviewCommand(command, TOOL, RULES, terminal);
    }
  } catch (error) {
    terminal.stderr.write(`kafka-review: ${error instanceof UsageError ? error.message : failure(error, terminal.trace)}\n`);
    return 2;
  }
}

function ruleList(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(({ id, severity, layer, title }) =>
    `${id.padEnd(width)}  ${severity.padEnd(7)}  ${layer.padEnd(9)}  ${title}\n`).join('');
}

function ruleText(id: string): string {
  const rule = RULES.find(rule => rule.id === id)!, { title, severity, layer } = rule, page = webPage(rule, TOOL.repository);
  return `${id}: ${title} (${severity}, ${layer})\n${page ? `${page}\n` : ''}\n${explanation(rule, TOOL.repository)}\n`;
}

function failure(error: unknown, trace = false): string {
  if (!(error instanceof Error)) return `the review failed: ${String(error)}`;
  return trace ? `the review failed: ${error.stack ?? error.message}`
    : `the review failed: ${error.message}. This is a mistake of the reviewer; KAFKA_REVIEW_TRACE=1 shows where.`;
}
