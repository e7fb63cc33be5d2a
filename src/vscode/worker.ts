import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Review } from '../core/review/finding';
import { Cancelled, openSession, type Session } from '../core/session';
import { tooLarge, type FileOnDisk, type Request, type Response } from './protocol';

const sessions = new Map<string, Session>();

function sessionOf(folder: string): Session {
  let session = sessions.get(folder);
  if (!session) {
    session = openSession({ loadAsset: name => readFile(join(__dirname, name)) });
    sessions.set(folder, session);
  }
  return session;
}

const answer = (response: Response) => parentPort!.postMessage(response);

async function handle(request: Request): Promise<void> {
  switch (request.do) {
    case 'set': return sessionOf(request.folder).set(request.path, request.text);
    case 'delete': return sessionOf(request.folder).delete(request.path);
    case 'unreadable': return sessionOf(request.folder).unreadable(request.path, request.why);
    case 'close': return void sessions.delete(request.folder);
    case 'read':
      await Promise.all(request.files.map(file => read(sessionOf(request.folder), file, request.maxBytes)));
      return answer({ id: request.id });
    case 'review': return answer({ id: request.id, review: await review(request) });
  }
}

async function review({ id, folder, rules, stop }: Extract<Request, { do: 'review' }>): Promise<Review | undefined> {
  const stopped = () => Atomics.load(stop, 0) !== 0;
  if (stopped()) return undefined;
  const progress = (done: number, total: number) => {
    answer({ id, progress: { done, total } });
    return !stopped();
  };
  try {
    return await sessionOf(folder).review({ rules, progress });
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

async function read(session: Session, { path, file }: FileOnDisk, maxBytes: number): Promise<void> {
  try {
    const { size } = await stat(file);
    if (size > maxBytes) return session.unreadable(path, tooLarge(size, maxBytes));
    // Drops a byte order mark, as the editor does, so that offsets agree.
    session.set(path, new TextDecoder().decode(await readFile(file)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') session.delete(path); else session.unreadable(path, message);
  }
}

// One after the other: a file must not change while it is being reviewed.
let queue = Promise.resolve();
parentPort!.on('message', (request: Request) => {
  queue = queue.then(() => handle(request)).catch((error: Error) => {
    if ('id' in request) answer({ id: request.id, error: error.stack ?? String(error) });
  });
});
