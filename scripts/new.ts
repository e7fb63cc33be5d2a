import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process';
import { KINDS, skeleton } from './skeletons';
import { BadRequest, FILL_IN, type Skeleton } from './skeletons/skeleton';

const USAGE = `npm run new -- ${KINDS.join('|')} NAME

  rule dropped-send                    says what is wrong; reads well behind "allow"
  library kafka-lite                   as build files list it: kafka-lite, @scope/kafka-lite, group:artifact
  file-kind nomad
  framework micronaut
`;

/** `npm run new`: writes a rule, library, kind of file or framework that is to be filled in. */
export function main([kind, name, ...more]: string[]): number {
  if (kind === undefined || name === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  let made: Skeleton;
  try {
    made = skeleton(kind, name, path => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined));
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    console.error(error.message);
    return 2;
  }
  for (const { path, text } of made.files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.log([
    ...made.files.map(({ path }) => path), '',
    `It compiles, and its tests fail: \`npm run unit -- -g '${FILL_IN}'\` lists what is to be filled in.`, ...made.next,
  ].join('\n'));
  return 0;
}
