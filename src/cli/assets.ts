import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads a file that lies beside the program. */
export function loadAsset(name: string): Promise<Uint8Array> {
  return readFile(join(__dirname, name));
}
