import type { Review } from '../../src/core/review/finding';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';
import { Random } from '../bench/random';
import { generateWorkspace } from '../unit/generated-workspace';
import { mutate } from './mutate';
import { seeds, type Files } from './seeds';

/** Edits after which a session that remembers told something else than one that does not. */
export interface Stale {
  seed: number;
  step: number;
  detail: string;
  before: Files;
  after: Files;
}

/** What is typed somewhere, key by key. */
const SENTENCES = [
  '\nimport { publish } from "./publisher";\n', '\nexport const topic = "orders";\n', '\nexport class Base { async send(value: string) { await publish(value); } }\n', '\n  await publish("x");\n',
  '\n  try { work(); } catch (error) { console.error(error); }\n', '\nclass Extra extends Base implements Handler { void handle(String value) { template.send("orders", value); } }\n',
  'if (!value) return;', 'throw new Error("x");', 'private static final String TOPIC = "orders";', '\nacks: 1', '\nspring.kafka.producer.acks=1\n',
];

/** Edits the workspace of a seed step by step, and compares a session that remembers with one that looks at each state anew. */
export async function staleAfter(seed: number, steps: number): Promise<Stale | undefined> {
  const remembers = openSession({ loadAsset }), forgets = openSession({ loadAsset, once: true }), sessions = [remembers, forgets];
  let held: Files = new Map();
  for (const { step, files } of statesOf(seed, steps)) {
    for (const session of sessions) {
      for (const path of held.keys()) if (!files.has(path)) session.delete(path);
      for (const [path, text] of files) session.set(path, text);
    }
    const [kept, anew] = [told(await remembers.review()), told(await forgets.review())];
    if (kept !== anew) return { seed, step, detail: firstDifference(kept, anew), before: held, after: files };
    held = files;
  }
  return undefined;
}

/** The workspace of a seed, and what it is after each edit, and between edits while they are typed. */
export function* statesOf(seed: number, steps: number): Iterable<{ step: number; files: Files }> {
  const random = new Random(seed * 2654435761 >>> 0), all = seeded();
  for (let warm = 0; warm < 3; warm++) random.below(2);
  let files: Files = workspace(random, all, seed);
  const past: Files[] = [files];
  yield { step: 0, files };
  for (let step = 1; step <= steps; step++) {
    const before = files;
    files = edited(random, files, past, all);
    for (const state of keysBetween(random, before, files)) yield { step, files: state };
    past.push(files);
  }
}

let known: Files[] | undefined;

function seeded(): Files[] {
  return known ??= seeds().filter(files => files.size > 0);
}

/** Several small workspaces as one: packages that share names, and cases of rules beside them. */
function workspace(random: Random, all: readonly Files[], seed: number): Files {
  const files = new Map(random.below(4) > 0 ? generateWorkspace(seed) : []);
  if (random.below(2) === 0) for (const [path, text] of handlersWithHelpers()) files.set(path, text);
  for (let more = random.below(4) + (files.size === 0 ? 2 : 0); more > 0; more--) {
    const folder = random.below(3) === 0 ? '' : `${random.pick(['a', 'b', 'case'])}/`;
    for (const [path, text] of random.pick(all)) files.set(`${folder}${path}`, text);
  }
  return files;
}

/** The workspace after one edit: a change of a text, a file that comes or goes, names exchanged, or an earlier state again. */
function edited(random: Random, files: Files, past: readonly Files[], all: readonly Files[]): Files {
  const paths = [...files.keys()], path = random.pick(paths), text = files.get(path)!;
  switch (random.below(11)) {
    case 0: return random.pick(past);
    case 1: return mutate(random, files, all);
    case 2: {
      const earlier = random.pick(past), one = random.pick([...earlier.keys()]);
      return new Map(files).set(one, earlier.get(one)!);
    }
    case 3: return new Map(files).set(path, exchanged(random, text, random.pick([...files.values()])));
    case 4: {
      const lines = random.pick([...random.pick(all).values()]).split('\n'), own = text.split('\n'), from = random.below(lines.length);
      own.splice(random.below(own.length + 1), 0, ...lines.slice(from, from + 1 + random.below(8)));
      return new Map(files).set(path, own.join('\n'));
    }
    case 8: case 9: case 10: return new Map(files).set(path, withOtherBody(random, text, path.endsWith('.java')));
    case 5: return paths.length > 2 ? new Map([...files].filter(([other]) => other !== path)) : files;
    default: {
      const ends = [...text.matchAll(/[;{}]?\n/g)].map(({ index }) => index + 1), at = ends.length > 0 ? random.pick(ends) : 0;
      return new Map(files).set(path, text.slice(0, at) + random.pick(SENTENCES) + text.slice(at));
    }
  }
}

/** Handlers whose judgement rests on functions of other files, at several steps. */
function handlersWithHelpers(): Files {
  return new Map([
    ['chain/consumer.ts', "import { Kafka } from 'kafkajs';\nimport { handle } from './service';\nconst consumer = new Kafka({ brokers: [] }).consumer({ groupId: 'chain' });\nexport const start = () => consumer.run({\n  eachMessage: async ({ message }) => {\n    await handle(String(message.value));\n  },\n});\n"],
    ['chain/service.ts', "import { save } from './store';\nimport { publish } from './out';\nexport async function handle(value: string) {\n  await save(value);\n  await publish(value);\n}\n"],
    ['chain/store.ts', "import { db } from 'knex-like';\nconst seen = new Set<string>();\nexport async function save(value: string) {\n  await db.insert('INSERT INTO orders', value);\n  seen.add(value);\n}\n"],
    ['chain/out.ts', "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\nexport async function publish(value: string) {\n  await producer.send({ topic: 'chain', messages: [{ value }] });\n}\n"],
    ['src/main/java/chain/Listener.java', 'package chain;\nimport org.springframework.kafka.annotation.KafkaListener;\nclass Listener {\n  private final Service service;\n  Listener(Service service) { this.service = service; }\n  @KafkaListener(topics = "chain", groupId = "chain")\n  void listen(String value) {\n    service.handle(value);\n  }\n}\n'],
    ['src/main/java/chain/Service.java', 'package chain;\nclass Service {\n  private final Store store = new Store();\n  void handle(String value) {\n    store.save(value);\n  }\n}\n'],
    ['src/main/java/chain/Store.java', 'package chain;\nimport java.util.concurrent.CompletableFuture;\nclass Store {\n  void save(String value) {\n    CompletableFuture.runAsync(() -> write(value)).join();\n  }\n  private void write(String value) { throw new IllegalStateException(value); }\n}\n'],
  ]);
}

/** A text in which one statement of a body is waited for no more, swallows its failure, comes twice, or goes. */
function withOtherBody(random: Random, text: string, isJava: boolean): string {
  const lines = text.split('\n'), statements = lines.flatMap((line, at) => (/^\s+[^\s/*].*;$/.test(line) ? at : []));
  if (statements.length === 0) return text;
  const at = random.pick(statements), line = lines[at];
  const failure = isJava ? 'catch (RuntimeException failure) { System.err.println(failure); }' : 'catch (error) { console.error(error); }';
  lines[at] = random.pick([line.replace(/\bawait |\.join\(\)/, ''), `  try { ${line.trim()} } ${failure}`, `${line}\n${line}`, '', `  if (value) { ${line.trim()} }`]);
  return lines.join('\n');
}

/** A name of a text in the place of another one. */
function exchanged(random: Random, text: string, other: string): string {
  const own = text.match(/\b[A-Za-z_]\w+/g) ?? ['x'], others = other.match(/\b[A-Za-z_]\w+/g) ?? ['y'];
  const [name, next] = [random.pick(own), random.pick(others)];
  return random.below(2) === 0 ? text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), next) : text.replace(name, next);
}

/** The states between two: where one text grew in one place, some of those in which its keys are pressed. */
function keysBetween(random: Random, before: Files, after: Files): Files[] {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text), [only] = changed;
  const old = only && before.get(only[0]);
  if (changed.length !== 1 || old === undefined || before.size !== after.size || only[1].length <= old.length) return [after];
  const [path, text] = only;
  let start = 0;
  while (start < old.length && old[start] === text[start]) start++;
  const typed = text.length - old.length;
  if (typed > 120 || old.slice(start) !== text.slice(start + typed)) return [after];
  const states: Files[] = [];
  for (let keys = 1 + random.below(4); keys < typed; keys += 1 + random.below(12)) states.push(new Map(after).set(path, text.slice(0, start + keys) + old.slice(start)));
  return [...states, after];
}

function told(review: Review): string {
  return JSON.stringify(review, undefined, 1);
}

function firstDifference(one: string, other: string): string {
  const [a, b] = [one.split('\n'), other.split('\n')], at = a.findIndex((line, index) => line !== b[index]);
  return `remembered:\n${a.slice(Math.max(0, at - 8), at + 3).join('\n')}\nanew:\n${b.slice(Math.max(0, at - 8), at + 3).join('\n')}`;
}
