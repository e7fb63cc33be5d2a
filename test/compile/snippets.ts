import { expand, readSnippets } from '../unit/snippet-texts';
import type { Variant } from './variants';

/** Every TypeScript and Java snippet as a file of its own, with the values that its placeholders offer. */
export function snippetVariants(): Variant[] {
  return [
    ...readSnippets('typescript').map(({ name, body }) => variant(name, 'src/snippet.ts', expand(body))),
    ...readSnippets('java').map(({ name, body }) => {
      const text = expand(body);
      return variant(name, `src/main/java/${/^public (?:final )?(?:class|record|interface) (\w+)/m.exec(text)![1]}.java`, text);
    }),
  ];
}

function variant(name: string, path: string, text: string): Variant {
  return { name, files: [{ path, text }], origin: 'snippet' };
}
