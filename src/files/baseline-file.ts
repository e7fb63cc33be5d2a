import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { readBaseline, type Baseline } from '../core/review/baseline';
import { reason, slashes } from './walk';

/** A larger file is no list of findings; in bytes. */
const LARGEST = 32 * 1024 * 1024;

/** What a file of known findings says to a review of a folder, or why it says nothing. */
export type BaselineFile = { baseline: Baseline; fault?: undefined } | { baseline?: undefined; fault: string };

/** Reads a file of known findings. */
export function readBaselineFile(absolute: string, root: string): BaselineFile {
  try {
    const stats = statSync(absolute);
    if (!stats.isFile()) return { fault: 'it is no file' };
    if (stats.size > LARGEST) return { fault: `it is larger than ${LARGEST >> 20} MiB` };
    const { findings, fault } = readBaseline(readFileSync(absolute, 'utf8'));
    return findings ? { baseline: { file: basename(absolute), prefix: prefixOf(absolute, root), findings } } : { fault };
  } catch (error) {
    return { fault: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : reason(error) };
  }
}

/** Where a reviewed folder is, relative to that of a file; `../` where the file lies beside it. */
export function prefixOf(absolute: string, root: string): string {
  const way = slashes(relative(dirname(absolute), root));
  return way === '' ? '' : `${way}/`;
}
