import { LOSES_NOTHING } from '../journey/rules';
import type { Finding } from '../review/finding';
import type { Range } from '../text/span';
import { codeSpan, prose } from './escape';
import { placeLink, type Link } from './markdown';
import { surenessInWords } from './words';

/** What a story is told with. */
export interface StoryOptions {
  link?: Link;
  /** The line of code at a place. */
  line(path: string, range: Range): string | undefined;
  /** The page of what the lab has measured. */
  evidence: string;
}

/** More rows of the lab than these say the same again. */
const ROWS = 3;

/** What a finding is the story of. */
export function titleOfStory({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): string {
  return severity === 'info' || LOSES_NOTHING.has(rule) ? 'How this comes about' : 'How this loses messages';
}

/** The way of a finding step by step, what cures it, and what the lab has measured of its rule. */
export function storyMarkdown(finding: Finding, options: StoryOptions): string {
  const { rule, message, sureness, because, path, range, fixes } = finding;
  const steps = [...because.map(step => ({ ...step, note: prose(step.note) })), { path, range, note: '**here it happens**' }];
  const measured = measuredOf(options.evidence, rule, path);
  return `${[
    `# ${titleOfStory(finding)}`, `${prose(message)}${surenessInWords(sureness)}`, `The rule is \`${rule}\`.`, '## Step by step',
    steps.map((step, index) => stepText(index + 1, step, options)).join('\n'),
    ...(fixes.length > 0 ? ['## What cures it', fixes.map(cureText).join('\n')] : []),
    ...(measured.length > 0 ? ['## Measured', MEASURED, table(measured)] : []),
  ].join('\n\n')}\n`;
}

function cureText({ title, safe }: Finding['fixes'][number]): string {
  return `- ${prose(title)}${safe ? '' : ' (changes what the program does: look at it first)'}`;
}

function stepText(number: number, { path, range, note }: Finding['because'][number], { link, line }: StoryOptions): string {
  const code = line(path, range)?.trim();
  return `${number}. ${placeLink(path, range, link)} ${note}${code ? `<br>${codeSpan(code)}` : ''}`;
}

const MEASURED = 'On a real Kafka of three brokers, with one ordinary fault, the lab counted for this rule:';

interface Measured {
  library: string;
  fault: string;
  before: string;
  after: string;
}

/** The rows of a rule on the page of the lab; those of the file's ecosystem where there are some. */
export function measuredOf(evidence: string, rule: string, path: string): Measured[] {
  const rows = evidence.split('\n').flatMap((line): Measured[] => {
    const [first, library, fault, before, after] = line.split(' | ');
    return after !== undefined && first.includes(`[${rule}](`) ? [{ library, fault, before, after }] : [];
  });
  const isJava = (one: Measured) => /spring|kafka-clients/.test(one.library);
  const own = /\.java$/.test(path) ? rows.filter(isJava) : /\.[cm]?[jt]sx?$/.test(path) ? rows.filter(one => !isJava(one)) : rows;
  return (own.length > 0 ? own : rows).slice(0, ROWS);
}

function table(rows: readonly Measured[]): string {
  return [
    '| What was done | With | Lost / doubled / reordered | After the fix |', '|---|---|---|---|',
    ...rows.map(({ library, fault, before, after }) => `| ${[fault, library, before, after].join(' | ')} |`),
  ].join('\n');
}
