import type { KafkaModel, Layer } from '../kafka/model';
import { withSubject } from '../kafka/subject';
import type { Policy, RuleSetting } from '../policy/policy';
import type { Problem, Rule, Severity, Sureness } from '../rules/rule';
import { placeKey, type Place, type Span } from '../text/span';
import { code } from '../text/visible';
import type { Finding, Review, UndecidedQuestion, UnreadClientFact } from './finding';
import { toFix, toRangeEdit, touches } from './fixes';
import { rangeOf, type Sources } from './ranges';
import { Suppressions, UNUSED_SUPPRESSION } from './suppressions';
import type { Evidence } from '../kafka/evidence';

/** The severities and sureness from the gravest down; their index is their rank. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
export const SURENESS: readonly Sureness[] = ['certain', 'likely', 'possible'];

export interface ModelReviewOptions {
  rules?: Record<string, RuleSetting>;
  policy?: Policy;
  /** Files whose suppression comments are checked; findings bring theirs along. */
  paths?: Iterable<string>;
  /** Where a text is being typed and cannot be read: nothing is changed there. */
  typed?: (path: string) => Span | undefined;
  /** False where no fix is shown: making them costs another look at each file. */
  fixes?: boolean;
  /** Told of each rule, without a path, before it runs, and of each file before a finding in it is fixed. */
  at?: (path: string) => void;
}

/** The part of a review that follows from the model. */
export interface ModelReview extends Pick<Review, 'findings' | 'suppressed' | 'undecided'> {
  /** Rules that failed, in the form of files that could not be read. */
  unread: { path: string; why: string }[];
}

/** A finding that still knows its offset, and how to make its fixes. */
interface Found {
  finding: Finding;
  span: Span;
  fixes?: Problem['fixes'];
}

/** Runs the rules over the model, and gives their findings in the order of the files, without twins. */
export function reviewModel(
  model: KafkaModel, rules: readonly Rule[], sources: Sources, options: ModelReviewOptions = {},
): ModelReview {
  const setting = (id: string, path: string) => options.rules?.[id] ?? options.policy?.setting(id, path);
  const off = (id: string, path: string) => setting(id, path) === 'off';
  const { found, unread } = runRules(model, rules.filter(({ id }) => options.rules?.[id] !== 'off'), sources, setting, options.at);

  const suppressions = new Map<string, Suppressions | undefined>();
  const suppressionsOf = (path: string) => {
    if (!suppressions.has(path)) {
      const source = sources(path);
      suppressions.set(path, source && new Suppressions(source));
    }
    return suppressions.get(path);
  };

  const kept: Found[] = [], suppressed: ModelReview['suppressed'] = [];
  for (const item of inOrder(found)) {
    const { finding } = item;
    const reason = suppressionsOf(finding.path)?.reason(finding.rule, item.span.start), { topics = [] } = finding.about;
    if (reason !== undefined) suppressed.push({ finding, reason, by: 'comment' });
    else if (options.policy?.acceptsLoss(topics, finding.path)) suppressed.push({ finding, reason: lossAccepted(topics), by: 'telemetry' });
    else kept.push(item);
  }

  for (const path of options.paths ?? []) suppressionsOf(path);
  kept.push(...unused([...suppressions.values()], rules, off, sources, setting));
  const findings = inOrder(kept).map(item => {
    if (options.fixes === false) return item.finding;
    options.at?.(item.finding.path);
    return withFixes(item, sources, unread, options.typed);
  });
  return { findings, suppressed, undecided: questions(model, sources), unread };
}

/** What is set for a rule in a file. */
type SettingOf = (rule: string, path: string) => RuleSetting | undefined;

function lossAccepted(topics: readonly string[]): string {
  return `some records of ${topics.map(code).join(', ')} may be lost, as the configuration says`;
}

/** A fix that cannot be made is none; the finding stays. */
function withFixes(
  { finding, fixes }: Found, sources: Sources, unread: ModelReview['unread'], typed: ModelReviewOptions['typed'],
): Finding {
  try {
    if (fixes)
      finding.fixes = fixes().flatMap(fix => (fix && !fix.edits.some(edit => touches(edit, typed)) ? (toFix(fix, sources) ?? []) : []));
  } catch (error) {
    unread.push({ path: `rule ${finding.rule}`, why: `its fix failed: ${messageOf(error)}` });
  }
  return finding;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A rule that throws loses its later findings, never the review. */
function runRules(model: KafkaModel, rules: readonly Rule[], sources: Sources, setting: SettingOf, at: ModelReviewOptions['at']) {
  const found = new Map<string, Found>(), unread: ModelReview['unread'] = [];
  const copies = new Map(model.copied?.map(place => [placeKey(place), place.copies]));
  for (const rule of rules) {
    at?.('');
    try {
      rule.check(model, (place, problem) => {
        const own = setting(rule.id, place.path);
        if (own === 'off') return;
        const because = [...problem.because ?? [], ...writtenAgain(copies.get(placeKey(place)) ?? [])];
        const finding = toFinding(rule, own, place, { ...problem, because }, sources);
        const key = `${rule.id} ${placeKey(place)}`;
        const twin = found.get(key);
        if (!twin || graver(finding, twin.finding)) found.set(key, { finding, span: place.span, fixes: problem.fixes });
      });
    } catch (error) {
      unread.push({ path: `rule ${rule.id}`, why: `the rule failed: ${messageOf(error)}` });
    }
  }
  return { found: [...found.values()], unread };
}

/** More places than these are only counted. */
const PLACES = 5;

/** The copies of what is found, as places beside it. */
function writtenAgain(places: readonly Place[]): Evidence[] {
  const more = places.length - PLACES;
  return places.slice(0, PLACES).map(({ path, span }, at) =>
    ({ path, span, note: `the same resource is written here as well${more > 0 && at === PLACES - 1 ? `, and in ${more} more ${more === 1 ? 'place' : 'places'}` : ''}` }));
}

function toFinding(rule: Rule, setting: RuleSetting | undefined, place: Place, problem: Problem, sources: Sources): Finding {
  return {
    rule: rule.id,
    severity: severityFor(rule, setting, problem.severity),
    sureness: problem.sureness,
    layer: rule.layer,
    path: place.path,
    range: rangeOf(place, sources),
    message: withSubject(problem.about, problem.message),
    // No more of it: what is found goes between threads.
    about: { topics: problem.about.topics, name: problem.about.name },
    because: (problem.because ?? []).map(evidence => step(evidence, sources)),
    fixes: [],
    ...(setting === 'hint' && { hint: true as const }),
  };
}

/** A setting speaks of the rule's plain case: what the rule itself holds for less, e.g. in a sample, stays less. */
function severityFor(rule: Rule, setting: RuleSetting | undefined, own: Severity): Severity {
  if (!setting || setting === 'off') return own;
  const set = setting === 'hint' ? 'info' : setting, milder = SEVERITIES.indexOf(own) > SEVERITIES.indexOf(rule.severity);
  return milder && SEVERITIES.indexOf(own) > SEVERITIES.indexOf(set) ? own : set;
}

function graver(a: Finding, b: Finding): boolean {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity < 0 || (bySeverity === 0 && SURENESS.indexOf(a.sureness) < SURENESS.indexOf(b.sureness));
}

function step(evidence: Evidence, sources: Sources): Finding['because'][number] {
  return { path: evidence.path, range: rangeOf(evidence, sources), note: evidence.note };
}

function unused(
  files: (Suppressions | undefined)[], rules: readonly Rule[], off: (id: string, path: string) => boolean, sources: Sources,
  setting: SettingOf,
): Found[] {
  const layers = new Map<string, Layer>(rules.map(rule => [rule.id, rule.layer]));
  const problems = files.flatMap(file => {
    const path = file?.source.path;
    return path === undefined || off(UNUSED_SUPPRESSION, path) ? [] : file!.problems(id => layers.has(id), id => off(id, path));
  });
  return problems.map(problem => ({
    span: problem.span,
    finding: {
      rule: UNUSED_SUPPRESSION,
      ...loudnessOf(setting(UNUSED_SUPPRESSION, problem.path)),
      sureness: 'certain',
      layer: layers.get(problem.rule ?? '') ?? 'detection',
      path: problem.path,
      range: rangeOf(problem, sources),
      message: problem.message,
      about: { name: problem.rule },
      because: [],
      fixes: [{ title: 'Remove the suppression', safe: true, edits: problem.remove.map(edit => toRangeEdit(edit, sources)) }],
    },
  }));
}

/** How loud is what has no severity of its own. */
function loudnessOf(setting: RuleSetting | undefined): Pick<Finding, 'severity' | 'hint'> {
  return setting === 'hint' ? { severity: 'info', hint: true } : { severity: !setting || setting === 'off' ? 'info' : setting };
}

function questions(model: KafkaModel, sources: Sources): UndecidedQuestion[] {
  const asked = new Map<string, { question: UndecidedQuestion; start: number }>();
  for (const item of model.undecided) {
    const { path, span, question, why, cause, layer } = item;
    asked.set(`${path} ${span.start} ${span.end} ${question}`, {
      question: {
        path, range: rangeOf(item, sources), question, why,
        ...(cause && { cause: { path: cause.path, range: rangeOf(cause, sources) } }), layer,
      },
      start: span.start,
    });
  }
  return [...asked.values()]
    .sort((a, b) => compare(a.question.path, b.question.path) || a.start - b.start || compare(a.question.question, b.question.question))
    .map(({ question }) => question);
}

/** The clients that are not read, those of samples left out where others are. */
export function unreadClients({ unreadClients: clients }: KafkaModel, sources: Sources): UnreadClientFact[] {
  const real = clients.filter(({ sample }) => !sample);
  return (real.length > 0 ? real : clients).map(client => {
    const { name, kind, part, files, path } = client;
    return { name, kind, ...(part !== undefined && { part }), files, path, range: rangeOf(client, sources) };
  });
}

function inOrder(found: readonly Found[]): Found[] {
  return [...found].sort(
    (a, b) => compare(a.finding.path, b.finding.path) || a.span.start - b.span.start || compare(a.finding.rule, b.finding.rule),
  );
}

/** By code unit, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
