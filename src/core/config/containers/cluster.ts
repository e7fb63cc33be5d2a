import type { ClusterFacts } from '../../kafka/facts';
import { isLocal } from '../../kafka/servers';
import type { Span } from '../../text/span';
import { code } from '../../text/visible';
import { type ConfigFile, isSecret } from '../file';
import type { BrokerContainer } from './broker-container';
import type { Container } from './container';
import { imageVersion, impliedBy } from './images';
import { ensemblesOf, keeperStorage } from './zookeeper';

/** What is known of the file around its brokers. */
interface Around {
  /** Names by which containers of this file reach each other. */
  hosts: ReadonlySet<string>;
  /** Other files belong to it. */
  partial: boolean;
  /** The ZooKeeper nodes of the file. */
  keepers?: readonly Container[];
}

/** The ensemble that a host of the file belongs to. */
type Ensembles = ReturnType<typeof ensemblesOf>;

/** Adds the clusters that the brokers of a file form: those with one quorum or one ZooKeeper belong together. */
export function addClusters(file: ConfigFile, brokers: readonly BrokerContainer[], around: Around): ClusterFacts[] {
  const ensembles = ensemblesOf(around.keepers ?? []);
  const groups = new Map<string, BrokerContainer[]>();
  for (const broker of brokers) {
    const key = quorumOf(broker, ensembles) ?? '';
    groups.set(key, [...groups.get(key) ?? [], broker]);
  }
  const [alone, other] = [groups.get(''), [...groups.keys()].find(key => key !== '')];
  if (alone && other !== undefined) {
    groups.set(other, [...alone, ...groups.get(other)!]);
    groups.delete('');
  }
  const clusters = joined([...groups.values()], ensembles).map(group => cluster(file, group, around));
  file.facts.clusters.push(...clusters);
  for (const { container, image } of brokers) {
    const ask = (question: string, why: string): void => void file.facts.undecided.push({ span: container.span, question, why });
    if (container.open) ask(`Which settings does ${code(container.name)} get from other files?`, 'they are not part of this file');
    if (!image && container.defined) ask(`What does the image of ${code(container.name)} set, and where does it keep data?`, 'it is not one of the images that are known');
  }
  return clusters;
}

/** Brokers without quorum of their own join the others; ZooKeeper nodes that are listed one a broker may be one ensemble. */
function joined(groups: BrokerContainer[][], ensembles: Ensembles): BrokerContainer[][] {
  const byZooKeeper = groups.filter(group =>
    group.some(broker => known(broker, 'zookeeper.connect') !== undefined && ensembleOf(broker, ensembles) === undefined),
  );
  if (byZooKeeper.length < 2 || byZooKeeper.length < groups.length) return groups;
  const ids = groups.flat().map(broker => known(broker, 'broker.id'));
  // Two clusters both count from the same number; one ensemble's brokers cannot.
  return new Set(ids).size === ids.length && !ids.includes(undefined) ? [groups.flat()] : groups;
}

function quorumOf(broker: BrokerContainer, ensembles: Ensembles): string | undefined {
  const voters = known(broker, 'controller.quorum.voters') ?? known(broker, 'controller.quorum.bootstrap.servers');
  if (voters !== undefined) {
    // Behind localhost a controller of one finds itself.
    return /^\d+@(localhost|127\.0\.0\.1):\d+$/.test(voters) && /controller/.test(known(broker, 'process.roles') ?? '')
      ? broker.container.name
      : voters
          .split(',')
          .map(voter => voter.trim())
          .sort()
          .join();
  }
  return ensembleOf(broker, ensembles) ?? known(broker, 'zookeeper.connect')?.split(',').map(host => host.trim()).sort().join();
}

/** The ensemble of the file that a broker works with, and its place there: each path is a cluster of its own. */
function ensembleOf(broker: BrokerContainer, ensemble: Ensembles): string | undefined {
  const connect = known(broker, 'zookeeper.connect');
  const names = new Set(hostsOf(connect).map(host => ensemble(host)));
  const [name] = names;
  return name !== undefined && names.size === 1 ? `${name}/${connect!.replace(/^[^/]*\/?/, '')}` : undefined;
}

function known({ settings }: BrokerContainer, key: string): string | undefined {
  const value = settings.find(site => site.key === key)?.value;
  return value?.known ? value.value : undefined;
}

function cluster(file: ConfigFile, group: readonly BrokerContainer[], around: Around): ClusterFacts {
  const [first] = group;
  shareStorage(group);
  const names = group.map(({ container }) => container.name);
  const versions = new Set(group.map(({ container }) => container.image === undefined ? undefined : imageVersion(container.image)));
  const version = versions.size === 1 ? [...versions][0] : undefined;
  const complete =
    !around.partial
    && group.every(
      ({ container, image, settings }) =>
        image !== undefined
        && image.id !== 'redpanda'
        && container.defined
        && !container.open
        && !settings.some(site => !site.value.known && RELIABILITY.test(site.key))
        && !container.mounts.some(({ target }) =>
          /\.properties$|\/bitnami\/kafka\/config|\/mnt\/shared\/config|\/opt\/bitnami\/kafka\/config/.test(target),
        ),
    );
  const written = new Set(group.flatMap(({ settings }) => settings.map(site => site.key)));
  const implied = first.image ? impliedBy(first.image, first.setsKafka, version).filter(({ key }) => !written.has(key)) : [];
  return clusterOf(file, names.join(', '), first.container.span, membersOf(file, group, around), {
    brokers: brokersOf(group, around), version, complete, implied, reference: names.join(', '), hosts: hostsOfBrokers(group),
    resources: group.flatMap(({ container }) => container.resource ?? []),
  });
}

/** The brokers, the first with the storage of the ZooKeeper nodes that they work with, where their own data is kept. */
function membersOf(file: ConfigFile, group: readonly BrokerContainer[], { keepers }: Around): ClusterFacts['members'] {
  const members = group.map(({ member }) => member);
  const kept = members.some(({ storage }) => storage.some(({ kind }) => kind === 'persistent'));
  const asked = new Set(group.flatMap(broker => hostsOf(known(broker, 'zookeeper.connect'))));
  const own = kept
    ? (keepers ?? []).filter(({ hosts }) => hosts.some(host => asked.has(host))).flatMap(keeper => keeperStorage(file, keeper))
    : [];
  return members.map((member, i) => i === 0 ? { ...member, storage: [...member.storage, ...own] } : member);
}

/** Brokers of one machine that write into one directory: the second finds it locked. */
function shareStorage(group: readonly BrokerContainer[]): void {
  const first = new Map<string, BrokerContainer>();
  for (const broker of group) {
    const { container, member } = broker;
    if (container.resource !== undefined || container.placed) continue;
    for (const storage of member.storage) {
      const other = storage.kind === 'persistent' && storage.volume !== undefined ? first.get(storage.volume) : undefined;
      if (other)
        Object.assign(storage, {
          kind: 'shared',
          because: [{ path: storage.path, span: other.container.span, note: `${code(other.container.name)} has it already` }],
        });
      else if (storage.volume !== undefined) first.set(storage.volume, broker);
    }
  }
}

const RELIABILITY = /replic|isr|unclean|auto\.create/;

/** The number of brokers, where voters and ZooKeeper show no others outside the file. */
function brokersOf(group: readonly BrokerContainer[], { hosts, partial }: Around): number | undefined {
  if (partial || group.some(({ container }) => !container.defined || container.replicas === undefined)) return undefined;
  const count = group.reduce((sum, { container }) => sum + container.replicas!, 0);
  const outside = group.some(broker => {
    const here = (host: string): boolean => hosts.has(host) || /^(localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)$|\$/.test(host);
    const voters = hostsOf(known(broker, 'controller.quorum.voters'));
    const keepers = hostsOf(known(broker, 'zookeeper.connect'));
    return !voters.every(here) || (keepers.length > 0 && !keepers.some(here));
  });
  return outside ? undefined : count;
}

/** Names by which clients reach the brokers: the containers', and those that the brokers give out. */
function hostsOfBrokers(group: readonly BrokerContainer[]): string[] {
  const advertised = group.flatMap(broker =>
    [...(known(broker, 'advertised.listeners') ?? '').matchAll(/:\/\/([\w.-]+)/g)].map(match => match[1]),
  );
  return [...new Set([...group.flatMap(({ container }) => container.hosts), ...advertised])].filter(host => !isLocal(host));
}

function hostsOf(list: string | undefined): string[] {
  return list?.split('/')[0].split(',').map(host => host.trim().replace(/^\d+@/, '').replace(/:\d+$/, '')).filter(Boolean) ?? [];
}

/** A cluster with the usual emptiness filled in, and without settings that hold passwords. */
export function clusterOf(
  file: ConfigFile, name: string, span: Span, members: ClusterFacts['members'],
  more: Partial<ClusterFacts> & { complete: boolean },
): ClusterFacts {
  return {
    path: file.path, span, name, members: members.map(publicOnly), environment: 'neutral', sample: false, implied: [],
    ...withoutUndefined(more),
  };
}

function publicOnly(member: ClusterFacts['members'][number]): ClusterFacts['members'][number] {
  return { ...member, settings: member.settings.filter(site => !isSecret(site.key)) };
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
