import { join } from 'node:path';
import { isForeign, openSession, wordsOf, type FileFacts, type Session } from '../core/session';
import { look, type FoundFile, type Looked } from '../files/read';
import { loadAsset } from './assets';
import { extractHere, type FileText } from './extract';
import type { Targets } from './files';
import { Pool } from './pool';
import type { Progress } from './progress';

/** Below this much code, in UTF-16 units, starting threads costs more than they save. */
const WORTH_THREADS = 2_000_000;

/** Gives the files of a folder to a session, lets it be used, and ends its threads. */
export async function withSession<Result>(
  targets: Targets, progress: Progress, use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const pool = new Pool<FileText, FileFacts>({
    script: join(__dirname, 'cli-worker.js'),
    failed: ({ path }, why) => ({ path, unread: `it could not be analysed (${why})` }),
  });
  const extract = (texts: readonly FileText[]) =>
    texts.reduce((sum, { text }) => sum + text.length, 0) < WORTH_THREADS ? extractHere(texts)
      : pool.run(texts, done => progress.show('Analysing', done, texts.length));
  const session = openSession({ loadAsset, extract, once: true, policy: targets.held?.policy });
  load(session, targets, progress);
  try {
    return await use(session);
  } finally {
    await pool.close();
  }
}

/** Files without a word of Kafka matter only where others have one: as callers of wrappers, and for versions. */
function load(session: Session, { files, unreadable, held }: Targets, progress: Progress): void {
  const words = wordsOf(held?.policy.libraries ?? []);
  for (const { path, why } of unreadable) session.unreadable(path, why);
  let kafka = false;
  const passedOver = files.filter((file, at) => {
    progress.show('Reading', at + 1, files.length);
    const foreign = isForeign(file.path), looked = look(file, { onlyKafka: foreign || !kafka, words });
    if (looked === 'no-kafka') {
      if (foreign) session.set(file.path, '');
      return !foreign;
    }
    if (give(session, file, looked) && !foreign) kafka = true;
    return false;
  });
  if (!kafka) return;
  passedOver.forEach((file, at) => {
    progress.show('Looking for callers', at + 1, passedOver.length);
    give(session, file, look(file));
  });
}

/** Gives a session what was found in a file; true when that was a text. */
export function give(session: Session, { path }: FoundFile, looked: Looked): boolean {
  if (typeof looked === 'string') return false;
  if ('text' in looked) session.set(path, looked.text);
  else session.unreadable(path, looked.why);
  return 'text' in looked;
}
