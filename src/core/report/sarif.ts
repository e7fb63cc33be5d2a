import type { Severity } from '../rules/rule';
import type { Contract, Journey } from '../journey/contract';
import type { Finding, FindingFix, Review } from '../review/finding';
import type { Range } from '../text/span';
import { oneLine } from '../text/visible';
import { encodePath } from './escape';
import { fingerprints } from './fingerprint';
import { unreadClientInWords } from './words';
import { explanation, type RuleInfo, type ToolInfo } from './rule-info';
import { webPage } from './web';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note' };

/** The report for code scanning: SARIF 2.1.0, with every rule described even when it found nothing. */
export function sarifReport(review: Review, tool: ToolInfo, rules: readonly RuleInfo[]): string {
  const results = [
    ...review.findings.map(finding => ({ finding, reason: undefined, by: undefined })), ...review.suppressed,
  ];
  const prints = fingerprints(results.map(({ finding }) => finding));
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: rules.map(rule => descriptor(rule, tool.repository)) } },
        columnKind: 'utf16CodeUnits',
        ...(review.journey && { properties: { contracts: review.journey.contracts.map(contractInShort) } }),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...review.unreadClients.map(client => ({
                level: 'warning', message: message(unreadClientInWords(client)),
                locations: [location(client.path, client.range)],
              })),
              ...review.files.unread.map(({ path, why }) => ({ level: 'warning', message: message(`${path}: ${why}`) })),
            ],
          },
        ],
        results: results.map(({ finding, reason, by }, index) => ({
          ...result(finding, ruleIndex.get(finding.rule), review.journey),
          partialFingerprints: { 'kafkaReview/v1': prints[index] },
          ...(reason === undefined ? {} : {
            suppressions: [{ kind: by === 'comment' ? 'inSource' : 'external', justification: oneLine(reason) }],
          }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(rule: RuleInfo, repository: string) {
  const { id, title, layer, severity } = rule, markdown = explanation(rule, repository);
  return {
    id,
    name: id.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: plain(firstParagraph(markdown)) || title },
    help: { text: markdown || title, markdown: markdown || title },
    helpUri: webPage(rule, repository),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['kafka', 'reliability', layer] },
  };
}

function firstParagraph(markdown: string): string {
  return markdown.split(/\n\s*\n/)[0].replace(/\s+/g, ' ').trim();
}

/** The words of links without where they lead. */
function plain(markdown: string): string {
  return markdown.replace(/\[([^[\]]*)\]\([^)]*\)/g, '$1');
}

/** What holds for a topic; its links are in the findings, and all of it in the JSON report. */
function contractInShort({ topic, form, guarantee, senders, keepers, readers, weakest }: Contract) {
  return {
    topic, form, guarantee, senders: senders.length, keepers: keepers.length, readers: readers.length,
    ...(weakest && { weakest: { ruleId: weakest.rule, what: weakest.what, location: location(weakest.path, weakest.range) } }),
  };
}

/** The topics on whose way a finding is a weak place, with what holds for them. */
function topicsOf({ rule, path, range: { start } }: Finding, journey: Journey | undefined) {
  const topics = journey?.contracts.filter(({ weak }) => weak.some(one =>
    one.rule === rule && one.path === path && one.range.start.line === start.line && one.range.start.column === start.column)) ?? [];
  return topics.length === 0 ? {} : { topics: topics.map(({ topic, guarantee }) => ({ topic, guarantee })) };
}

function result(finding: Finding, ruleIndex: number | undefined, journey?: Journey) {
  const { rule, severity, sureness, layer, path, range, because, fixes } = finding, text = message(finding.message);
  const steps = because.map((step, id) => ({ id, ...location(step.path, step.range), message: message(step.note) }));
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: text,
    locations: [location(path, range)],
    ...(steps.length === 0 ? {} : {
      relatedLocations: steps,
      codeFlows: [{
        message: { text: 'How the message is lost' },
        threadFlows: [{
          locations: [
            ...steps.map(({ id: _, ...step }) => ({ location: step })),
            { location: { ...location(path, range), message: text } },
          ],
        }],
      }],
    }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(fix) }),
    properties: { sureness, layer, ...topicsOf(finding, journey) },
  };
}

function fix({ title, safe, edits }: FindingFix) {
  return {
    description: message(title),
    artifactChanges: [...new Set(edits.map(edit => edit.path))].map(path => ({
      artifactLocation: artifact(path),
      replacements: edits.filter(edit => edit.path === path).map(edit => ({
        deletedRegion: region(edit.range),
        insertedContent: { text: edit.text },
      })),
    })),
    properties: { safe },
  };
}

function location(path: string, range: Range) {
  return { physicalLocation: { artifactLocation: artifact(path), region: region(range) } };
}

function artifact(path: string) {
  return { uri: encodePath(path), uriBaseId: '%SRCROOT%' };
}

/** A plain text message, in which brackets would be links (SARIF 2.1.0, 3.11.6). */
function message(text: string) {
  return { text: oneLine(text).replace(/[\\[\]]/g, '\\$&') };
}

function region({ start, end }: Range) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
