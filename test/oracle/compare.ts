import { readGenome, written, type Genome } from './choices';
import type { Made } from './grammar';
import { storiesOfJava } from './java-run';
import { compile } from './load';
import { stories, type Story } from './stories';
import { classOf, isDemanded, isOfFaults, review, rulesFor, type Verdict } from './verdict';

/** One thing on which runs and the reviewer do not agree, or on which they do. */
export interface Point {
  what: 'agreed' | 'undecided' | 'hinted' | 'missed' | 'missed at a second fault' | 'false alarm';
  /** The class of the stories, or the rule. */
  about: string;
  /** What the runs or the reviewer say, for people. */
  words: string;
  /** The question that the reviewer leaves open, and why. */
  why?: string;
}

/** A program, what its runs show, and what the reviewer says. */
export interface Compared {
  made: Made;
  points: readonly Point[];
  runs: number;
}

/** What runs of a program show. */
export interface Shown { stories: Story[]; runs: number }

/** Compares runs and review of some programs; nothing for one that goes on for ever without a fault. */
export async function compareAll(all: readonly Made[]): Promise<(Compared | undefined)[]> {
  const java = all.filter(({ main }) => main.startsWith('shop.')), ofJava = storiesOfJava(java), compared = [];
  for (const made of all) {
    const shown = java.includes(made) ? ofJava.get(made) : await stories({ ...made, compiled: compile(made.files) }, made.kinds);
    if (!shown) { compared.push(undefined); continue; }
    const verdict = await review(made.files);
    compared.push({ made, points: [...ofStories(shown.stories, verdict), ...ofFindings(shown.stories, verdict)], runs: shown.runs });
  }
  return compared;
}

/** The same for one. */
export async function compare(made: Made): Promise<Compared | undefined> { return (await compareAll([made]))[0]; }

function ofStories(all: readonly Story[], verdict: Verdict): Point[] {
  const classes = new Map<string, Story>();
  // What is shown by a call that is under way needs no second look where the process stops at some other moment.
  const hung = all.some(({ role, by }) => by === 'stop' && role !== 'stop');
  // A failed commit that nobody looks at stops the process, too.
  const seen = all.filter(
    story => isDemanded(story) && !(hung && (story.role === 'stop' || (story.role === 'commit' && story.by === 'fail'))),
  );
  for (const story of seen) if (!classes.has(classOf(story))) classes.set(classOf(story), story);
  return [...classes].map(([about, story]) => {
    const rules = rulesFor(story),
      spoken = verdict.findings.find(({ rule }) => rules.includes(rule)),
      hint = verdict.hints.find(({ rule }) => rules.includes(rule));
    const words = `${story.words}: ${story.ids.join(', ')} ${story.end}`;
    if (spoken) return { what: 'agreed', about, words: `${spoken.rule} at ${spoken.path}:${spoken.range.start.line}; ${words}` };
    const [left] = verdict.undecided;
    if (left) return { what: 'undecided', about, words: `${left.path}:${left.range.start.line}; ${words}`, why: `${left.question} ${left.why}` };
    if (hint && !story.second) return { what: 'hinted', about, words: `${hint.rule} ${hint.severity} ${hint.sureness}; ${words}` };
    return { what: story.second ? 'missed at a second fault' : 'missed', about, words };
  });
}

function ofFindings(all: readonly Story[], { findings }: Verdict): Point[] {
  return findings
    .filter(isOfFaults)
    .filter(({ rule }) => !all.some(story => story.end === 'passed' || rulesFor(story).includes(rule)))
    .map(({ rule, severity, path, range, message }) => ({
      what: 'false alarm',
      about: rule,
      words: `${severity} at ${path}:${range.start.line}: ${message}`,
    }));
}

/** True for what someone has to look at; a program in which two things must go wrong only when `second`. */
export function isOpen({ what }: Point, second = false): boolean {
  return what === 'missed' || what === 'false alarm' || what === 'hinted' || (second && what === 'missed at a second fault');
}

/** What a point is, without the place. */
export function titleOf({ what, about }: Point): string { return `${what}: ${about}`; }

/** True when a program is made with these choices, among others. */
export function holds(genome: Genome, part: Genome): boolean { return [...part].every(([name, option]) => genome.get(name) === option); }

/** A class of disagreements: the choices that are needed for it, and its smallest program. */
export interface Class {
  title: string;
  /** The choices as one line. */
  signature: string;
  program: Made;
  words: string;
  /** How many of the drawn programs show it. */
  count: number;
}

/** How many are made small at once, and how many of them of one title: in Java what is asked at once costs little more. */
const BATCH = 40;

/** Sorts disagreements by class: each is made as small as it can be, unless its program holds a class that is known. */
export async function classesOf(open: readonly { made: Made; point: Point }[], alike = 1): Promise<Class[]> {
  const classes: Class[] = [];
  for (let left = [...open]; left.length > 0;) {
    const next: typeof left = [], chosen: typeof left = [];
    for (const one of left) {
      const title = titleOf(one.point),
        known = classes.find(other => other.title === title && holds(one.made.special, readGenome(other.signature)));
      if (known) known.count++;
      else if (chosen.length < BATCH && chosen.filter(other => titleOf(other.point) === title).length < alike) chosen.push(one);
      else next.push(one);
    }
    for (const { made, title, words } of await smallest(
      chosen.map(({ made, point }) => ({ made, title: titleOf(point), words: point.words })),
    )) {
      const signature = written(made.special),
        same = classes.find(one => one.title === title && one.signature === signature);
      if (same) same.count++;
      else classes.push({ title, signature, program: made, words, count: 1 });
    }
    left = next;
  }
  return classes;
}

interface Small { made: Made; title: string; words: string }

/**
 * The plainest programs that still show the same. Each choice is made plain by itself; then all together for which that
 * changed nothing, or else the first of them, and so on.
 */
async function smallest(all: readonly Small[]): Promise<Small[]> {
  const best = [...all],
    without = (made: Made, names: readonly string[]): Made =>
      made.again(new Map([...made.genome].filter(([name]) => !names.includes(name))));
  for (let busy = all.map((_, at) => at); busy.length > 0;) {
    const single = busy
      .flatMap(at => [...best[at].made.special.keys()].map(name => ({ at, name, made: without(best[at].made, [name]) })))
      .filter(({ at, made }) => made.special.size < best[at].made.special.size);
    const shown = await wordsOf(single.map(({ at, made }) => ({ made, title: best[at].title })));
    const free = busy
      .map(at => ({ at, ways: single.filter((one, number) => one.at === at && shown[number] !== undefined) }))
      .filter(({ ways }) => ways.length > 0);
    const together = free.map(({ at, ways }) => ({ at, made: without(best[at].made, ways.map(({ name }) => name)) }));
    const words = await wordsOf(together.map(({ at, made }) => ({ made, title: best[at].title })));
    for (const [number, { at, ways: [first] }] of free.entries()) {
      best[at] = {
        title: best[at].title,
        made: words[number] === undefined ? first.made : together[number].made,
        words: words[number] ?? shown[single.indexOf(first)]!,
      };
    }
    busy = free.map(({ at }) => at);
  }
  return best;
}

/** What is said of programs under a title each; nothing where that is not shown. */
async function wordsOf(all: readonly { made: Made; title: string }[]): Promise<(string | undefined)[]> {
  const compared = await compareAll(all.map(({ made }) => made));
  return all.map(({ title }, at) => compared[at]?.points.find(one => titleOf(one) === title)?.words);
}
