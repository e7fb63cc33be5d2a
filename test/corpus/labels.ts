import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody who read the code says of one place: a reviewer should speak there (`bad`), or must not (`ok`). */
export interface Label {
  path: string;
  /** A library by the id of its table, or the kind of a configuration file. */
  kind: string;
  line: number;
  verdict: 'bad' | 'ok';
  rule: string;
  /** Other lines of the file where the finding may stand. */
  also: readonly number[];
  /** Silence is fine, and so is a finding that only informs; a louder one is too loud. */
  quiet: boolean;
  /** Labels of a repository with the same number speak of one fact: one finding is enough. */
  same?: string;
  /** The fact needs another function or file. */
  beyond: boolean;
  /** A key that says the safe value. */
  stated: boolean;
  /** The reader was not sure; it is not counted. */
  doubtful: boolean;
}

/** A public repository at one commit, with the labels of its files. */
export interface Repository {
  name: string;
  commit: string;
  labels: readonly Label[];
}

/** Reads the labels beside this file, one repository of several files together. */
export function allLabels(): Repository[] {
  const all = new Map<string, Repository>();
  for (const file of readdirSync(__dirname).filter(name => name.endsWith('.txt')).sort()) {
    for (const { name, commit, labels } of readLabels(file, readFileSync(join(__dirname, file), 'utf8'))) {
      const before = all.get(name);
      if (before && before.commit !== commit) throw new Error(`${file}: ${name} is at ${commit} here, and at ${before.commit} in another file`);
      all.set(name, { name, commit, labels: [...before?.labels ?? [], ...labels] });
    }
  }
  return [...all.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/**
 * Reads a file of labels; README.md beside this file explains its form.
 * @throws Error with file and line where the form is not kept
 */
export function readLabels(file: string, text: string): Repository[] {
  const repositories: { name: string; commit: string; labels: Label[] }[] = [];
  let kind = '', path = '';
  text.split('\n').forEach((line, at) => {
    const where = `${file}:${at + 1}`;
    if (/^\s*(#.*)?$/.test(line)) return;
    const [, indent, content] = /^( *)(.+)$/.exec(line)!;
    const words = content.split(' ');
    if (indent.length === 0) {
      if (!/^[\w.-]+\/[\w.-]+ [0-9a-f]{40}$/.test(content)) throw new Error(`${where}: expected OWNER/NAME COMMIT`);
      repositories.push({ name: words[0], commit: words[1], labels: [] });
      path = '';
    } else if (indent.length === 2) {
      if (words.length < 2 || repositories.length === 0) throw new Error(`${where}: expected KIND PATH below a repository`);
      kind = words[0];
      path = content.slice(kind.length + 1);
    } else {
      if (indent.length !== 4 || path === '') throw new Error(`${where}: expected a label below a file`);
      repositories.at(-1)!.labels.push({ path, kind, ...readLabel(words, where) });
    }
  });
  return repositories;
}

const WORDS = ['quiet', 'beyond', 'stated', 'doubtful'] as const;

function readLabel([line, verdict, rule, ...more]: readonly string[], where: string): Omit<Label, 'path' | 'kind'> {
  if (!/^[1-9]\d*$/.test(line) || !/^(bad|ok)$/.test(verdict ?? '') || !/^[a-z]+(-[a-z]+)*$/.test(rule ?? ''))
    throw new Error(`${where}: expected LINE bad|ok RULE`);
  const label = {
    quiet: false, beyond: false, stated: false, doubtful: false, also: [] as number[],
    same: undefined as string | undefined,
  };
  for (const word of more) {
    const [name, value] = word.split('=');
    const known = WORDS.find(one => one === word);
    if (known) label[known] = true;
    else if (name === 'also' && /^\d+(,\d+)*$/.test(value ?? '')) label.also = value.split(',').map(Number);
    else if (name === 'same' && value) label.same = value;
    else throw new Error(`${where}: ${word} says nothing of a label`);
  }
  return { line: Number(line), verdict: verdict as Label['verdict'], rule, ...label };
}
