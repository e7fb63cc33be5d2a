import type { Storage } from '../../kafka/cluster';
import type { ConfigFile } from '../file';
import type { Container } from './container';
import { covers, isBelow } from './storage';

/** True for a container that runs a ZooKeeper node. */
export function isZooKeeper({ image, env }: Container): boolean {
  return /(^|[/-])zookeeper(?=[:@]|$)/.test(image?.replace(/\$\{[^}]*\}/g, '') ?? '')
    || env.some(({ name }) => /^(ZOOKEEPER_CLIENT_PORT|ZOO_MY_ID|ZOOKEEPER_SERVER_ID|ZOO_SERVER_ID)$/.test(name));
}

/**
 * The name of the ensemble that a ZooKeeper node of the file belongs to: nodes that list one another are one
 * (`ZOOKEEPER_SERVERS` of Confluent's image, `ZOO_SERVERS` of the official and of bitnami's).
 */
export function ensemblesOf(nodes: readonly Container[]): (host: string) => string | undefined {
  const others = (node: Container): string[] =>
    node.env.flatMap(({ name, written }) =>
      /^ZOO(KEEPER)?_SERVERS$/.test(name) && written
        ? [...written.text.matchAll(/(?<![\w.-])([\w.-]+):\d+:\d+/g)].map(match => match[1])
        : [],
    );
  const names = new Map<Container, string>();
  for (const node of nodes) {
    const hosts = new Set(others(node));
    const listed = nodes.filter(other => other === node || other.hosts.some(host => hosts.has(host)));
    const name = listed.map(other => names.get(other)).find(found => found !== undefined) ?? node.name;
    for (const other of listed) names.set(other, name);
  }
  return host => {
    const node = nodes.find(({ hosts }) => hosts.includes(host));
    return node && names.get(node);
  };
}

/**
 * Where the images keep data, snapshots and the log of changes, and whether they declare these directories volumes (the
 * Dockerfiles of confluentinc/kafka-images zookeeper, bitnami/containers zookeeper, debezium/container-images zookeeper,
 * and 31z4/zookeeper-docker).
 */
const DIRECTORIES: readonly (readonly [RegExp, readonly string[], 'volumes'?])[] = [
  [/(^|\/)cp-zookeeper(?=[:@]|$)/, ['/var/lib/zookeeper/data', '/var/lib/zookeeper/log'], 'volumes'],
  [/bitnami(legacy)?\/zookeeper(?=[:@]|$)/, ['/bitnami/zookeeper/data']],
  [/debezium\/zookeeper(?=[:@]|$)/, ['/zookeeper/data', '/zookeeper/txns'], 'volumes'],
  [/^(library\/|docker\.io\/(library\/)?)?zookeeper(?=[:@]|$)/, ['/data', '/datalog'], 'volumes'],
];

/** The storage of a ZooKeeper node that no volume keeps; none where one does, or where it cannot be known. */
export function keeperStorage(file: ConfigFile, { image, span, mounts, env, commands, resource }: Container): Storage[] {
  const [, directories, declared] = DIRECTORIES.find(([pattern]) => image !== undefined && pattern.test(image)) ?? [];
  if (!directories || commands.length > 0 || env.some(({ name }) => /DATA(_LOG)?_?DIR$/.test(name))) return [];
  const { path } = file;
  const keeping = mounts.filter(({ target, kind }) => kind !== 'anonymous' && directories.some(directory => covers(target, directory)));
  if (keeping.length === 0) return [{ path, span, kind: 'container', directory: directories[0], holds: 'zookeeper', because: [] }];
  if (!declared || !keeping.every(({ target }) => directories.every(directory => isBelow(directory, target)))) return [];
  const because = [{ path, span, note: `this image declares ${directories.join(' and ')} volumes` }];
  return [
    {
      path, span: keeping[0].span, kind: 'shadowed', directory: directories[0], holds: 'zookeeper', because,
      ...(resource !== undefined && { likely: true }),
    },
  ];
}
