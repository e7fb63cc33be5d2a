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

/** The client libraries of an experiment with the versions that are installed. */
export function libraryOf({ client }: Experiment): string {
  if (isJava(client)) return `${client} ${jars(`clients/${client}`).version(client)}`;
  const { wishes, version } = npmClient(client);
  return wishes.map(library => `${library} ${version(library)}`).join(', ');
}

/** The stage of one run, and what ends all that it started. */
export function openStage({ client, entry: main }: Experiment, files: readonly VariantFile[], cluster: Cluster): { stage: Stage; close: () => Promise<void> } {
  const folder = join(labFolder(), `stage-${++stages}`), ledger = new Ledger(), apps: App[] = [];
  const hosts = { kafka: cluster.broker(1).host };
  const databases: Postgres[] = [];
  let build: JavaBuild | undefined;
  const built = () => build ??= new JavaBuild(newFolder(folder), { files, classpath: jars(`clients/${client}`).classpath, hosts });

  const stage: Stage = {
    cluster, ledger,
    app: async ({ entry = main, topic = 'orders', shop, ...settings } = {}) => {
      const texts = shop ? shopFiles(shop, entry) : files;
      const app = isJava(client) ? built().app(entry, topic, settings) : startNode(newFolder(`${folder}-${apps.length}`), {
        files: texts, entry, hosts, client: npmClient(client), env: { KAFKA_BROKERS: `${hosts.kafka}:${PORTS.client}`, ...databases.at(-1)?.env },
      });
      apps.push(app);
      app.onTold = (value, error) => { (error ? ledger.refused : ledger.acknowledged).push(value); };
      app.onWork = ({ args }) => { ledger.processed.push(nameIn(args.join(' '))); };
      return app.ready();
    },
    program: (...args) => {
      const app = built().program(main, args);
      apps.push(app);
      return app.ended;
    },
    postgres: async () => {
      const database = await Postgres.start();
      databases.push(database);
      return database;
    },
    countTopic: async (topic, handedOver) => ledger.againstTopic(await cluster.topics.read(topic), handedOver),
  };
  return { stage, close: async () => { await Promise.all([...apps.map(app => app.kill()), ...databases.map(database => database.stop())]); } };
}

function newFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
