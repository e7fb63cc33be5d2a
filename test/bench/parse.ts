import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser } from '@vscode/tree-sitter-wasm';
import { parse } from '@typescript-eslint/typescript-estree';

/**
 * The yardstick: reads the listed files of a folder and parses them, with the parsers of the reviewer, and nothing else.
 * Instead of a list, `search`: looks through all files of the folder, and parses the code that says Kafka.
 */
async function main([folder, list, assets]: string[]): Promise<void> {
  // The options are passed through to the engine, whose type names only one of them.
  await Parser.init({ wasmBinary: readFileSync(join(assets, 'tree-sitter.wasm')), locateFile: (name: string) => name } as Parameters<typeof Parser.init>[0]);
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(assets, 'tree-sitter-java.wasm'))));
  for (const { path, text } of list === 'search' ? sayingKafka(folder) : listed(folder, list)) {
    if (path.endsWith('.java')) parser.parse(text)?.delete();
    else parse(text, { range: true, loc: true });
  }
}

function* listed(folder: string, list: string): Iterable<{ path: string; text: string }> {
  for (const path of JSON.parse(readFileSync(list, 'utf8')) as string[]) yield { path, text: readFileSync(join(folder, path), 'utf8') };
}

/** The code files of a folder that say Kafka; all files are looked through. */
function* sayingKafka(folder: string): Iterable<{ path: string; text: string }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name), text = readFileSync(path, 'utf8');
    if (/kafka/i.test(text) && /\.([mc]?[jt]sx?|java)$/.test(path)) yield { path, text };
  }
}

void main(process.argv.slice(2));
