import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
// Teaches Node to import rule pages as text; it must come before the rules.
import '../test/register.cjs';
import { libraries } from '../src/core/libraries/index';
import { ruleInfos } from '../src/core/rules/index';
import { isReviewable } from '../src/core/session';
import { accuracyPage, type Measured } from '../test/corpus/accuracy-page';
import { checkOut, hasCommit, sourceOf } from '../test/corpus/checkout';
import { allLabels, type Repository } from '../test/corpus/labels';
import { isCode, score, type Found, type Scored } from '../test/corpus/score';
import { root, runNpm } from './process';

const USAGE = `npm run accuracy -- --repos FOLDER [--only OWNER/NAME] [--list] [--seconds N]

  --repos    where the repositories of test/corpus are, each as OWNER+NAME; test/corpus/README.md says in which forms
  --only     one repository; docs/accuracy.md is left as it is
  --list     also prints each label that was missed, flagged or found too loud, and the findings that no label speaks of
  --seconds  the most that one repository may take; 300 by default
`;

/** `npm run accuracy`: reviews the labelled repositories with the built program and writes docs/accuracy.md. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      repos: { type: 'string' }, only: { type: 'string' }, list: { type: 'boolean' },
      seconds: { type: 'string', default: '300' },
    },
  });
  const wanted = allLabels().filter(({ name }) => !values.only || name === values.only);
  if (!values.repos || wanted.length === 0 || !(Number(values.seconds) > 0)) {
    console.error(values.only && wanted.length === 0 ? `No label is of ${values.only}; the files of test/corpus name the repositories.` : USAGE);
    return 2;
  }
  const code = await runNpm('build');
  if (code !== 0) return code;
  const folder = resolve(process.env.INIT_CWD ?? root, values.repos), measured: Measured[] = [];
  for (const repository of wanted) {
    const one = measure(repository, folder, Number(values.seconds));
    console.log(`${repository.name}: ${one.why ?? outcomes(one.score!.scored)}`);
    if (values.list && one.score) for (const line of listed(one)) console.log(line);
    measured.push(one);
  }
  const page = accuracyPage(measured, {
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    rules: ruleInfos.map(({ id }) => id), reads,
  });
  console.log(`\n${/^\|[^]*?\n\n/m.exec(page)![0]}`);
  if (!values.only) writeFileSync(join(root, 'docs/accuracy.md'), page);
  return 0;
}

function measure(repository: Repository, folder: string, seconds: number): Measured {
  const source = sourceOf(folder, repository.name);
  if (!source) return { repository, why: 'it was not in the folder' };
  if ('tree' in source) return reviewed(repository, source.tree, seconds);
  if (!hasCommit(source.git, repository.commit)) return { repository, why: 'its copy does not have the commit' };
  const tree = checkOut(source.git, repository.commit);
  try {
    return reviewed(repository, tree, seconds);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function reviewed(repository: Repository, tree: string, seconds: number): Measured {
  const { stdout, stderr, error } = spawnSync(
    process.execPath, [join(root, 'dist/cli.js'), 'review', '--format', 'json', '--fail-on', 'never', tree],
    { encoding: 'utf8', maxBuffer: 2 ** 30, timeout: seconds * 1000 },
  );
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT')
    return { repository, why: `its review took more than ${seconds} s` };
  try {
    return { repository, score: score(repository.labels, JSON.parse(stdout).findings as Found[]) };
  } catch {
    return { repository, why: `its review failed (${stderr.trim().split('\n')[0] || error?.message})` };
  }
}

/** A library with a table, or a configuration file that a name or its folder makes readable. */
function reads(kind: string, path: string): boolean {
  return isCode(path) ? libraries.some(({ id }) => id === kind) : isReviewable(path);
}

function outcomes(scored: readonly Scored[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of scored) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].sort().map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'no label that counts';
}

function listed({ repository: { name }, score }: Measured): string[] {
  const told = (findings: Found) => `${findings.rule} ${findings.severity}`;
  return [
    ...score!.scored.filter(({ outcome }) => ['missed', 'flagged', 'loud'].includes(outcome))
      .map(({ label, outcome, by }) => `  ${outcome.padEnd(10)} ${name} ${label.path}:${label.line} ${label.rule}${by ? ` (${told(by)} at ${by.range.start.line})` : ''}`),
    ...score!.unlabelled.map(found => `  unlabelled ${name} ${found.path}:${found.range.start.line} ${told(found)}`),
  ];
}
