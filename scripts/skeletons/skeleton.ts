/** A file to write: a new one, or one that is there with something more in it. */
export interface Written {
  path: string;
  text: string;
}

/** What a new thing consists of at first, and what is to be done with it. */
export interface Skeleton {
  files: Written[];
  /** For whoever fills it in, a line each. */
  next: string[];
}

/** Reads a file of the project by its path below the root; nothing where there is none. */
export type Read = (path: string) => string | undefined;

/** A mistake of whoever asks for a skeleton. */
export class BadRequest extends Error {}

/** Stands wherever a person has to write something; a test fails as long as it is there. */
export const FILL_IN = 'FILL IN:';

/** `dropped-send` as a name in code: `droppedSend`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `dropped-send` as the name of a type or a class: `DroppedSend`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel[0].toUpperCase() + camel.slice(1);
}

/**
 * A file with a text put in behind the first match of a pattern, or before it.
 * @throws Error when the file has no such place any more
 */
export function withText(read: Read, path: string, text: string, place: { behind: RegExp } | { before: RegExp }): Written {
  const before = read(path),
    pattern = 'behind' in place ? place.behind : place.before,
    match = before === undefined ? null : pattern.exec(before);
  if (before === undefined || !match) throw new Error(`${path} has no place for "${text.trim()}" any more: ${String(pattern)}`);
  const at = 'behind' in place ? match.index + match[0].length : match.index;
  return { path, text: before.slice(0, at) + text + before.slice(at) };
}

/** The same for several places of one file, one after the other. */
export function withTexts(read: Read, path: string, ...inserts: [text: string, place: Parameters<typeof withText>[3]][]): Written {
  return inserts.reduce<Written>((file, [text, place]) => withText(() => file.text, path, text, place), { path, text: read(path) ?? '' });
}

/** Refuses a name that is taken. */
export function mustBeNew(read: Read, path: string): void {
  if (read(path) !== undefined) throw new BadRequest(`${path} is there already. Choose another name, or fill in that one.`);
}

/** Refuses a name of another form than `dropped-send`. */
export function mustBeWords(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new BadRequest(`\`${name}\` must be small letters and digits, with hyphens between words: \`dropped-send\`.`);
}
