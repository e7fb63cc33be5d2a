import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const TERMS = /^(licen[cs]e|copying|notice|thirdpartynotice)/i;

/**
 * The licenses of the packages that builds take along, which ask to be passed on with them.
 * @param {readonly import('esbuild').Metafile[]} metafiles of the builds
 * @param {readonly string[]} files further files that are passed on, in packages of their own
 * @param {string} root the folder that all paths are relative to
 * @throws {Error} when a package comes without a license file
 */
export function notices(metafiles, files, root) {
  const bundled = metafiles.flatMap(({ outputs }) => Object.values(outputs)).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path));
  const packages = new Set([...bundled, ...files].flatMap(path => PACKAGE.exec(path)?.[0] ?? []));
  return `Parts of these packages are in the files beside this one.\n\n${[...packages].sort().map(folder => notice(join(root, folder))).join('\n')}`;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const terms = readdirSync(folder).filter(file => TERMS.test(file)).sort();
  if (terms.length === 0) throw new Error(`${name} ${version} (${license}) is bundled, and has no license file to pass on.`);
  const texts = terms.map(file => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n\n${texts.join('\n\n')}\n`;
}
