import { readGenome, written, type Genome } from './choices';
import { make, type Made } from './grammar';
import { compile } from './load';
import { stories, type Story } from './stories';
import { classOf, isDemanded, review, rulesFor, type Verdict } from './verdict';

/** One thing on which runs and the reviewer do not agree, or on which they do. */
export interface Point {
  what: 'agreed' | 'undecided' | 'hinted' | 'missed' | 'missed at a second fault' | 'false alarm';
  /** The class of the stories, or the rule. */
  about: string;
  /** What the runs or the reviewer say, for people. */
  words: string;
}

/** A program, what its runs show, and what the reviewer says. */
export interface Compared {
  made: Made;
  points: readonly Point[];
  runs: number;
}

/** Compares runs and review; nothing when the program goes wrong without a fault. */
export async function compare(made: Made): Promise<Compared | undefined> {
  const shown = await stories({ ...made, compiled: compile(made.files) }, made.kinds);
  if (!shown) return undefined;
  const verdict = await review(made.files);
  return { made, points: [...ofStories(shown.stories, verdict), ...ofFindings(shown.stories, verdict)], runs: shown.runs };
}

function ofStories(all: readonly Story[], verdict: Verdict): Point[] {
  const classes = new Map<string, Story>();
  // What is shown by a call that is under way needs no second look where the process stops at some other moment.
  const hung = all.some(({ role, by }) => by === 'stop' && role !== 'stop');
  // A failed commit that nobody looks at stops the process, too.
  const seen = all.filter(story => isDemanded(story) && !(hung && (story.role === 'stop' || (story.role === 'commit' && story.by === 'fail'))));
  for (const story of seen) if (!classes.has(classOf(story))) classes.set(classOf(story), story);
  return [...classes].map(([about, story]) => {
    const rules = rulesFor(story), spoken = verdict.findings.find(({ rule }) => rules.includes(rule)), hint = verdict.hints.find(({ rule }) => rules.includes(rule));
    const words = `${story.words}: ${story.ids.join(', ')} ${story.end}`;
    if (spoken) return { what: 'agreed', about, words: `${spoken.rule} at ${spoken.path}:${spoken.range.start.line}; ${words}` };
    if (verdict.undecided.length > 0) return { what: 'undecided', about, words: `${verdict.undecided[0]}; ${words}` };
    return hint ? { what: 'hinted', about, words: `${hint.rule} ${hint.severity} ${hint.sureness}; ${words}` } : { what: story.second ? 'missed at a second fault' : 'missed', about, words };
  });
}

function ofFindings(all: readonly Story[], { findings }: Verdict): Point[] {
  return findings.filter(({ rule }) => !all.some(story => story.end === 'passed' || rulesFor(story).includes(rule)))
    .map(({ rule, severity, path, range, message }) => ({ what: 'false alarm', about: rule, words: `${severity} at ${path}:${range.start.line}: ${message}` }));
}

/** True for what someone has to look at; a program in which two things must go wrong only when `second`. */
export function isOpen({ what }: Point, second = false): boolean { return what === 'missed' || what === 'false alarm' || what === 'hinted' || (second && what === 'missed at a second fault'); }

/** What a point is, without the place. */
export function titleOf({ what, about }: Point): string { return `${what}: ${about}`; }

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

/** Collects disagreements by class. */
export class Classes {
  readonly all: Class[] = [];

  /** Counts a point of a program; a new class is made as small as it can be. */
  async add(made: Made, point: Point): Promise<void> {
    const title = titleOf(point), known = this.all.find(one => one.title === title && holds(made.special, readGenome(one.signature)));
    if (known) { known.count++; return; }
    const small = await smallest(made, title);
    const signature = written(small.made.special), same = this.all.find(one => one.title === title && one.signature === signature);
    if (same) same.count++;
    else this.all.push({ title, signature, program: small.made, words: small.words ?? point.words, count: 1 });
  }
}

/** True when a program is made with these choices, among others. */
export function holds(genome: Genome, part: Genome): boolean { return [...part].every(([name, option]) => genome.get(name) === option); }

/** The plainest program that still shows the same: one choice after the other is made plain where that changes nothing. */
export async function smallest(made: Made, title: string): Promise<{ made: Made; words?: string }> {
  let best = made, words: string | undefined;
  for (let changed = true; changed;) {
    changed = false;
    for (const name of best.special.keys()) {
      if (!best.special.has(name)) continue;
      const next = make(new Map([...best.genome].filter(([other]) => other !== name)));
      const point = (await compare(next))?.points.find(one => titleOf(one) === title);
      if (!point) continue;
      best = next;
      words = point.words;
      changed = true;
    }
  }
  return { made: best, words };
}
