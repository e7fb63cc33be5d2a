import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type VariantFile } from '../test/compile/variants';
import type { App } from './apps/app';
import { JavaBuild } from './apps/java/start';
import { startNode } from './apps/node/start';
import type { Experiment, Stage } from './experiment';
import { Ledger, nameIn } from './ledger';
import { shopFiles } from './snippets';
import { PORTS } from './system/broker';
import { labFolder } from './system/children';
import type { Cluster } from './system/cluster';
import { Postgres } from './system/postgres';
import { jars, npmClient } from './system/tools';

let stages = 0;

/** True for a client whose cases are in Java. */
const isJava = (client: string): boolean => existsSync(join(ROOT, 'lab/clients', client, 'pom.xml'));

/** What a pom asks for besides the libraries that are measured. */
const PLUMBING = /^(spring-boot|slf4j)-/;

/** The client libraries of an experiment with the versions that are installed. */
export function libraryOf({ client }: Experiment): string {
  if (isJava(client)) {
    const { wishes, version } = jars(`clients/${client}`);
    return wishes.filter(artifact => !PLUMBING.test(artifact)).map(artifact => `${artifact} ${version(artifact)}`).join(', ');
  }
  const { wishes, version } = npmClient(client);
  return wishes.map(library => `${library} ${version(library)}`).join(', ');
}

/** The stage of one run, and what ends all that it started. */
export function openStage({ client, entry: main }: Experiment, files: readonly VariantFile[], cluster: Cluster): { stage: Stage; close: () => Promise<void> } {
  const folder = join(labFolder(), `stage-${++stages}`), ledger = new Ledger(), apps: App[] = [];
  const hosts = { kafka: cluster.broker(1).host };
  const databases: Postgres[] = [];
  const built = (texts: readonly VariantFile[]) => builtOnce(client, texts, hosts);

  const stage: Stage = {
    cluster, ledger,
    app: async ({ entry = main, topic = 'orders', shop, ...settings } = {}) => {
      const texts = shop ? shopFiles(shop, entry) : files;
      const app = isJava(client) ? built(texts).app(entry, { topic, ...settings, database: databases.at(-1)?.jdbc }) : startNode(newFolder(`${folder}-${apps.length}`), {
        files: texts, entry, hosts, client: npmClient(client), env: { KAFKA_BROKERS: `${hosts.kafka}:${PORTS.client}`, ...databases.at(-1)?.env },
      });
      apps.push(app);
      app.onTold = (value, error) => { (error ? ledger.refused : ledger.acknowledged).push(value); };
      app.onWork = ({ args }) => { ledger.processed.push(nameIn(args.join(' '))); };
      return app.ready();
    },
    program: (...args) => {
      const app = built(files).program(main, args);
      apps.push(app);
      return app.ended;
    },
    postgres: async () => {
      const database = await Postgres.start(hosts.kafka);
      databases.push(database);
      return database;
    },
    countTopic: async (topic, handedOver) => ledger.againstTopic(await cluster.topics.read(topic), handedOver),
  };
  return { stage, close: async () => { await Promise.all([...apps.map(app => app.kill()), ...databases.map(database => database.stop())]); } };
}

const builds = new Map<string, JavaBuild>();

/** A case in Java is compiled once, however often it runs. */
function builtOnce(client: string, files: readonly VariantFile[], hosts: Record<string, string>): JavaBuild {
  const key = JSON.stringify([client, files, hosts]);
  const build = builds.get(key) ?? new JavaBuild(newFolder(join(labFolder(), `java-${builds.size + 1}`)), { files, classpath: jars(`clients/${client}`).classpath, hosts });
  builds.set(key, build);
  return build;
}

function newFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
