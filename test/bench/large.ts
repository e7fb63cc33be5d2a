import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openSession, type Session } from '../../src/core/session';
import { percentile } from './measure';
import { monorepo, PLACES } from './monorepo';
import { pressed } from './pen';

/** What is typed at each place, after what, and over how many keys it is measured. */
const EDITS: readonly { what: string; path: string; after: RegExp; text: string }[] = [
  { what: 'into the wrapper of Kafka', path: PLACES.wrapper, after: /value: object\): Promise<void> \{/, text: "\n  if (key === '') throw new Error(`no key for ${topic}`);\n  const started = Date.now();" },
  { what: 'an import and a class into it', path: PLACES.wrapper, after: /from 'kafkajs';/, text: "\nimport { mapperOf } from '../../orders-0/src/orders/mapper';\nexport class Outgoing { constructor(readonly topic: string) {} }" },
  { what: 'into one of its callers', path: PLACES.caller, after: /id: string \}\): Promise<void> \{/, text: "\n  if (order.id === '') throw new Error('an order without an id');" },
  { what: 'into a file that has nothing to do with it', path: PLACES.plain, after: /Promise<number> \{/, text: "\n    if (id === '') throw new Error('an item without an id'); // as agreed" },
  { what: 'into a Java listener', path: PLACES.java, after: /void listen\(String message\) \{/, text: '\n    if (message.isEmpty()) { System.out.println("nothing to do"); return; }' },
  { what: 'into an application.yml', path: PLACES.yaml, after: /acks: 1/, text: '\n      retries: 10\n      batch-size: 4096' },
];

/** How long the findings take after a key is pressed somewhere in a large workspace, in milliseconds. */
export interface Place {
  what: string;
  p50: number;
  p95: number;
  /** Of the processor, for all threads of the process, the collector's too. */
  processor: number;
}

/** What the thread is told: the folder of the parsers' files, and how many files there are to be. */
export interface LargeSize {
  assets: string;
  size: number;
}

/** What typing in a large workspace costs. */
export interface Large {
  files: number;
  kafka: number;
  /** The first review of the workspace. */
  opened: number;
  places: Place[];
}

async function typeInLarge({ assets, size }: LargeSize): Promise<Large> {
  const session = openSession({ loadAsset: name => readFile(join(assets, name)) });
  const files = monorepo(size), started = performance.now();
  for (const [path, text] of files) session.set(path, text);
  const { files: counted } = await session.review();
  const opened = performance.now() - started, places: Place[] = [];
  for (const edit of EDITS) places.push(await type(session, edit, files.get(edit.path)!));
  return { files: counted.seen, kafka: counted.kafka, opened, places };
}

/** Types a text key by key, and takes it back in one step. */
async function type(session: Session, { what, path, after, text }: typeof EDITS[number], whole: string, turns = 1): Promise<Place> {
  const found = after.exec(whole)!, at = found.index + found[0].length, times: number[] = [], processor = process.cpuUsage();
  for (let turn = 0; turn < turns; turn++) {
    let now = whole;
    for (let typed = 0; typed < text.length; typed++) {
      const started = performance.now();
      session.set(path, now = pressed(now, at + typed, text[typed]));
      await session.review();
      times.push(performance.now() - started);
    }
    session.set(path, whole);
    await session.review();
  }
  const { user, system } = process.cpuUsage(processor);
  return { what, p50: percentile(times, 0.5), p95: percentile(times, 0.95), processor: (user + system) / 1000 / times.length };
}

if (parentPort) void typeInLarge(workerData as LargeSize).then(large => parentPort?.postMessage(large));
