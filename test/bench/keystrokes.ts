import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openSession } from '../../src/core/session';
import { percentile } from './measure';
import { Random } from './random';
import { className, javaWithKafka, moduleName, typescriptWithKafka } from './texts';

const LONG = { typescript: 'src/long.ts', java: 'src/main/java/com/example/Long.java' };

/** How long the findings take after a key is pressed. */
export interface Latency {
  lines: number;
  p50: number;
  p95: number;
}

/** What the thread that types is told. */
export interface Typing {
  language: 'typescript' | 'java';
  /** The folder of the parsers' files. */
  assets: string;
}

/** Types into a file of about a thousand lines that stands among ten others with Kafka. */
async function typeInto({ language, assets }: Typing, keys = 200): Promise<Latency> {
  const session = openSession({ loadAsset: name => readFile(join(assets, name)) });
  const random = new Random(7);
  const one = (file: number) => language === 'java' ? javaWithKafka(random, 1, file) : typescriptWithKafka(random, 1, file);
  const path = (file: number) => language === 'java' ? `src/main/java/com/example/${className(1, file)}.java` : `src/${moduleName(1, file)}.ts`;
  for (let file = 1; file < 10; file++) session.set(path(file), one(file));
  let text = language === 'java' ? longClass(one(0)) : Array.from({ length: 7 }, (_, part) => one(part)).join('\n').replaceAll('import { Kafka }', 'import { Kafka as K }');
  const at = text.indexOf('publish');
  session.set(LONG[language], text);
  await session.review();

  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    text = `${text.slice(0, at)}${'abcdefghij'[key % 10]}${text.slice(at)}`;
    const started = performance.now();
    session.set(LONG[language], text);
    await session.review();
    times.push(performance.now() - started);
  }
  return { lines: text.split('\n').length, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/** The methods of a class several times over, under other names. */
function longClass(text: string): string {
  const start = text.indexOf('  /** Works on'), end = text.indexOf('  interface Repository');
  const methods = text.slice(start, end);
  const copies = Array.from({ length: 5 }, (_, copy) => methods.replace(/(public long \w+)\(/g, `$1_${copy}(`));
  return text.slice(0, end) + copies.join('') + text.slice(end);
}

void typeInto(workerData as Typing).then(latency => parentPort?.postMessage(latency));
