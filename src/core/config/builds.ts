import type { BuildFacts } from '../kafka/facts';
import { folderOf } from '../text/path';
import { readCatalog, readGradle, readGradleProperties } from './gradle';
import { readMaven } from './maven';

/** One dependency that a build file tells. */
export type Dependency = BuildFacts['dependencies'][number];

/** True for files that name dependencies of JavaScript or Java projects. */
export function isBuildName(path: string): boolean {
  return /(^|\/)(package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|pom\.xml|build\.gradle(\.kts)?|libs\.versions\.toml|gradle\.properties)$/.test(path);
}

/**
 * The dependencies that a build or lock file tells; undefined when it tells none. Of npm's, those on `packages`; of Java's,
 * those on Kafka clients and frameworks. Never throws.
 */
export function readBuild(path: string, text: string, packages: ReadonlySet<string>): BuildFacts | undefined {
  try {
    const dependencies = distinct(dependenciesOf(path, text, packages));
    return dependencies.length > 0 ? { path, folder: spokenFor(path), dependencies } : undefined;
  } catch {
    // Half-typed JSON and the like; the last good facts stay.
    return undefined;
  }
}

function dependenciesOf(path: string, text: string, packages: ReadonlySet<string>): Dependency[] {
  switch (path.slice(path.lastIndexOf('/') + 1)) {
    case 'package.json': return packageJson(text, packages);
    case 'package-lock.json': return packageLock(text, packages);
    case 'yarn.lock': return lockLines(text, packages, /^"?(@?[^@"\s,]+)@(?:npm:)?[^\n]*:\s*\n\s+version:? "?([^"\s]+)"?/gm);
    case 'pnpm-lock.yaml': return lockLines(text, packages, /^ {2}'?\/?(@?[\w./-]+?)[@/](\d[^'():\s]*)(?:\([^\n]*)?'?:/gm);
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
  const json = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
  return ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'].flatMap(group =>
    Object.entries(json[group] ?? {}).filter(([name]) => packages.has(name)).map(([name, range]) => dependency(name, lowest(String(range)), false)));
}

function packageLock(text: string, packages: ReadonlySet<string>): Dependency[] {
  const json = JSON.parse(text) as { packages?: Record<string, { version?: string }>; dependencies?: Record<string, { version?: string }> };
  const found = new Map<string, string | undefined>();
  for (const [place, { version }] of Object.entries(json.packages ?? {})) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    // What stands at the top is what most of the code gets.
    if (name && packages.has(name) && (!found.has(name) || place === `node_modules/${name}`)) found.set(name, version);
  }
  for (const [name, { version }] of Object.entries(json.dependencies ?? {})) if (packages.has(name) && !found.has(name)) found.set(name, version);
  return [...found].map(([name, version]) => dependency(name, version, true));
}

function lockLines(text: string, packages: ReadonlySet<string>, pattern: RegExp): Dependency[] {
  const found = new Map<string, Set<string>>();
  for (const [, name, version] of text.matchAll(pattern)) if (packages.has(name)) found.set(name, (found.get(name) ?? new Set()).add(version));
  // Of several versions it is not known which one a file gets.
  return [...found].map(([name, versions]) => dependency(name, versions.size === 1 ? [...versions][0] : undefined, true));
}

/** The lowest version that a range of npm admits; undefined for tags, URLs and workspace links. */
export function lowest(range: string): string | undefined {
  const versions = range.split('||').map(part => /(?:^|[\s^~>=v])(\d+(?:\.\d+){0,2}(?:-[\w.]+)?)/.exec(part.trim())?.[1]);
  if (/^(file|link|git|http|workspace|npm|github):?/.test(range) || /^<(?!=?.*>)/.test(range.trim())) return undefined;
  return versions.every(version => version !== undefined) ? versions.sort((a, b) => Number.parseFloat(a!) - Number.parseFloat(b!))[0] : undefined;
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
