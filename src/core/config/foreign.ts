import type { Ecosystem, Mention } from '../kafka/facts';

/** A programming language that is not read: its imports tell whether it has to do with Kafka. */
interface Foreign {
  name: string;
  file: RegExp;
  ecosystem: Ecosystem;
  imports: RegExp;
}

const FOREIGN: readonly Foreign[] = [
  { name: 'Kotlin', file: /\.kt$/, ecosystem: 'jvm', imports: /^[ \t]*import[ \t]+([\w.]+)/gm },
  { name: 'Scala', file: /\.scala$/, ecosystem: 'jvm', imports: /^[ \t]*import[ \t]+([\w.]+)/gm },
  { name: 'Groovy', file: /\.groovy$/, ecosystem: 'jvm', imports: /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)/gm },
  { name: 'Python', file: /\.py$/, ecosystem: 'python', imports: /^[ \t]*(?:from|import)[ \t]+(\w[\w.]*)/gm },
  { name: 'Go', file: /\.go$/, ecosystem: 'go', imports: /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w-]+\.[\w.-]+\/[^"\s]+)"[ \t]*$/gm },
  { name: 'C#', file: /\.cs$/, ecosystem: 'dotnet', imports: /^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:\w+[ \t]*=[ \t]*)?([\w.]+)[ \t]*;/gm },
  { name: 'Rust', file: /\.rs$/, ecosystem: 'rust', imports: /^[ \t]*(?:pub[ \t]+)?(?:use|extern[ \t]+crate)[ \t]+(?:::)?(\w[\w:]*)/gm },
  { name: 'Ruby', file: /\.rb$/, ecosystem: 'ruby', imports: /^[ \t]*require[ \t(]+["']([^"']+)["']/gm },
  { name: 'PHP', file: /\.php$/, ecosystem: 'php', imports: /(?:^[ \t]*use[ \t]+\\?|\bnew[ \t]+\\)([A-Z]\w*(?:\\\w+)+)/gm },
];

/** The name of the language of a source file that is not read. */
export function foreignLanguage(path: string): string | undefined {
  return FOREIGN.find(({ file }) => file.test(path))?.name;
}

/** What a source file of a language that is not read imports. */
export function foreignImports(path: string, text: string): Mention[] {
  const { ecosystem, imports } = FOREIGN.find(({ file }) => file.test(path))!;
  return [...text.matchAll(imports)].map(match => {
    const name = match[1].replace(/(?<![.:])[.:]+$/, ''), start = match.index + match[0].lastIndexOf(match[1]);
    return { ecosystem, name, span: { start, end: start + name.length } };
  });
}
