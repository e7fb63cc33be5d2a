import { Pen } from './pen';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { openSession } from '../../src/core/session';
import { percentile } from './measure';
import { Random } from './random';
import { className, javaWithKafka, moduleName, typescriptWithKafka } from './texts';

const LONG = { typescript: 'src/long.ts', java: 'src/main/java/com/example/Long.java' };

/** What is typed, over and over, at the beginning of functions. */
export const SENTENCES = {
  typescript: "\n    const found = await lookUp({ id: 'x', limit: 10 }); if (found.length > 0) { console.log(`${found[0]} is known`); } // as agreed",
  java: '\n    var found = lookUp("x", List.of(10, 20)); if (found.size() > 0) { System.out.println(found.get(0) + " is known"); } // as agreed',
};

/** How long the findings take after a key is pressed, in milliseconds. */
export interface Latency {
  lines: number;
  keys: number;
  p50: number;
  p95: number;
  /** The median of the first keys after the folder was opened, while the engine still compiles the reviewer itself. */
  first: number;
}

/** What the thread that types is told. */
export interface Typing {
  language: 'typescript' | 'java';
  /** The folder of the parsers' files. */
  assets: string;
}

/** Types into a file of about a thousand lines that stands among ten others with Kafka. */
async function typeInto({ language, assets }: Typing, keys = 1000): Promise<Latency> {
  const session = openSession({ loadAsset: name => readFile(join(assets, name)) });
  const random = new Random(7);
  const one = (file: number) => language === 'java' ? javaWithKafka(random, 1, file) : typescriptWithKafka(random, 1, file);
  const path = (file: number) => language === 'java' ? `src/main/java/com/example/${className(1, file)}.java` : `src/${moduleName(1, file)}.ts`;
  for (let file = 1; file < 10; file++) session.set(path(file), one(file));
  const pen = new Pen(language === 'java' ? longClass(one(0)) : longModule(one), SENTENCES[language]);
  session.set(LONG[language], pen.text);
  await session.review();

  const times: number[] = [];
  while (times.length < keys) {
    const text = pen.press(), started = performance.now();
    session.set(LONG[language], text);
    await session.review();
    times.push(performance.now() - started);
  }
  return { lines: pen.text.split('\n').length, keys, p50: percentile(times, 0.5), p95: percentile(times, 0.95), first: percentile(times.slice(0, 20), 0.5) };
}

/** Several modules in one, under names of their own. */
export function longModule(one: (file: number) => string): string {
  const part = (number: number) => one(number).replace(/(?<!\.)\b(kafka|producer|consumer|publish|forget|start)\b/g, `$1${number}`);
  return Array.from({ length: 7 }, (_, number) => part(number)).join('\n').replaceAll('import { Kafka }', 'import { Kafka as K }').replaceAll('new Kafka(', 'new K(');
}

/** The methods of a class several times over, under other names. */
export function longClass(text: string): string {
  const start = text.indexOf('  /** Works on'), end = text.indexOf('  interface Repository');
  const methods = text.slice(start, end);
  const copies = Array.from({ length: 5 }, (_, copy) => methods.replace(/(public long \w+)\(/g, `$1_${copy}(`));
  return text.slice(0, end) + copies.join('') + text.slice(end);
}

if (parentPort) void typeInto(workerData as Typing).then(latency => parentPort?.postMessage(latency));
