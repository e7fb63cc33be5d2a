import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadAsset } from '../../src/core/flow/language';
import { extractFacts, isReviewable, languageOf, loadLanguage, openSession, type FileFacts } from '../../src/core/session';

/** The code files below a folder that a review parses, and how many of them say Kafka. */
export async function parsedFiles(folder: string, loadAsset: LoadAsset): Promise<{ parsed: string[]; kafka: number }> {
  const parsed: string[] = [];
  let kafka = 0;
  const languages = { typescript: await loadLanguage('typescript', loadAsset), java: await loadLanguage('java', loadAsset) };
  const session = openSession({
    loadAsset,
    extract: files => Promise.resolve(files.map(({ path, text }): FileFacts => {
      parsed.push(path);
      if (/kafka/i.test(text)) kafka++;
      return extractFacts(path, text, languages[languageOf(path)!]);
    })),
  });
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (isReviewable(path)) session.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  await session.review();
  return { parsed, kafka };
}
