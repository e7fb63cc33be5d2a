import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../test/compile/variants';
import type { Experiment } from './experiment';
import type { Claim, Count } from './ledger';
import { shows, type Result } from './run-experiment';
import { prefixOf } from './snippets';

const PATH = join(ROOT, 'docs/evidence.md');

const HEAD = `# Evidence

What the rules claim, made to happen on a real Kafka of three brokers. Each row runs the very text of a case on the rule's
page, with one ordinary fault, and counts; then the same text after the reviewer's own fix, and counts again. Where a rule has
no quick fix, the second count is of what its page advises, which is named there. *kafkajs: a handler that only writes*,
*Spring: a listener that only writes* and *Poll loop: it only writes* are cases in which no rule speaks: they show what two of
the snippets are for. \`npm run lab\` writes this page; [lab/README.md](../lab/README.md) tells how it measures.

*Lost*: acknowledged to the code (or handed over, where a row says so) and not in the topic, or in the topic and never worked on. *Doubled*: once too often there.
*Reordered*: behind a later one. *Of*: how many messages were acknowledged, or were to be worked on. Where runs differ, the
least and the most are given. The last column but one says how many runs went the way the rule claims; the numbers of that
claim are in bold. Where the truth of a rule may depend on the line of Kafka there is a row for each.

| rule | library | what happens | before: lost / doubled / reordered | after the fix | Kafka | runs that agree | repeat it |
|---|---|---|---|---|---|---|---|
`;

/** Writes the rows of these results into \`docs/evidence.md\`, and keeps those of the other experiments that there are. */
export function writeEvidence(results: readonly Result[], ids: readonly string[]): void {
  const rows = new Map<string, string>();
  if (existsSync(PATH)) {
    for (const line of readFileSync(PATH, 'utf8').split('\n')) {
      const id = /^\| <a id="([^"]+)">/.exec(line)?.[1];
      if (id) rows.set(id, line);
    }
  }
  for (const result of results) rows.set(result.experiment.id, row(result));
  writeFileSync(PATH, HEAD + ids.flatMap(id => rows.get(id) ?? []).map(line => `${line}\n`).join(''));
}

function row({ experiment, library, kafka, outcomes }: Result): string {
  const { id, rule, claims, fault } = experiment;
  const cells = [
    `<a id="${id}"></a>[${rule}](../src/core/rules/${rule}/page.md)`, library, `${fault}; *${experiment.case}*`,
    numbers(outcomes.map(({ before }) => before), claims), numbers(outcomes.map(({ after }) => after), claims) + advice(experiment),
    kafka, `${outcomes.filter(outcome => shows(experiment, outcome)).length} of ${outcomes.length}`, `\`npm run lab -- ${id}\``,
  ];
  return `| ${cells.join(' | ')} |`;
}

function advice({ instead }: Experiment): string {
  if (!instead) return '';
  return 'case' in instead ? `; *${instead.case}*` : `; the snippets ${[...new Set(Object.values(instead.snippets).map(prefixOf))].map(prefix => `\`${prefix}\``).join(', ')}`;
}

/** Lost, doubled and reordered over all runs, and of how many. */
export function numbers(counts: readonly Count[], claims: Claim): string {
  const range = (what: keyof Count) => {
    const all = counts.map(count => count[what]), least = Math.min(...all), most = Math.max(...all);
    return least === most ? String(least) : `${least}–${most}`;
  };
  const cells = (['lost', 'doubled', 'reordered'] as const).map(what => what === claims ? `**${range(what)}**` : range(what));
  return `${cells.join(' / ')} of ${range('of')}`;
}
