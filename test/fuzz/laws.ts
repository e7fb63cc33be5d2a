import type { Finding, FindingFix, Review } from '../../src/core/review/finding';
import { SEVERITIES } from '../../src/core/review/review';
import { extractFacts, languageOf, loadLanguage, openSession, type Session } from '../../src/core/session';
import { isBrokenYaml } from '../../src/core/config/index';
import type { LanguageModule } from '../../src/core/flow/language';
import type { Language } from '../../src/core/flow/unit';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import type { Position } from '../../src/core/text/span';
import { loadAsset } from '../assets';
import type { Files } from './seeds';

/** What a review must not do, and where it did. */
export interface Breach {
  law: string;
  detail: string;
}

/** Texts below this size, in UTF-16 units, are reviewed within a second of a processor's time. */
const SMALL = 200_000;

const languages = new Map<Language, Promise<LanguageModule>>();

/** Reviews some states of a workspace in turn, as an editor does, and tells the first law that is broken. */
export async function breachOf(states: readonly Files[], timed = false): Promise<Breach | undefined> {
  const session = openSession({ loadAsset });
  let before: Files = new Map();
  for (const files of states) {
    for (const path of before.keys()) if (!files.has(path)) session.delete(path);
    for (const [path, text] of files) session.set(path, text);
    before = files;
    const started = process.cpuUsage();
    const review = await attempt(session);
    if ('law' in review) return review;
    const seconds = process.cpuUsage(started).user / 1e6, size = [...files.values()].reduce((sum, text) => sum + text.length, 0);
    if (timed && seconds > 1 && size < SMALL) return { law: 'takes no second', detail: `${seconds.toFixed(1)} s for ${size} characters` };
    const failed = review.files.unread.find(({ path, why }) => path.startsWith('rule ') || why.startsWith('it could not be analysed'));
    if (failed) return { law: 'nothing fails', detail: `${failed.path}: ${failed.why}` };
    const fresh = await attempt(sessionOf([...files]));
    if ('law' in fresh) return fresh;
    const readable = await isReadable(files);
    if (readable && told(fresh) !== told(review)) return { law: 'incremental is fresh', detail: difference(fresh, review) };
    const turned = await attempt(sessionOf([...files].reverse()));
    if ('law' in turned) return turned;
    if (told(fresh) !== told(turned)) return { law: 'order tells nothing', detail: difference(fresh, turned) };
  }
  const last = await attempt(session);
  return 'law' in last ? last : fixesBreach(before, last, await isReadable(before));
}

/** The law of fixes: each applies, and of files that can be read it cures its finding, parses, and brings nothing louder. */
async function fixesBreach(files: Files, review: Review, readable: boolean): Promise<Breach | undefined> {
  for (const finding of review.findings) {
    for (const fix of finding.fixes) {
      const name = `"${fix.title}" for ${finding.rule} at ${finding.path}:${finding.range.start.line}`;
      const fixed = applied(files, fix);
      if (typeof fixed === 'string') return { law: 'a fix applies', detail: `${name}: ${fixed}` };
      const after = await attempt(sessionOf([...fixed]));
      if ('law' in after) return { ...after, detail: `${name}: ${after.detail}` };
      if (!readable) continue;
      if (!await isReadable(fixed)) return { law: 'a fix leaves what parses', detail: name };
      const was = counts(review.findings), is = counts(after.findings);
      if ((is.get(finding.rule) ?? 0) >= was.get(finding.rule)!) return { law: 'a fix cures', detail: name };
      const louder = after.findings.find(one => SEVERITIES.indexOf(one.severity) < SEVERITIES.indexOf(finding.severity) && (is.get(one.rule) ?? 0) > (was.get(one.rule) ?? 0));
      if (louder) return { law: 'a fix brings nothing louder', detail: `${name} brings ${louder.severity} ${louder.rule}` };
    }
  }
  return undefined;
}

async function attempt(session: Session): Promise<Review | Breach> {
  try {
    return await session.review();
  } catch (error) {
    return { law: 'nothing is thrown', detail: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}

function sessionOf(files: readonly (readonly [string, string])[]): Session {
  const session = openSession({ loadAsset });
  for (const [path, text] of files) session.set(path, text);
  return session;
}

/** True when every file is whole: of others the session remembers what they said before. */
async function isReadable(files: Files): Promise<boolean> {
  for (const [path, text] of files) {
    const name = languageOf(path);
    if (name && !languages.has(name)) languages.set(name, loadLanguage(name, loadAsset));
    const { unit, unread } = extractFacts(path, text, name && await languages.get(name));
    if (unread || unit?.broken || isBrokenYaml(path, text)) return false;
  }
  return true;
}

function applied(files: Files, { edits }: FindingFix): Files | string {
  const next = new Map(files);
  for (const path of new Set(edits.map(edit => edit.path))) {
    const text = files.get(path);
    if (text === undefined) return `${path} is not there`;
    const source = new SourceText(path, text);
    const offset = ({ line, column }: Position): number => source.lineStarts[line - 1] + column - 1;
    const own = edits.filter(edit => edit.path === path).map(edit => ({ path, span: { start: offset(edit.range.start), end: offset(edit.range.end) }, text: edit.text }));
    if (own.some(({ span: { start, end } }) => !(start >= 0 && start <= end && end <= text.length))) return `an edit of ${path} has no place`;
    try {
      next.set(path, applyEdits(text, own));
    } catch (error) {
      return (error as Error).message;
    }
  }
  return [...next].every(([path, text]) => files.get(path) === text) ? 'it changes nothing' : next;
}

function counts(findings: readonly Finding[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { rule } of findings) found.set(rule, (found.get(rule) ?? 0) + 1);
  return found;
}

/** What a review tells, but for the order in which files are counted. */
function told({ findings, undecided, suppressed, files }: Review): string {
  return JSON.stringify({ findings, undecided, suppressed, unread: files.unread.map(({ path, why }) => `${path} ${why}`).sort() });
}

function difference(a: Review, b: Review): string {
  const [left, right] = [a, b].map(({ findings, undecided }) => [...findings, ...undecided].map(one => JSON.stringify(one)));
  const [only] = [...left.filter(one => !right.includes(one)).map(one => `- ${one}`), ...right.filter(one => !left.includes(one)).map(one => `+ ${one}`)];
  return (only ?? 'unread files differ').slice(0, 300);
}
