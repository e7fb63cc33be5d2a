import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './args';

/**
 * Says so before the work, not after it, where a file could not be written.
 * @throws UsageError
 */
export function mayWrite(file: string): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw unwritable(file, { code: 'EISDIR' });
    accessSync(there ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw error instanceof UsageError ? error : unwritable(file, error as NodeJS.ErrnoException);
  }
}

/**
 * Under another name first, so that an interrupted run leaves no half file; nobody can guess that name and lay a link
 * there. Devices and pipes are written to as they are.
 * @throws UsageError
 */
export function save(file: string, content: string | Uint8Array): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there && !there.isFile()) return writeFileSync(file, content);
  const target = there ? realpathSync(file) : file, draft = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, content, { flag: 'wx', mode: there && there.mode & 0o777 });
  } catch (error) {
    throw unwritable(file, error as NodeJS.ErrnoException);
  }
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw unwritable(file, error as NodeJS.ErrnoException);
  }
}

function unwritable(file: string, { code }: { code?: string }): UsageError {
  return new UsageError(`\`${file}\` cannot be written: ${WHY[code ?? ''] ?? code}.`);
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist', ENOTDIR: 'its folder does not exist', EISDIR: 'it is a folder', EACCES: 'permission is denied',
  EPERM: 'permission is denied', EROFS: 'the file system is read-only', ENOSPC: 'no space is left',
};
