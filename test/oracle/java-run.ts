import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installed, run, workshop } from '../compile/workshop';
import type { Shown } from './compare';
import type { Made } from './grammar';
import type { End, Story } from './stories';

const HERE = fileURLToPath(new URL('java', import.meta.url));
const MAVEN = ['-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath', '-Dmdep.outputFile=classpath.txt'];

/** Compiles Java programs in one go and runs each once for each single fault, in one machine. */
export function storiesOfJava(all: readonly Made[]): Map<Made, Shown> {
  if (all.length === 0) return new Map();
  const { folder, classpath } = prepared();
  const sources = join(folder, 'programs'), out = join(folder, 'out');
  for (const one of [sources, out]) { rmSync(one, { recursive: true, force: true }); mkdirSync(one, { recursive: true }); }
  const files = all.flatMap(({ files }, at) => [...files].filter(([path]) => path.endsWith('.java')).map(([path, text]) => {
    const target = join(sources, `p${at}`), name = join(target, path.slice(path.lastIndexOf('/') + 1));
    mkdirSync(target, { recursive: true });
    writeFileSync(name, runnable(text, `p${at}`));
    return name;
  }));
  writeFileSync(join(folder, 'sources.txt'), files.join('\n'));
  writeFileSync(
    join(folder, 'list.txt'),
    all.map(({ kind, main }, at) => `${kind} p${at}.${main.slice(main.lastIndexOf('.') + 1)} ${at}`).join('\n'),
  );
  run('javac', ['-nowarn', '-proc:none', '-Xlint:none', '-Xmaxerrs', '5', '-cp', classpath, '-d', out, '@sources.txt'], folder, Error);
  return read(
    run('java', ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'oracle.Main', out, 'list.txt'], folder, Error),
    all,
  );
}

let ready: { folder: string; classpath: string } | undefined;

/** The jars, and what stands in for the client, compiled once. */
function prepared(): { folder: string; classpath: string } {
  if (ready) return ready;
  const folder = workshop('java', 'oracle'), pom = readFileSync(join(HERE, 'pom.xml'), 'utf8'), runtime = join(folder, 'runtime');
  installed(folder, pom, () => { writeFileSync(join(folder, 'pom.xml'), pom); run('mvn', MAVEN, folder); });
  const jars = readFileSync(join(folder, 'classpath.txt'), 'utf8').trim();
  rmSync(runtime, { recursive: true, force: true });
  cpSync(HERE, join(folder, 'stand-in'), { recursive: true });
  const files = readdirSync(join(folder, 'stand-in'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.java'))
    .map(name => join('stand-in', name));
  run('javac', ['-nowarn', '-proc:none', '-cp', jars, '-d', runtime, ...files], folder, Error);
  return ready = { folder, classpath: `${runtime}:${jars}` };
}

/** The text that runs: the same with what stands in for the client, for pools, and for the work. */
function runnable(text: string, name: string): string {
  return text.replace(/^package shop;/, `package ${name};`)
    .replaceAll(/^import org\.apache\.kafka\.clients\.(?:consumer|producer)\.(KafkaConsumer|KafkaProducer);$/gm, 'import oracle.$1;')
    .replaceAll(/^import java\.util\.concurrent\.Executors;$/gm, 'import oracle.Executors;')
    .replaceAll(/static native void (\w+)\(String order\);/g, 'static void $1(String order) { oracle.World.work("$1", order); }');
}

function read(text: string, all: readonly Made[]): Map<Made, Shown> {
  const shown = new Map<Made, Shown>();
  for (const part of text.split(/^program /m).slice(1)) {
    const [head, ...lines] = part.trim().split('\n'), made = all[Number(head)];
    const broken = lines.find(line => line.startsWith('broken'));
    if (broken) throw new Error(`${broken}\n${[...made.files.values()].join('\n')}`);
    if (lines.includes('endless')) continue;
    const stories = lines.filter(line => line.startsWith('story')).map(line => storyOf(line, made));
    shown.set(made, { stories, runs: Number(lines.find(line => line.startsWith('runs'))?.split('\t')[1] ?? 0) });
  }
  return shown;
}

function storyOf(line: string, { kind }: Made): Story {
  const [, end, by, role, ids, also, second, words] = line.split('\t');
  return {
    end: end as End,
    by: by as Story['by'],
    role,
    ids: ids.split(','),
    also: also.split(',') as End[],
    consumed: kind === 'consumer',
    second: second === 'true',
    words,
    faults: [],
  };
}
