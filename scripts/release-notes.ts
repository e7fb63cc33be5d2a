import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process';

/** `node scripts/run.mjs release-notes v1.2.3`: prints what the changelog says of that version, when package.json has it too. */
export function main([tag]: string[]): number {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and the version of package.json ${version}.`);
  console.log(releaseNotes(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version));
  return 0;
}

/**
 * What a changelog says of a version, without its heading `## [1.2.3] - date`.
 * @throws {Error} when it says nothing of it
 */
export function releaseNotes(changelog: string, version: string): string {
  const part = changelog.split(/^## /m).find(text => text.startsWith(`[${version}] - `));
  const notes = part?.slice(part.indexOf('\n')).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return notes;
}
