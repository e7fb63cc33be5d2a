import type { Random } from '../bench/random';
import type { Files } from './seeds';

/** A change that an editor, a merge or a careless tool makes of a text; `other` is a text of another file. */
type Mutation = (random: Random, text: string, other: string) => string;

const ODD = [
  '\0', '\u0007', '\u001b[2J', '\ufeff', '\u202e', '\u2028', '\ud800', '\t', '\r', '\r\n', '   ', '"', "'", '`', '${', '{{', '}}', '<<<<<<< HEAD\n', '#', '//', '/*', '*/', '-',
  ': ', '&a ', '*a', '<<: ', '!!binary ', '|', '>', '%', '@', 'await ', 'async ', 'return ', 'yield ', '=> ', 'throw ', 'null', '0', '-1', '1e999', '__proto__', 'constructor', 'toString',
];

const MUTATIONS: readonly Mutation[] = [
  // Lines: gone, twice, elsewhere, indented otherwise.
  lines((random, list) => { list.splice(random.below(list.length), 1 + random.below(3)); }),
  lines((random, list) => { const at = random.below(list.length); list.splice(at, 0, list[at]); }),
  lines((random, list) => { const [line] = list.splice(random.below(list.length), 1); list.splice(random.below(list.length + 1), 0, line ?? ''); }),
  lines((random, list) => { const at = random.below(list.length); list[at] = `${' '.repeat(random.below(6))}${(list[at] ?? '').trimStart()}`; }),
  lines((random, list) => { const at = random.below(list.length); list[at] = (list[at] ?? '').slice(0, random.below((list[at] ?? '').length + 1)); }),
  // Tokens: gone, twice, exchanged.
  tokens((random, list) => { list.splice(random.below(list.length), 1); }),
  tokens((random, list) => { const at = random.below(list.length); list.splice(at, 0, list[at]); }),
  tokens((random, list) => { const a = random.below(list.length), b = random.below(list.length); [list[a], list[b]] = [list[b], list[a]]; }),
  // Characters that are typed, and ends that are cut off.
  (random, text) => { const at = random.below(text.length + 1); return text.slice(0, at) + random.pick(ODD) + text.slice(at); },
  (random, text) => text.slice(0, random.below(text.length + 1)),
  (random, text) => text.slice(random.below(text.length + 1)),
  (_, text) => text.trimEnd(),
  (random, text) => { const brackets = [...text.matchAll(/[[\](){}<>"'`]/g)]; const one = brackets[random.below(brackets.length)]?.index ?? 0; return text.slice(0, one) + text.slice(one + 1); },
  // Whole texts: spliced, joined, encoded otherwise.
  (random, text, other) => text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1)),
  lines((random, list, other) => { const more = other.split('\n'), at = random.below(more.length); list.splice(random.below(list.length + 1), 0, ...more.slice(at, at + 1 + random.below(6))); }),
  (_, text, other) => `${text}${other}`,
  (_, text) => text.replaceAll('\n', '\r\n'),
  (_, text) => Buffer.from(text, 'utf8').toString('latin1'),
  (_, text) => Buffer.from(text, 'utf16le').toString('utf8'),
  (_, text) => `\ufeff${text}`,
  (_, text) => text.replaceAll(/[ \t]*\n[ \t]*/g, ' '),
  (_, text) => text.replaceAll('  ', '\t'),
];

function lines(change: (random: Random, list: string[], other: string) => void): Mutation {
  return (random, text, other) => { const list = text.split('\n'); change(random, list, other); return list.join('\n'); };
}

function tokens(change: (random: Random, list: string[]) => void): Mutation {
  return (random, text) => { const list = text.match(/\w+|\s+|[^\w\s]/g) ?? ['']; change(random, list); return list.join(''); };
}

const NAMES = ['.env.constructor', '.env', 'producer.properties', 'application.yml', 'docker-compose.yml', 'values.yaml', 'package.json', 'pom.xml', 'build.gradle', 'tsconfig.json', 'yarn.lock', '__proto__.ts', 'a.js', 'A.java', 'x.json'];

/** The workspace after one change, as an editor makes them; `others` gives texts to splice. */
export function mutate(random: Random, files: Files, others: readonly Files[]): Files {
  const paths = [...files.keys()], path = random.pick(paths), text = files.get(path)!;
  const next = new Map(files);
  const kind = random.below(20);
  if (kind === 0 && paths.length > 1) next.delete(path);
  else if (kind === 1) {
    next.delete(path);
    next.set(`${path.slice(0, path.lastIndexOf('/') + 1)}${random.pick(NAMES)}`, text);
  } else if (kind === 2) next.set(`copy/${path}`, text);
  else {
    const other = random.pick([...random.pick(others).values()]);
    next.set(path, random.pick(MUTATIONS)(random, text, other));
  }
  return next;
}
