import type { Journey } from '../core/journey/contract';
import type { SettingView } from '../core/journey/setting-at';
import type { PolicyFault } from '../core/policy/names';
import type { Review } from '../core/review/finding';
import type { ReviewOptions } from '../core/session';
import type { Found } from '../files/walk';

/** What the extension asks of the worker; a root is named by its URI. Requests with an id are answered. */
export type Request =
  | { do: 'set'; root: string; path: string; text: string }
  | { do: 'delete'; root: string; path: string }
  | { do: 'unreadable'; root: string; path: string; why: string }
  | { do: 'close'; root: string }
  | ({ do: 'configure'; id: number; root: string } & Configure)
  | ({ do: 'find'; id: number; root: string } & FindOnDisk)
  | { do: 'read'; id: number; root: string; folder: string; paths: string[]; maxBytes: number }
  | { do: 'review'; id: number; root: string; rules: ReviewOptions['rules']; stop: Int32Array }
  | { do: 'journey'; id: number; root: string; rules: ReviewOptions['rules'] }
  | { do: 'setting'; id: number; root: string; path: string; offset: number };

/** What may be answered at the end. */
export type Outcome = Review | Found | Journey | SettingView | Configured;

/** Takes up the configuration that holds for a root: the text that is given, or the nearest file in `folder` or above it. */
export interface Configure {
  folder?: string;
  /** The folder up to which it is looked for outside of a repository. */
  highest?: string;
  given?: { file: string; text: string };
}

/** What came of that. With faults, the configuration of before stands, and nothing is to be reviewed. */
export interface Configured {
  /** The file on the disk, broken or not. */
  absolute?: string;
  faults: readonly PolicyFault[];
  excluded?: { globs: readonly string[]; prefix: string };
  /** Files on the disk that it names. */
  named: readonly string[];
}

/** Looks for the files to read below a folder of this machine. */
export interface FindOnDisk {
  folder: string;
  /** Glob patterns of what is left out besides. */
  exclude: string[];
  /** Only what is at or below these paths. */
  within?: string[];
  stop: Int32Array;
}

/** What the worker answers: now and then how far it is, and at the end the outcome, or why there is none. */
export type Response =
  | { id: number; progress: { done: number; total: number } }
  | { id: number; outcome?: Outcome }
  | { id: number; error: string };

/** Why a text above the size limit is not reviewed; `maxBytes` comes from the setting. */
export function tooLarge(maxBytes: number): string {
  return `larger than ${Math.floor(maxBytes / 1024)} KB, the setting kafkaReliability.maxFileSizeKB`;
}
