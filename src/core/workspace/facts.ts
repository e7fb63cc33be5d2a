import { isAliasName } from '../config/aliases';
import { isBuildName, isConfigName, readBuild, readConfig } from '../config/index';
import { compact } from '../flow/compact';
import type { LanguageModule } from '../flow/language';
import type { Language, Unit } from '../flow/unit';
import type { BuildFacts, ConfigFacts } from '../kafka/facts';

/** What one file says; plain data. */
export interface FileFacts {
  path: string;
  unit?: Unit;
  config?: ConfigFacts;
  build?: BuildFacts;
  /** Why the file could not be read. */
  unread?: string;
}

const CODE = /\.([mc]?ts|tsx|[mc]?js|jsx|java)$/i;
const NOT_CODE = /(\.d\.[mc]?ts|\.min\.[mc]?js)$/i;

/** Code files above this size, in UTF-16 units, are not read: they are generated or bundled. */
export const LARGEST_CODE = 1_000_000;

/** The language of a file, by its name. */
export function languageOf(path: string): Language | undefined {
  if (NOT_CODE.test(path) || !CODE.test(path)) return undefined;
  return /\.java$/i.test(path) ? 'java' : 'typescript';
}

/** True for file names that the reviewer reads: code, configuration, build files. */
export function isReviewable(path: string): boolean {
  return languageOf(path) !== undefined || isBuildName(path) || isAliasName(path) || isConfigName(path);
}

/** Reads the facts of one file. Never throws; what cannot be read says why. */
export function extractFacts(path: string, text: string, language: LanguageModule | undefined): FileFacts {
  try {
    if (language) return readCode(path, text, language);
    const build = isBuildName(path) ? readBuild(path, text) : undefined;
    const config = isConfigName(path) ? readConfig(path, text) : undefined;
    return { path, build, config };
  } catch (error) {
    return { path, unread: `it could not be analysed (${error instanceof Error ? error.message.split('\n')[0] : 'unknown cause'})` };
  }
}

function readCode(path: string, text: string, language: LanguageModule): FileFacts {
  if (text.length > LARGEST_CODE) return { path, unread: `it is larger than ${LARGEST_CODE / 1_000_000} MB` };
  if (isMinified(text)) return { path };
  const unit = compact(language.lower(path, text));
  if (unit.broken && unit.funcs.length === 0) return { path, unread: 'its syntax could not be read' };
  return { path, unit };
}

function isMinified(text: string): boolean {
  if (text.length < 20_000) return false;
  const lines = text.split('\n', 50);
  return lines.some(line => line.length > 5_000);
}
