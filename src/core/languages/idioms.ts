import type { Idioms } from '../flow/idioms';
import type { Language } from '../flow/unit';
import { javaIdioms } from './java/idioms';
import { scriptIdioms } from './typescript/idioms';

const IDIOMS: Readonly<Record<Language, Idioms>> = { typescript: scriptIdioms, java: javaIdioms };

/** The idioms of a language: data, which needs no parser. */
export function idiomsOf({ language }: { language: Language }): Idioms {
  return IDIOMS[language];
}
