import type { Traits } from '../flow/traits';
import type { Language } from '../flow/unit';
import { javaTraits } from './java/traits';
import { scriptTraits } from './typescript/traits';

const TRAITS: Readonly<Record<Language, Traits>> = { typescript: scriptTraits, java: javaTraits };

/** What a language is like: data, which needs no parser. */
export function traitsOf({ language }: { language: Language }): Traits {
  return TRAITS[language];
}
