import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from '@vscode/tree-sitter-wasm';
import { parse } from '@typescript-eslint/typescript-estree';

/** The yardstick: reads the listed files of a folder and parses them, with the parsers of the reviewer, and nothing else. */
async function main([folder, list, assets]: string[]): Promise<void> {
  const paths: string[] = JSON.parse(readFileSync(list, 'utf8'));
  // The options are passed through to the engine, whose type names only one of them.
  await Parser.init({ wasmBinary: readFileSync(join(assets, 'tree-sitter.wasm')), locateFile: (name: string) => name } as Parameters<typeof Parser.init>[0]);
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(assets, 'tree-sitter-java.wasm'))));
  for (const path of paths) {
    const text = readFileSync(join(folder, path), 'utf8');
    if (path.endsWith('.java')) parser.parse(text)?.delete();
    else parse(text, { range: true, loc: true });
  }
}

void main(process.argv.slice(2));
