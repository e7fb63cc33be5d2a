import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import {
  CLIENT_WORDS, CODE_WORDS, CONFIG_WORDS, isClientName, isForeign, isLockName, isManifestName, languageOf, LARGEST_LOCK,
} from '../core/session';
import { isMachineWritten } from './left-out';
import { reason } from './walk';

/** A file to read. */
export interface FoundFile {
  /** Relative to the reviewed folder, with `/`. */
  path: string;
  absolute: string;
}

/** Larger files are data or bundles; lock files, which tell versions, may be larger. */
const LIMIT = 1024 * 1024;

/** One buffer for all files: most of them are looked at once, found to be without Kafka, and forgotten. */
let buffer = Buffer.alloc(0);

/** How to look at files. */
export interface Look {
  /** Only a file that has a word of Kafka in it, or one of these, is read. */
  onlyKafka?: boolean;
  words?: readonly string[];
  /** Larger files, in bytes, are not read; 1 MiB by default. */
  limit?: number;
}

/** What can make a file matter; compared by byte, which costs a fraction of decoding. */
const KAFKA = ['afka', 'AFKA'];
const WORDS = [...KAFKA, ...CONFIG_WORDS.filter(word => !/kafka/i.test(word))];
const CLIENTS = [...KAFKA, ...CLIENT_WORDS], CODE = [...KAFKA, ...CODE_WORDS];

function wordsFor(path: string): readonly string[] {
  return isForeign(path) || isManifestName(path) ? CLIENTS : languageOf(path) ? CODE : WORDS;
}

/** What came of looking at a file: its text, why it cannot be had, or nothing to look at (binary, written by a program). */
export type Looked = { text: string } | { why: string } | 'nothing' | 'no-kafka';

/** Reads a file. */
export function look(file: FoundFile, { onlyKafka = false, limit = LIMIT, words }: Look = {}): Looked {
  let bytes: Buffer;
  try {
    if (isLockName(file.path) && statSync(file.absolute).size > LARGEST_LOCK) return { why: `larger than ${LARGEST_LOCK >> 20} MiB` };
    bytes = isLockName(file.path) ? readFileSync(file.absolute) : start(file.absolute, limit);
  } catch (error) {
    return { why: reason(error) };
  }
  return understood(file.path, bytes, { onlyKafka, limit, words });
}

/** What the bytes of a file come to, whose path tells what it is. */
export function understood(path: string, bytes: Buffer, { onlyKafka = false, limit = LIMIT, words = [] }: Look = {}): Looked {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!wide && bytes.subarray(0, 8192).includes(0)) return 'nothing';
  if (!wide && onlyKafka && !isClientName(path) && ![...wordsFor(path), ...words].some(word => bytes.includes(word))) return 'no-kafka';

  const tooLarge = bytes.length > limit && !isLockName(path);
  const text = bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
  if (isMachineWritten(path, text)) return 'nothing';
  return tooLarge ? { why: `larger than ${inWords(limit)}` } : { text };
}

/** The bytes of a file up to just past the limit; they hold until the next call. */
function start(absolute: string, limit: number): Buffer {
  if (buffer.length <= limit) buffer = Buffer.allocUnsafe(limit + 1);
  const descriptor = openSync(absolute, 'r');
  try {
    let length = 0, read = 0;
    // A short read of a regular file is its end; asking again would double the calls.
    do {
      read = readSync(descriptor, buffer, length, limit + 1 - length, null);
      length += read;
    } while (read > 0 && length <= limit && read % 4096 === 0);
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function inWords(bytes: number): string {
  return bytes % LIMIT === 0 ? `${bytes / LIMIT} MiB` : `${Math.floor(bytes / 1024)} KB`;
}
