import type { BuildFacts } from '../../kafka/facts';
import { folderOf } from '../../text/path';
import { readCatalog, readGradle, readGradleProperties } from './gradle';
import { readMaven } from './maven';

/** One dependency that a build file tells. */
export type Dependency = BuildFacts['dependencies'][number];

/** True for files that name dependencies of JavaScript or Java projects. */
export function isBuildName(path: string): boolean {
  return /(^|\/)(package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|pom\.xml|build\.gradle(\.kts)?|libs\.versions\.toml|gradle\.properties)$/.test(path);
}

/** True for files in which a package manager notes the versions that it chose. */
export function isLockName(path: string): boolean {
  return /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/.test(path);
}

/** Larger lock files, in bytes or UTF-16 units, are not read; those of the largest repositories have some 5 MB. */
export const LARGEST_LOCK = 32 << 20;
/** What people write by hand is smaller. */
const LARGEST_BUILD = 1 << 20;

/**
 * The dependencies that a build or lock file tells; undefined when it tells none. Of npm's, those on `packages`; of Java's,
 * those on Kafka clients and frameworks.
 * @throws Error when it cannot be looked at
 */
export function readBuild(path: string, text: string, packages: ReadonlySet<string>): BuildFacts | undefined {
  if (text.length > (isLockName(path) ? LARGEST_LOCK : LARGEST_BUILD)) throw new RangeError('it is too large');
  try {
    const dependencies = distinct(dependenciesOf(path, text, packages));
    return dependencies.length > 0 ? { path, folder: spokenFor(path), dependencies } : undefined;
  } catch (error) {
    // JSON that is being typed.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function dependenciesOf(path: string, text: string, packages: ReadonlySet<string>): Dependency[] {
  switch (path.slice(path.lastIndexOf('/') + 1)) {
    case 'package.json': return packageJson(text, packages);
    case 'package-lock.json': return packageLock(text, packages);
    case 'yarn.lock': return lockLines(text, packages, /^"?(@?[^@"\s,]+)@[^\n]*:[ \t]*\r?\n[ \t]+version:? "?([^"\s]+)"?/gm);
    case 'pnpm-lock.yaml': return lockLines(text, packages, /^ {2}'?\/?(@?[\w./-]+?)[@/](\d[^'():\s/]*)(?:\([^\n]*)?'?:/gm);
    case 'pom.xml': return readMaven(text);
    case 'build.gradle': case 'build.gradle.kts': return readGradle(text);
    case 'libs.versions.toml': return readCatalog(text);
    case 'gradle.properties': return readGradleProperties(text);
    default: return [];
  }
}

/** The folder a file speaks for: its own; a version catalog lies one below. */
function spokenFor(path: string): string {
  const folder = folderOf(path);
  return path.endsWith('libs.versions.toml') ? folder.replace(/(^|\/)gradle$/, '') : folder;
}

function packageJson(text: string, packages: ReadonlySet<string>): Dependency[] {
  const json = JSON.parse(text) as Record<string, Record<string, unknown> | undefined> | null;
  return ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'].flatMap(group =>
    Object.entries(json?.[group] ?? {})
      .filter(([name]) => packages.has(name))
      .map(([name, range]) => dependency(name, lowest(String(range)), false)),
  );
}

function packageLock(text: string, packages: ReadonlySet<string>): Dependency[] {
  const json = JSON.parse(text) as { packages?: Locked; dependencies?: Locked } | null;
  const found = new Map<string, string | undefined>();
  for (const [place, entry] of Object.entries(json?.packages ?? {})) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    // What stands at the top is what most of the code gets.
    if (name && packages.has(name) && (!found.has(name) || place === `node_modules/${name}`)) found.set(name, versionOf(entry));
  }
  for (const [name, entry] of Object.entries(json?.dependencies ?? {}))
    if (packages.has(name) && !found.has(name)) found.set(name, versionOf(entry));
  return [...found].map(([name, version]) => dependency(name, version, true));
}

/** What a lock file holds by name or place: `{ version: "2.2.4" }` where all is well. */
type Locked = Record<string, unknown>;

function versionOf(entry: unknown): string | undefined {
  const { version } = (entry ?? {}) as { version?: unknown };
  return typeof version === 'string' ? version : undefined;
}

function lockLines(text: string, packages: ReadonlySet<string>, pattern: RegExp): Dependency[] {
  const found = new Map<string, Set<string>>();
  for (const [, name, version] of text.matchAll(pattern))
    if (packages.has(name)) found.set(name, (found.get(name) ?? new Set()).add(version));
  // Of several versions it is not known which one a file gets.
  return [...found].map(([name, versions]) => dependency(name, versions.size === 1 ? [...versions][0] : undefined, true));
}

/** The lowest version that a range of npm admits; undefined for tags, URLs and workspace links. */
export function lowest(range: string): string | undefined {
  const versions = range.split('||').map(part => /(?:^|[\s^~>=v])(\d+(?:\.\d+){0,2}(?:-[\w.]+)?)/.exec(part.trim())?.[1]);
  if (/^(file|link|git|http|workspace|npm|github):?/.test(range) || /^<(?!=?.*>)/.test(range.trim())) return undefined;
  return versions.every(version => version !== undefined)
    ? versions.sort((a, b) => Number.parseFloat(a!) - Number.parseFloat(b!))[0]
    : undefined;
}

/** A dependency, without the version where there is none. */
export function dependency(name: string, version: string | undefined, locked: boolean): Dependency {
  return { name, ...(version !== undefined && { version }), locked };
}

function distinct(dependencies: readonly Dependency[]): Dependency[] {
  const found = new Map<string, Dependency>();
  for (const one of dependencies) if (!found.get(one.name)?.version) found.set(one.name, one);
  return [...found.values()];
}
