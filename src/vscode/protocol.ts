import type { Review } from '../core/review/finding';
import type { ReviewOptions } from '../core/session';

/** Trees of a whole file live for a moment: room for them spares most of the collector's pauses while somebody types. */
export const WORKER_LIMITS = { maxYoungGenerationSizeMb: 96 };

/** A file of a folder and where the worker finds it on disk. */
export interface FileOnDisk {
  path: string;
  file: string;
}

/** What the extension asks of the worker; a folder is named by its URI. Requests with an id are answered. */
export type Request =
  | { do: 'set'; folder: string; path: string; text: string }
  | { do: 'delete'; folder: string; path: string }
  | { do: 'unreadable'; folder: string; path: string; why: string }
  | { do: 'close'; folder: string }
  | { do: 'read'; id: number; folder: string; files: FileOnDisk[]; maxBytes: number }
  | { do: 'review'; id: number; folder: string; rules: ReviewOptions['rules']; stop: Int32Array };

/** What the worker answers: now and then how far it is, and at the end the outcome, or why there is none. */
export type Response =
  | { id: number; progress: { done: number; total: number } }
  | { id: number; review?: Review }
  | { id: number; error: string };

/** Why a file above the size limit is not read; `maxBytes` comes from the setting. */
export function tooLarge(bytes: number, maxBytes: number): string {
  return `it is larger than ${Math.round(maxBytes / 1024)} KB (${Math.ceil(bytes / 1024)} KB); raise the setting kafkaReliability.maxFileSizeKB to review it`;
}
