import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../snippets/', import.meta.url);

/** A snippet as its file has it, with its name. */
export interface Snippet {
  name: string;
  prefix: string;
  description: string;
  body: string[];
}

/** The snippets of one language. */
export function readSnippets(language: string): Snippet[] {
  const snippets: Record<string, Omit<Snippet, 'name'>> = JSON.parse(readFileSync(new URL(`${language}.json`, FOLDER), 'utf8'));
  return Object.entries(snippets).map(([name, snippet]) => ({ name, ...snippet }));
}

/** The text that a snippet leaves when every placeholder keeps its default. */
export function expand(body: readonly string[]): string {
  const text = body.join('\n');
  const escape = /\\([\\$}])/g;
  const token = /\\([\\$}])|\$\{(\d+):((?:\\[\\$}]|[^}\\])*)\}|\$(\d+)/g;
  const defaults = new Map([...text.matchAll(token)].filter(([, , number]) => number).map(([, , number, value]) => [number, value.replace(escape, '$1')]));
  return `${text.replace(token, (_, escaped, number, _value, again) => escaped ?? defaults.get(number ?? again) ?? '')}\n`;
}
