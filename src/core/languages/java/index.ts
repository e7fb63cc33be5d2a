import type { LanguageModule, LoadAsset } from '../../flow/language';
import { lowerJava } from './lower/unit';
import { createParse } from './parse/parse';
import { createRepairs } from './repairs';

/** Java, ready to be read; `load` gives `tree-sitter.wasm` and `tree-sitter-java.wasm`. */
export async function createJava(load: LoadAsset): Promise<LanguageModule> {
  const parse = await createParse(load);
  return { lower: (path, text) => lowerJava(parse, path, text), repairs: createRepairs(parse) };
}
