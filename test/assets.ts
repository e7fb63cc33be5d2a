import { readFileSync } from 'node:fs';

const FOLDER = new URL('../node_modules/@vscode/tree-sitter-wasm/wasm/', import.meta.url);

/** Reads a file of the Java parser by its name. */
export async function loadAsset(name: string): Promise<Uint8Array> {
  return readFileSync(new URL(name, FOLDER));
}
