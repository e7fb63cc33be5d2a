import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Review } from '../core/review/finding';
import { Cancelled, isReviewable, openSession, type Session } from '../core/session';
import { excludedBy } from '../files/excluded';
import { look } from '../files/read';
import { findWithin, type Found } from '../files/walk';
import { Beacon } from './beacon';
import { Policies } from './policies';
import type { Request, Response } from './protocol';

const sessions = new Map<string, Session>(), policies = new Policies();
const beacon = new Beacon(workerData as SharedArrayBuffer);

function sessionOf(root: string): Session {
  let session = sessions.get(root);
  if (!session) {
    session = openSession({
      loadAsset: name => readFile(join(__dirname, name)), at: path => beacon.note(root, path), policy: policies.of(root),
    });
    sessions.set(root, session);
  }
  return session;
}

const answer = (response: Response) => parentPort!.postMessage(response);

async function handle(request: Request): Promise<void> {
  const { root } = request;
  beacon.note(root);
  switch (request.do) {
    case 'set': return sessionOf(root).set(request.path, request.text);
    case 'delete': return sessions.get(root)?.delete(request.path);
    case 'unreadable': return sessionOf(root).unreadable(request.path, request.why);
    case 'close': policies.delete(root); return void sessions.delete(root);
    case 'configure': {
      const { configured, changed } = policies.take(request);
      if (changed) sessions.delete(root);
      return answer({ id: request.id, outcome: configured });
    }
    case 'find': return answer({ id: request.id, outcome: find(request) });
    case 'read':
      for (const path of request.paths) read(sessionOf(root), root, request.folder, path, request.maxBytes);
      return answer({ id: request.id });
    case 'review': return answer({ id: request.id, outcome: await review(request) });
    case 'journey': return answer({ id: request.id, outcome: await sessionOf(root).journey({ rules: request.rules }) });
    case 'setting': return answer({ id: request.id, outcome: sessions.get(root)?.settingAt(request.path, request.offset) });
  }
}

function find({ root, folder, exclude, within, stop }: Extract<Request, { do: 'find' }>): Found | undefined {
  const isExcluded = excludedBy(exclude);
  try {
    return findWithin(folder, within, {
      gitignore: true, isReviewable,
      isExcluded(path) {
        beacon.note(root);
        if (Atomics.load(stop, 0) !== 0) throw new Cancelled('The search was stopped.');
        return isExcluded(path) || (policies.of(root)?.isExcluded(path) ?? false);
      },
    });
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

async function review({ id, root, rules, stop }: Extract<Request, { do: 'review' }>): Promise<Review | undefined> {
  const stopped = () => Atomics.load(stop, 0) !== 0;
  if (stopped()) return undefined;
  const progress = (done: number, total: number) => {
    answer({ id, progress: { done, total } });
    return !stopped();
  };
  try {
    return policies.select(root, await sessionOf(root).review({ rules, progress }), rules);
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

function read(session: Session, root: string, folder: string, path: string, maxBytes: number): void {
  beacon.note(root, path);
  const looked = look({ path, absolute: join(folder, path) }, { limit: maxBytes });
  if (typeof looked === 'string') session.delete(path);
  else if ('text' in looked) session.set(path, looked.text);
  else session.unreadable(path, looked.why);
}

// One after the other: a file must not change while it is being reviewed.
let queue = Promise.resolve();
parentPort!.on('message', (request: Request) => {
  queue = queue.then(() => handle(request)).catch((error: Error) => {
    if ('id' in request) answer({ id: request.id, error: error.stack ?? String(error) });
  });
});
