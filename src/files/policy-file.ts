import { closeSync, existsSync, lstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LARGEST_POLICY, POLICY_FILES, wholeFault } from '../core/policy/names';
import { readPolicy, type ReadPolicy } from '../core/policy/read';
import { reason, repositoryTop, slashes } from './walk';

export { reason };

/** A configuration of the disk, with what it says. */
export type PolicyFile = ReadPolicy & { absolute: string };

type Rules = Parameters<typeof readPolicy>[2];

/** The nearest configuration in a folder or above it, up to the top of its repository, or outside of one up to `highest`. */
export function findPolicy(root: string, rules: Rules, highest = root): PolicyFile | undefined {
  const repository = repositoryTop(root), top = repository === root && isInside(root, highest) ? highest : repository;
  for (let folder = root; ; folder = dirname(folder)) {
    const there = POLICY_FILES.filter(name => exists(join(folder, name)));
    if (there.length > 1) {
      const file = named(root, join(folder, there[1])), message = `\`${there[0]}\` stands beside it, and only one can count; move what it says there, and remove it`;
      return { absolute: join(folder, there[1]), faults: [wholeFault(file, message)] };
    }
    if (there.length === 1) return readPolicyFile(join(folder, there[0]), root, rules, top);
    if (folder === top || exists(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

/** Reads a configuration by its path; what it says of paths is relative to its folder where that holds the reviewed one. */
export function readPolicyFile(absolute: string, root: string, rules: Rules, top = dirname(absolute)): PolicyFile {
  const file = named(root, absolute), fault = (message: string): PolicyFile => ({ absolute, faults: [wholeFault(file, message)] });
  try {
    const real = realpathSync(absolute);
    if (lstatSync(absolute).isSymbolicLink() && !isInside(real, realpathSync(top)))
      return fault('it is a link that leads out of the repository; put the file itself here');
    if (!statSync(real).isFile()) return fault('it is no file; write one, or name another');
    const text = start(real);
    if (text === undefined) return fault(`it is larger than ${LARGEST_POLICY / 1024} KB; a configuration is written by hand, so name another file`);
    const way = slashes(relative(dirname(absolute), root)), prefix = way === '' || way.startsWith('..') ? '' : `${way}/`;
    return { absolute, ...readPolicy(file, text, rules, prefix) };
  } catch (error) {
    return fault(`it cannot be read (${reason(error)}); let it be read, or name another`);
  }
}

/** What a path of the configuration names. */
export function besidePolicy(absolute: string, path: string): string {
  return resolve(dirname(absolute), path);
}

/** The text of a file; nothing where it is too large. */
function start(file: string): string | undefined {
  const bytes = Buffer.alloc(LARGEST_POLICY * 3 + 4), descriptor = openSync(file, 'r');
  try {
    let length = 0, read: number;
    do {
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
      length += read;
    } while (read > 0 && length < bytes.length);
    return length === bytes.length ? undefined : bytes.toString('utf8', 0, length);
  } finally {
    closeSync(descriptor);
  }
}

function named(root: string, absolute: string): string {
  return slashes(relative(root, absolute)) || basename(absolute);
}

/** True for a file, or a link, wherever it leads. */
export function exists(path: string): boolean {
  return existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
