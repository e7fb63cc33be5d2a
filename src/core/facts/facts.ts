import { isAliasName } from '../config/builds/aliases';
import {
  foreignImports, foreignLanguage, gapsIn, isBuildName, isConfigName, isManifestName, readBuild, readConfig, readManifest,
} from '../config/index';
import type { ParseHcl } from '../config/notations/hcl-tree';
import { compact } from '../flow/compact';
import type { LanguageModule } from '../flow/language';
import type { Language, Unit } from '../flow/unit';
import { isTestPath } from '../kafka/environment';
import type { BuildFacts, ConfigFacts, ManifestFacts } from '../kafka/facts';
import { mayBeClient } from '../libraries/clients/unread-names';
import { tracingPackage } from '../libraries/watchers';
import { libraries } from '../libraries/index';
import { whyFailing } from './failing-files';

/** What one file says; plain data. */
export interface FileFacts {
  path: string;
  unit?: Unit;
  config?: ConfigFacts;
  build?: BuildFacts;
  manifest?: ManifestFacts;
  /** Why the file could not be read. */
  unread?: string;
  /** Why the file could not be read in part, or said nothing that could be understood. */
  gaps?: string;
}

const CODE = /\.([mc]?ts|tsx|[mc]?js|jsx|java)$/i;
const NOT_CODE = /(\.d\.[mc]?ts|\.min\.[mc]?js)$/i;

const PACKAGES = new Set(libraries.flatMap(({ packages }) => packages));

/** Code files above this size, in UTF-16 units, are not read: they are generated or bundled. */
export const LARGEST_CODE = 1_000_000;

/** The language of a file, by its name. */
export function languageOf(path: string): Language | undefined {
  if (NOT_CODE.test(path) || !CODE.test(path)) return undefined;
  return /\.java$/i.test(path) ? 'java' : 'typescript';
}

/** True for file names that the reviewer reads: code, configuration, build files, and the imports of code in other languages. */
export function isReviewable(path: string): boolean {
  return (
    languageOf(path) !== undefined
    || isBuildName(path)
    || isAliasName(path)
    || isConfigName(path)
    || isManifestName(path)
    || isForeign(path)
  );
}

/** True for code in a language that is not read: nothing but its imports is looked at. */
export function isForeign(path: string): boolean {
  return foreignLanguage(path) !== undefined && !isManifestName(path);
}

/** Reads the facts of one file. Never throws; what cannot be read says why. */
export function extractFacts(
  path: string, text: string, language: LanguageModule | undefined, parseHcl?: ParseHcl, given?: ConfigFacts['environment'],
): FileFacts {
  try {
    if (language) return readCode(path, text, language);
    const build = isBuildName(path) ? readBuild(path, text, PACKAGES) : undefined;
    const config = isConfigName(path) ? readConfig(path, text, parseHcl, given) : undefined;
    return { path, build, config, manifest: manifestOf(path, text), gaps: isTestPath(path) ? undefined : gapsIn(path, text, parseHcl) };
  } catch (error) {
    return { path, unread: whyFailing(error) };
  }
}

function manifestOf(path: string, text: string): ManifestFacts | undefined {
  const language = foreignLanguage(path);
  // `setup.py` lists packages, whatever it imports.
  const facts =
    readManifest(path, text) ?? (language === undefined ? undefined : { path, own: [], mentions: foreignImports(path, text), language });
  const mentions = facts?.mentions.filter(mention => mayBeClient(mention) || tracingPackage(mention.ecosystem, mention.name)) ?? [];
  return facts && (facts.own.length > 0 || mentions.length > 0) ? { ...facts, mentions } : undefined;
}

function readCode(path: string, text: string, language: LanguageModule): FileFacts {
  if (text.length > LARGEST_CODE) return { path, unread: `it is larger than ${LARGEST_CODE / 1_000_000} MB` };
  if (isBundle(text)) return { path, unread: `most of it stands in lines of more than ${LONGEST_LINE.toLocaleString('en')} characters, as in a bundle` };
  const unit = compact(language.lower(path, text));
  if (unit.broken && unit.funcs.length === 0) return { path, unread: 'its syntax could not be read' };
  return { path, unit };
}

/** Lines that no person writes. */
const LONGEST_LINE = 5_000;

/** True for text that a program packed; a file with one long string in it is none. */
function isBundle(text: string): boolean {
  if (text.length < 20_000) return false;
  let long = 0;
  for (const line of text.split('\n')) if (line.length > LONGEST_LINE) long += line.length;
  return long > text.length / 2;
}
