import type { Journey } from '../journey/contract';
import type { Layer, Subject } from '../kafka/model';
import type { Severity, Sureness } from '../rules/rule';
import type { Range } from '../text/span';

/** A finding as the faces show it: all ranges in lines and columns from 1, all paths relative with `/`. */
export interface Finding {
  rule: string;
  severity: Severity;
  sureness: Sureness;
  layer: Layer;
  path: string;
  range: Range;
  message: string;
  /** What the message names first. */
  about: Subject;
  because: { path: string; range: Range; note: string }[];
  fixes: FindingFix[];
  /** Editors show it as a hint. */
  hint?: true;
}

export interface FindingFix {
  title: string;
  safe: boolean;
  edits: { path: string; range: Range; text: string }[];
}

/** A question that the reviewer could not answer, and why. */
export interface UndecidedQuestion {
  path: string;
  range: Range;
  question: string;
  why: string;
  /** What keeps it from being decided, where that is another place. */
  cause?: { path: string; range: Range };
  layer: Layer;
}

/** What was seen of one layer: the good links as well as the weak ones. */
export interface LayerReport {
  layer: Layer;
  /** Counted facts in words, with a place: "4 sends wait for their outcome". */
  safe: SafeFact[];
}

/** A counted fact; `path` and `range` are its first place, `also` further ones. */
export interface SafeFact {
  text: string;
  path?: string;
  range?: Range;
  also?: { path: string; range: Range }[];
}

/** A client, framework or language that is in use and not read; `path` and `range` are the first place that shows it. */
export interface UnreadClientFact {
  name: string;
  kind: 'client' | 'language';
  /** Only this part of it goes unread. */
  part?: string;
  /** How many files of code use it; 0 when only build files name it. */
  files: number;
  path: string;
  range: Range;
}

/** One thing that a layer is made of. */
export interface Thing {
  layer: Layer;
  /** Its kind, in the plural: `sends`, `handlers`. */
  what: string;
  path: string;
  range: Range;
  verdict: Verdict;
}

/** What holds of a thing, and of each only one. */
export type Verdict = 'safe' | 'at risk' | 'undecided';

/** A finding that does not count: a comment allows it, it speaks of telemetry alone, or it was known before. */
export interface SuppressedFinding {
  finding: Finding;
  reason: string;
  by: 'comment' | 'telemetry' | 'baseline';
}

/** The outcome of a review. */
export interface Review {
  findings: Finding[];
  undecided: UndecidedQuestion[];
  layers: LayerReport[];
  /** What the layers are made of, each thing once. */
  things: Thing[];
  /** Clients and languages in use that are not read: what they send or handle is out of view. */
  unreadClients: UnreadClientFact[];
  /** What holds for the records of each topic, where that was asked. */
  journey?: Journey;
  /** Findings that do not count, and why. */
  suppressed: SuppressedFinding[];
  /** Known findings that are not there any more, and the file that still lists them; absent where no such file counts. */
  gone?: { file: string; findings: { rule: string; path: string }[] };
  /** Files that were looked at, that concern Kafka, and that could not be read, with the reason. */
  files: { seen: number; kafka: number; unread: { path: string; why: string }[] };
}
