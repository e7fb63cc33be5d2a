import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Reads a file of the parsers by its name. */
export async function loadAsset(name: string): Promise<Uint8Array> {
  return readFileSync(resolve(`${name === 'tree-sitter-hcl.wasm' ? '@tree-sitter-grammars/tree-sitter-hcl' : '@vscode/tree-sitter-wasm/wasm'}/${name}`));
}
