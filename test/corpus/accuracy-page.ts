import type { Repository } from './labels';
import type { Score, Scored } from './score';

/** A repository of the corpus, with what its review said of the labels, or why there was none. */
export interface Measured {
  repository: Repository;
  score?: Score;
  why?: string;
}

/** What the page tells besides the outcomes. */
export interface About {
  version: string;
  /** Rules that there are. */
  rules: readonly string[];
  /** Whether the reviewer reads a library or a kind of file; a path is given where the kind does not tell. */
  reads: (kind: string, path: string) => boolean;
}

interface Tally {
  found: number;
  missed: number;
  loud: number;
  clean: number;
  flagged: number;
}

/** The page on how often the reviewer is right about the labelled places. */
export function accuracyPage(measured: readonly Measured[], about: About): string {
  const scored = measured.flatMap(({ score }) => score?.scored ?? []);
  const read = scored.filter(({ label }) => about.reads(label.kind, label.path)), isRead = new Set(read);
  const known = read.filter(({ label }) => about.rules.includes(label.rule));
  const count = (all: readonly Scored[]) => `${all.length.toLocaleString('en')} labels`;
  const unlabelled = measured.reduce((sum, { score }) => sum + (score?.unlabelled.length ?? 0), 0);
  const kinds = (those: readonly Scored[]) => by(those, ({ label }) => label.kind, 'library or kind of file');
  return `# Accuracy

How often the reviewer is right about places in public code that a person has judged. Each label says of a line that a reviewer
should speak there, or that it looks like a loss and is none; [test/corpus](../test/corpus/README.md) holds them. Written by

\`\`\`sh
npm run accuracy -- --repos FOLDER
\`\`\`

for version ${about.version}. **Precision** is the share of what was found that is right: findings at labels that ask for one, against those at
safe places and those that are louder than the label allows. **Recall** is the share of the labels that ask for a finding that got one. The labels are one reader's
judgement and were in view while the rules were written: on code that nobody looked at, expect less.

${table('', [
    ['all labels', count(scored), scored],
    ['libraries and kinds of files that are read', count(read), read],
    ['of those, by rules that there are', count(known), known],
    ['of those, keys that say the safe value left out', '', known.filter(({ label }) => !label.stated)],
    ['of those, what one function of one file shows', '', known.filter(({ label }) => !label.stated && !label.beyond)],
  ])}

## By rule

In libraries and kinds of files that are read.

${by(read, ({ label }) => (about.rules.includes(label.rule) ? link(label.rule) : `${label.rule} (no such rule yet)`), 'rule')}

## By library and kind of file

${kinds(read)}

Not read yet:

${kinds(scored.filter(one => !isRead.has(one)))}

## What is not counted

${notCounted(measured, unlabelled)}

## Repositories

| repository | commit | labels |
|---|---|---|
${measured.map(({ repository: { name, commit, labels } }) => `| [${name}](https://github.com/${name}) | \`${commit}\` | ${labels.length} |`).join('\n')}
`;
}

function link(rule: string): string {
  return `[${rule}](../src/core/rules/${rule}/page.md)`;
}

/** A table with a row for each group, those with most labels first. */
function by(scored: readonly Scored[], group: (one: Scored) => string, title: string): string {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) groups.set(group(one), [...groups.get(group(one)) ?? [], one]);
  const rows = [...groups].sort(([a, many], [b, few]) => few.length - many.length || (a < b ? -1 : 1));
  return table(title, rows.map(([name, those]) => [name, '', those]));
}

function table(title: string, rows: readonly (readonly [name: string, note: string, scored: readonly Scored[]])[]): string {
  return [
    `| ${title} | found | missed | safe and silent | safe and flagged | too loud | precision | recall |`,
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.map(([name, note, scored]) => {
      const { found, missed, clean, flagged, loud } = tally(scored);
      return `| ${name}${note && `, ${note}`} | ${found} | ${missed} | ${clean} | ${flagged} | ${loud} | ${share(found, flagged + loud)} | ${share(found, missed)} |`;
    }),
  ].join('\n');
}

function tally(scored: readonly Scored[]): Tally {
  const tally: Tally = { found: 0, missed: 0, loud: 0, clean: 0, flagged: 0 };
  for (const { outcome } of scored) if (outcome !== 'told') tally[outcome]++;
  return tally;
}

function share(part: number, rest: number): string {
  return part + rest === 0 ? '–' : `${(100 * part / (part + rest)).toFixed(1)} %`;
}

function notCounted(measured: readonly Measured[], unlabelled: number): string {
  const labels = measured.flatMap(({ repository }) => repository.labels);
  const doubtful = labels.filter(label => label.doubtful).length;
  const told = measured.flatMap(({ score }) => score?.scored ?? []).filter(({ outcome }) => outcome === 'told').length;
  const without = measured.filter(({ score }) => !score);
  return [
    `- ${doubtful} of ${labels.length} labels, of which their reader was not sure.`,
    `- ${told} labels at which nothing was found and nothing need be: the same fact was found at another label, or it deserves no more than a hint.`,
    `- ${unlabelled} errors and warnings in labelled files at which no label is: nobody has judged them, so they are neither right nor wrong here.`,
    ...without.map(({ repository: { name, labels }, why }) => `- ${labels.length} labels of ${name}: ${why}.`),
  ].join('\n');
}
