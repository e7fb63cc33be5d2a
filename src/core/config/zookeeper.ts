import type { Container } from './container';

/** True for a container that runs a ZooKeeper node. */
export function isZooKeeper({ image, env }: Container): boolean {
  return /(^|[/-])zookeeper(?=[:@]|$)/.test(image?.replace(/\$\{[^}]*\}/g, '') ?? '')
    || env.some(({ name }) => /^(ZOOKEEPER_CLIENT_PORT|ZOO_MY_ID|ZOOKEEPER_SERVER_ID|ZOO_SERVER_ID)$/.test(name));
}

/**
 * The name of the ensemble that a ZooKeeper node of the file belongs to: nodes that list one another are one
 * (`ZOOKEEPER_SERVERS` of Confluent's image, `ZOO_SERVERS` of the official and of bitnami's).
 */
export function ensemblesOf(containers: readonly Container[]): (host: string) => string | undefined {
  const nodes = containers.filter(isZooKeeper);
  const others = (node: Container): string[] => node.env.flatMap(({ name, written }) =>
    /^ZOO(KEEPER)?_SERVERS$/.test(name) && written ? [...written.text.matchAll(/([\w.-]+):\d+:\d+/g)].map(match => match[1]) : []);
  const names = new Map<Container, string>();
  for (const node of nodes) {
    const listed = nodes.filter(other => other === node || others(node).some(host => other.hosts.includes(host)));
    const name = listed.map(other => names.get(other)).find(found => found !== undefined) ?? node.name;
    for (const other of listed) names.set(other, name);
  }
  return host => {
    const node = nodes.find(({ hosts }) => hosts.includes(host));
    return node && names.get(node);
  };
}
