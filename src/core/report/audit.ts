import type { Layer } from '../kafka/model';
import type { Finding, Review, SafeFact, Verdict } from '../review/finding';
import { LAYERS } from '../review/layers';
import { KINDS } from '../review/things';
import { SEVERITIES } from '../review/review';
import { UNUSED_SUPPRESSION } from '../review/suppressions';
import { contractSection } from './contracts';
import { prose } from './escape';
import { placeLink, suppressedList, unreadClientList, unreadList, type Link } from './markdown';
import { count, filesInWords, findingsInWords, SEVERITY_WORDS, SUPPRESSED_WORDS, suppressedBy, surenessInWords } from './words';

export interface AuditOptions {
  /** Where links to places lead; `path#L12` by default. */
  link?: Link;
  /** What is reported of; what only a whole workspace can tell is not said of a file. */
  scope?: 'file' | 'workspace';
}

/** What each layer is there for, what its silence means, and what it means where not all could be read. */
const LAYER_WORDS: Record<Layer, { title: string; asks: string; nothing: string; unread?: string }> = {
  producer: {
    title: 'Producer', asks: 'Does every record reach the brokers, and does somebody notice when it does not?',
    nothing: 'No code that sends records was seen.', unread: 'Whether records are sent could not be seen',
  },
  broker: {
    title: 'Broker', asks: 'Is an acknowledged record kept when brokers fail?',
    nothing: 'No broker or topic configuration was seen; replication, `min.insync.replicas` and leader election are worth checking where they are set.',
  },
  consumer: {
    title: 'Consumer', asks: 'Does a record count as done only after its work is done?',
    nothing: 'No code that reads records was seen.', unread: 'Whether records are read could not be seen',
  },
  detection: {
    title: 'Detection', asks: 'Would anybody notice a lost record?',
    nothing: 'Nothing that notices losses was seen: no dead-letter topic, no checked commit, no table of gaps.',
    unread: 'Whether anything notices losses could not be seen',
  },
  business: {
    title: 'Business', asks: 'Do the database and Kafka agree after a crash?',
    nothing: 'No database write beside a send was seen, no outbox, and no Kafka transaction.',
    unread: 'Whether the database and Kafka agree could not be seen',
  },
};

/** A file shows what is in it; whether something is missing only the whole can tell. */
const OF_FILE = 'This file shows nothing of it; the audit of the workspace tells whether others do.';

/** The readable report of the five layers: what is safe, what is at risk and what could not be decided, link by link. */
export function auditMarkdown(review: Review, options: AuditOptions = {}): string {
  const ownFindings = review.findings.filter(finding => finding.rule !== UNUSED_SUPPRESSION);
  const parts = [
    '# Kafka reliability audit',
    `**${findingsInWords(review)}** · ${filesInWords(review)}`,
    ...(review.unreadClients.length > 0 ? [unreadClientList(review, options.link)] : []),
    overview(review),
    ...(review.journey ? [contractSection(review.journey, options.link)].filter(section => section !== undefined) : []),
    ...LAYERS.map(layer => layerSection(layer, review, ownFindings, options)),
  ];
  const idle = review.findings.filter(finding => finding.rule === UNUSED_SUPPRESSION);
  for (const { by, findings } of suppressedBy(review.suppressed)) parts.push(`## ${SUPPRESSED_WORDS[by]}\n\n${suppressedList(findings, options.link)}`);
  if (idle.length > 0) parts.push(`## Suppressions without effect\n\n${risks(idle, options)}`);
  if (review.files.unread.length > 0) parts.push(`## Not read\n\n${unreadList(review)}`);
  return `${parts.join('\n\n')}\n`;
}

/** Each thing that was seen stands in one column, so that a row adds up to what there is; the rows are the same in every report. */
function overview(review: Review): string {
  const rows = KINDS.map(({ layer, what }, index) => {
    const own = review.things.filter(thing => thing.layer === layer && thing.what === what),
      of = (verdict: Verdict) => own.filter(thing => thing.verdict === verdict).length;
    const title = KINDS[index - 1]?.layer === layer ? '' : `[${LAYER_WORDS[layer].title}](#${layer})`;
    return `| ${[title, what, own.length, of('safe'), of('at risk'), of('undecided')].join(' | ')} |`;
  });
  return ['| Layer | Of its | Seen | Safe | At risk | Undecided |', '|---|---|---:|---:|---:|---:|', ...rows].join('\n');
}

function layerSection(layer: Layer, review: Review, findings: readonly Finding[], options: AuditOptions): string {
  const { title, asks, nothing, unread } = LAYER_WORDS[layer], out = outOfView(review), { link } = options;
  const safe = safeFacts(review, layer), atRisk = ofLayer(findings, layer), open = ofLayer(review.undecided, layer);
  const parts = [`## ${title}`, `*${asks}*`];
  if (safe.length + atRisk.length + open.length === 0) {
    parts.push(options.scope === 'file' ? OF_FILE : unread !== undefined && out !== undefined ? `${unread}: ${out}.` : nothing);
  }
  if (safe.length > 0) parts.push(`### Safe\n\n${safe.map(fact => `- ${strength(fact, link)}`).join('\n')}`);
  if (atRisk.length > 0) parts.push(`### At risk\n\n${risks(atRisk, options)}`);
  if (open.length > 0) {
    parts.push(`### Could not be decided\n\n${open.map(({ path, range, question, why, cause }) =>
      `- ${placeLink(path, range, link)} ${prose(question)} Open: ${prose(why)}${cause ? `, ${placeLink(cause.path, cause.range, link)}` : ''}.`).join('\n')}`);
  }
  return parts.join('\n\n');
}

/** What could not be read, in a few words. */
function outOfView({ unreadClients, files }: Review): string | undefined {
  const names = unreadClients.map(({ name, kind }) => (kind === 'language' ? `${name} code` : prose(name)));
  if (names.length > 0) return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not read yet`;
  return files.unread.length > 0 ? `${count(files.unread.length, 'file was', 'files were')} not read` : undefined;
}

function strength({ text: words, path, range, also = [] }: SafeFact, link?: Link): string {
  const places = path !== undefined && range ? [{ path, range }, ...also] : [];
  return words + (places.length > 0 ? `: ${places.map(place => placeLink(place.path, place.range, link)).join(', ')}` : '');
}

/** By rule, the gravest first, and by what is said, which begins with the topic; each place with the steps that prove it. */
function risks(findings: readonly Finding[], options: AuditOptions): string {
  const sorted = [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return grouped(sorted, ({ rule }) => rule).map(([rule, own]) => {
    const heading = `**${SEVERITY_WORDS[own[0].severity]}** \`${rule}\`${own.length > 1 ? `: ${own.length} places` : ''}`;
    return [
      heading,
      grouped(own, ({ message, sureness }) => message + sureness)
        .map(([, told]) => toldOnce(told, options))
        .join('\n'),
    ].join('\n\n');
  }).join('\n\n');
}

/** The findings that say the same, with their places. */
function toldOnce(findings: readonly Finding[], { link }: AuditOptions): string {
  const [{ message, sureness }] = findings;
  return [`- ${prose(message)}${surenessInWords(sureness)}`, ...findings.map(({ path, range, because, fixes }) => [
    `  - ${placeLink(path, range, link)}${fixes.length > 0 ? `, ${count(fixes.length, 'fix', 'fixes')}: ${fixes.map(fix => prose(fix.title)).join('; ')}` : ''}`,
    ...because.map(step => `    - ${placeLink(step.path, step.range, link)} ${prose(step.note)}`),
  ].join('\n'))].join('\n');
}

function grouped<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...groups.get(key(item)) ?? [], item]);
  return [...groups];
}

function safeFacts(review: Review, layer: Layer): SafeFact[] {
  return review.layers.find(report => report.layer === layer)?.safe ?? [];
}

function ofLayer<T extends { layer: Layer }>(items: readonly T[], layer: Layer): T[] {
  return items.filter(item => item.layer === layer);
}
