import type { Circumstances } from '../../kafka/environment';
import type { SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import { brokerOf, circumstancesOf, type BrokerContainer } from '../containers/broker-container';
import { deletedByPolicy } from '../containers/claims';
import { addClusters, clusterOf } from '../containers/cluster';
import { topic, topicsOfCommands } from '../containers/commands';
import type { Container, Mount, Variable } from '../containers/container';
import type { ConfigFile } from '../file';
import { at, entriesAt, entryOf, itemsAt, scalarAt, textAt, type YamlNode } from '../notations/yaml';
import { identityOf, resourcesOf } from './resources';
import { readService } from './services';
import { setting } from './strimzi';

const WORKLOADS = /^(StatefulSet|Deployment|DaemonSet|ReplicaSet|Pod|Job|CronJob)$/;

/** Reads the containers of Kubernetes workloads: brokers, and the programs around them. */
export function readWorkloads(file: ConfigFile, resources: readonly YamlNode[]): Circumstances | undefined {
  const brokers: BrokerContainer[] = [];
  let read = false;
  for (const resource of resources) {
    const kind = textAt(resource, 'kind') ?? '';
    if (!WORKLOADS.test(kind)) continue;
    const pod =
      kind === 'Pod'
        ? at(resource, 'spec')
        : kind === 'CronJob'
          ? at(resource, 'spec', 'jobTemplate', 'spec', 'template', 'spec')
          : at(resource, 'spec', 'template', 'spec');
    for (const node of [...itemsAt(pod, 'initContainers'), ...itemsAt(pod, 'containers')]) {
      const container = containerOf(resource, pod, node);
      const broker = /Job$/.test(kind) ? undefined : brokerOf(file, container);
      if (broker) brokers.push(kind === 'StatefulSet' ? claimed(file, resource, broker) : broker);
      else readService(file, container);
      for (const span of container.commands) file.facts.topics.push(...topicsOfCommands(file, span, container.name));
    }
    read = true;
  }
  // Each workload is a cluster of its own unless quorum or ZooKeeper joins them; both are outside this file as a rule.
  const hosts = new Set(brokers.flatMap(broker => [...outsideHosts(broker)]));
  const clusters = addClusters(file, brokers, { hosts, partial: false });
  if (brokers.length > 0) file.is('kubernetes');
  if (!read || (brokers.length === 0 && file.facts.settings.length === 0 && file.facts.topics.length === 0)) return undefined;
  const kept = clusters.some(cluster => cluster.members.some(member => member.storage[0]?.kind === 'persistent'));
  return {
    path: file.path, ...circumstancesOf(brokers), ...(kept && { kind: 'cluster' as const }),
    ...(clusters.length > 0 && { brokers: Math.max(...clusters.map(cluster => cluster.brokers ?? cluster.members.length)) }),
    limited: resources.some(resource => textAt(resource, 'kind') === 'PodDisruptionBudget'),
  };
}

/** A broker of a StatefulSet, whose claims may be deleted with it. */
function claimed(file: ConfigFile, resource: YamlNode, broker: BrokerContainer): BrokerContainer {
  const policy = deletedByPolicy(file, at(resource, 'spec'));
  const storage = broker.member.storage.map(one => one.kind === 'persistent' ? { ...one, ...policy } : one);
  return { ...broker, member: { ...broker.member, storage } };
}

/** Voters of a StatefulSet are its own pods by their stable names; ZooKeeper's place says nothing of the brokers' number. */
function outsideHosts({ settings }: BrokerContainer): string[] {
  return settings.flatMap(({ key, value }) => (key === 'controller.quorum.voters' || key === 'zookeeper.connect') && value.known
    ? value.value.split('/')[0].split(',').map(host => host.trim().replace(/^\d+@/, '').replace(/:\d+$/, '')) : []);
}

function containerOf(resource: YamlNode, pod: YamlNode | undefined, node: YamlNode): Container {
  const name = scalarAt(node, 'name');
  const image = textAt(node, 'image');
  const replicas = textAt(resource, 'spec', 'replicas');
  const identity = identityOf(resource);
  const count = replicas === undefined ? 1 : /^\d+$/.test(replicas) ? Number(replicas) : undefined;
  return {
    name: name?.value ?? '', span: name?.span ?? node.span, ...(image !== undefined && { image }),
    defined: image !== undefined, ...(identity !== undefined && { resource: identity }),
    env: itemsAt(node, 'env').flatMap(variableOf),
    commands: ['command', 'args'].flatMap(key => itemsAt(node, key).length > 0 ? [at(node, key)!.span] : []),
    hosts: [textAt(resource, 'metadata', 'name'), textAt(resource, 'spec', 'serviceName')].filter(host => host !== undefined),
    mounts: itemsAt(node, 'volumeMounts').flatMap(mount => mountOf(resource, pod, mount)),
    named: textAt(resource, 'kind') === 'StatefulSet',
    open: entryOf(node, 'envFrom') !== undefined,
    ...(count !== undefined && textAt(resource, 'kind') !== 'DaemonSet' && { replicas: count }),
  };
}

function variableOf(item: YamlNode): Variable[] {
  const name = scalarAt(item, 'name');
  const value = entryOf(item, 'value')?.value;
  if (!name) return [];
  if (value?.kind !== 'scalar' || value.null) return [{ name: name.value }];
  return [{
    name: name.value,
    written: { text: value.value, span: value.span, keySpan: name.span, notation: 'env', placeholders: 'providers' },
    ...(value.block && { block: value.block }),
  }];
}

function mountOf(resource: YamlNode, pod: YamlNode | undefined, mount: YamlNode): Mount[] {
  const target = scalarAt(mount, 'mountPath');
  const name = textAt(mount, 'name');
  if (!target || name === undefined) return [];
  const claimed = itemsAt(resource, 'spec', 'volumeClaimTemplates').some(claim => textAt(claim, 'metadata', 'name') === name);
  const volume = itemsAt(pod, 'volumes').find(item => textAt(item, 'name') === name);
  const kind = claimed
    ? 'volume'
    : entryOf(volume, 'emptyDir')
      ? 'temporary'
      : ['configMap', 'secret', 'projected', 'downwardAPI'].some(key => entryOf(volume, key))
          || (entryOf(mount, 'subPath')?.value.kind === 'scalar' && !volume)
        ? 'file'
        : 'volume';
  const common = !claimed && entryOf(volume, 'persistentVolumeClaim') !== undefined && entryOf(mount, 'subPathExpr') === undefined;
  return [{ target: target.value, kind, source: name, span: target.span, ...(common && { common }) }];
}

/** True for Confluent for Kubernetes resources. */
export function isConfluentOperator(resource: YamlNode): boolean {
  return /^platform\.confluent\.io\//.test(textAt(resource, 'apiVersion') ?? '');
}

/** Reads Confluent for Kubernetes: `configOverrides.server` of Kafka, and KafkaTopic. */
export function readConfluentOperator(file: ConfigFile, resources: readonly YamlNode[]): boolean {
  let read = false;
  for (const resource of resources) {
    const named = scalarAt(resource, 'metadata', 'name');
    const span = named?.span ?? resource.span, name = named?.value ?? '';
    const kind = textAt(resource, 'kind');
    if (kind === 'Kafka') {
      const settings = itemsAt(resource, 'spec', 'configOverrides', 'server').flatMap(item => serverLine(file, item));
      const replicas = textAt(resource, 'spec', 'replicas');
      file.facts.clusters.push(clusterOf(file, name, span, [{ name, span, settings, storage: [] }], {
        brokers: replicas !== undefined && /^\d+$/.test(replicas) ? Number(replicas) : undefined,
        // The operator sets replication by the number of brokers where nobody did.
        complete: false, reference: name, hosts: [name], resources: resourcesOf(resource),
      }));
      read = true;
    } else if (kind === 'KafkaTopic') {
      const settings = [
        ...entriesAt(resource, 'spec')
          .filter(({ key }) => key === 'replicas')
          .flatMap(entry => setting(file, 'topic', entry, 'replication.factor')),
        ...entriesAt(resource, 'spec', 'configs').flatMap(entry => setting(file, 'topic', entry)),
      ];
      file.facts.topics.push({
        ...topic(file, name, span, settings, textAt(resource, 'spec', 'kafkaClusterRef', 'name')),
        resources: resourcesOf(resource),
      });
      read = true;
    }
  }
  if (read) file.is('kubernetes');
  return read;
}

function serverLine(file: ConfigFile, item: YamlNode): SettingSite[] {
  if (item.kind !== 'scalar') return [];
  const source = file.text.slice(item.span.start, item.span.end);
  const match = /^(["']?)([\w.-]+)\s*=\s*((?!\s).*?)?\1$/s.exec(source);
  if (!match) return [];
  const start = item.span.start + source.indexOf('=') + 1;
  const from = start + (/^\s*/.exec(file.text.slice(start))![0].length);
  const text = match[3] ?? '', span: Span = { start: from, end: from + text.length };
  const keySpan = { start: item.span.start + match[1].length, end: item.span.start + match[1].length + match[2].length };
  return [file.site('broker', match[2], match[2], { text, span, keySpan, notation: 'argument', placeholders: 'providers' })];
}

