import type { FileFacts } from '../core/session';
import { extractFacts, languageOf, loadLanguage } from '../core/session';
import { loadAsset } from './assets';

/** A file as it goes to a thread. */
export interface FileText {
  path: string;
  text: string;
}

const languages = new Map<string, ReturnType<typeof loadLanguage>>();

/** Reads the facts of code files on the thread that calls. */
export async function extractHere(files: readonly FileText[]): Promise<FileFacts[]> {
  const facts: FileFacts[] = [];
  for (const { path, text } of files) {
    const name = languageOf(path);
    if (name && !languages.has(name)) languages.set(name, loadLanguage(name, loadAsset));
    facts.push(extractFacts(path, text, name && await languages.get(name)));
  }
  return facts;
}
