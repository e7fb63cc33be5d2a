import type { LoadAsset } from './flow/language';
import type { Review } from './review/finding';

/** What a host lends to a session. */
export interface SessionHost {
  /** Bytes of a file that comes with the product (`tree-sitter.wasm`, `tree-sitter-java.wasm`). */
  loadAsset: LoadAsset;
}

export interface ReviewOptions {
  /** Called now and then with the number of files done; return false to stop early. */
  progress?: (done: number, total: number) => boolean | void;
  /** Rules that are off, or have another severity. */
  rules?: Record<string, 'error' | 'warning' | 'info' | 'off'>;
}

/**
 * The one door to the engine. Files are given as text under paths relative to the reviewed folder; nothing is read,
 * run or sent. Facts are cached by content, so a second review after one change costs one file.
 */
export interface Session {
  /** Adds or replaces a file. Cheap: nothing is parsed yet. */
  set(path: string, text: string): void;
  /** Takes a file out. */
  delete(path: string): void;
  /** Notes a file that could not be read. */
  unreadable(path: string, why: string): void;
  /** True when the file's name says that the reviewer can read it; hosts need not read others. */
  readonly paths: Iterable<string>;
  review(options?: ReviewOptions): Promise<Review>;
}

/** Opens an empty session. */
export declare function openSession(host: SessionHost): Session;

/** True for file names that the reviewer reads: code, configuration, build files. */
export declare function isReviewable(path: string): boolean;
