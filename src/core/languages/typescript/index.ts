import { emptyUnit, lower } from './lower/unit';
import { createParse } from './parse/reparse';
import { repairs } from './repairs';
import type { LanguageModule } from '../../flow/language';

/** TypeScript and JavaScript, with JSX, as modules or CommonJS. */
export function createTypeScript(): LanguageModule {
  const parse = createParse();
  return {
    lower(path, text) {
      try {
        return lower(parse, path, text);
      } catch {
        // Half-typed code can have a tree of any shape, and one deep enough for the stack to end.
        return emptyUnit(path);
      }
    },
    repairs,
  };
}
