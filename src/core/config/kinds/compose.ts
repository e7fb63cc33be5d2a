import type { Circumstances } from '../../kafka/environment';
import type { TopicFacts } from '../../kafka/facts';
import type { Span } from '../../text/span';
import { brokerOf, circumstancesOf } from '../containers/broker-container';
import { addClusters } from '../containers/cluster';
import { topicsOfCommands, topicsOfVariable } from '../containers/commands';
import type { Container, Mount, Variable } from '../containers/container';
import { brokerImage } from '../containers/images';
import { isZooKeeper } from '../containers/zookeeper';
import type { ConfigFile } from '../file';
import { at, entriesAt, entryOf, itemsAt, scalarAt, textAt, type YamlNode, type YamlScalar } from '../notations/yaml';
import { readService } from './services';

/** True for a compose file: a map with `services:` of maps that have what containers have. */
export function isCompose(root: YamlNode): boolean {
  return textAt(root, 'apiVersion') === undefined && entriesAt(root, 'services').some(({ value }) =>
    ['image', 'build', 'environment', 'command', 'extends', 'volumes', 'ports'].some(key => entryOf(value, key)));
}

/** Reads a compose file's brokers, topics and the settings of the programs around them. */
export function readCompose(file: ConfigFile, root: YamlNode): Circumstances | undefined {
  const services = entriesAt(root, 'services').filter(({ value }) => value.kind === 'map');
  const containers = services.map(({ key, keySpan, value }) => containerOf(file, key, keySpan, value));
  const brokers = containers.map(container => brokerOf(file, container));
  const topics: TopicFacts[] = [];
  const own = (container: Container, found: readonly TopicFacts[]): TopicFacts[] =>
    found.map(topic => ({ hosts: container.hosts, ...topic }));
  containers.forEach((container, i) => {
    if (!brokers[i]) readService(file, container);
    const image = container.image === undefined ? undefined : brokerImage(container.image);
    for (const { name, written } of container.env) {
      if (written && (!image || image.createsTopics) && /^(KAFKA_)?CREATE_TOPICS$/.test(name))
        topics.push(...own(container, topicsOfVariable(file, written.span, container.name)));
    }
    for (const span of container.commands) topics.push(...own(container, topicsOfCommands(file, span, container.name)));
  });

  const members = brokers.filter(broker => broker !== undefined);
  if (members.length === 0 && topics.length === 0 && file.facts.settings.length === 0) return undefined;
  file.is('compose');
  const hosts = new Set(containers.flatMap(container => container.hosts));
  const clusters = addClusters(file, members, {
    hosts, partial: entryOf(root, 'include') !== undefined, keepers: containers.filter(isZooKeeper),
  });
  file.facts.topics.push(...topics);
  file.facts.images = containers.flatMap(({ image, span }) => (image === undefined ? [] : [{ name: image, span }]));

  return {
    path: file.path, kind: 'compose', ...circumstancesOf(members),
    ...(members.length > 0 && { brokers: Math.max(...clusters.map(cluster => cluster.brokers ?? cluster.members.length)) }),
    kept: members.some(({ container, member }) => container.lasting && member.storage[0]?.kind === 'persistent'),
    limited: members.some(({ container }) => at(root, 'services', container.name, 'deploy', 'resources', 'limits') !== undefined),
    browser: containers.some(({ image }) => /kafka-ui|akhq|kafdrop/i.test(image ?? '')),
  };
}

function isKept(service: YamlNode | undefined): boolean {
  return /^(always|unless-stopped)$/.test(textAt(service, 'restart') ?? '');
}

function containerOf(file: ConfigFile, name: string, span: Span, service: YamlNode): Container {
  const commands = ['entrypoint', 'command'].flatMap(key => {
    const node = at(service, key);
    return node && !(node.kind === 'scalar' && node.value.trim() === '') && !(node.kind === 'list' && node.items.length === 0)
      ? [node.span]
      : [];
  });
  const image = textAt(service, 'image');
  const open = ['env_file', 'extends', 'configs'].some(key => entryOf(service, key) !== undefined) || entryOf(service, '<<') !== undefined;
  const replicas = replicasOf(service);
  return {
    name, span, ...(image !== undefined && { image }), commands, open, ...(replicas !== undefined && { replicas }),
    defined: image !== undefined || entryOf(service, 'build') !== undefined,
    env: environmentOf(file, at(service, 'environment')),
    mounts: [...itemsAt(service, 'volumes').flatMap(mountOf), ...tmpfs(at(service, 'tmpfs'))],
    hosts: hostsOf(name, service), lasting: isKept(service), placed: at(service, 'deploy', 'placement') !== undefined,
    named: entryOf(service, 'hostname') !== undefined || textAt(service, 'network_mode') === 'host' || textAt(service, 'uts') === 'host',
  };
}

/** Its own name, those it is given, and its aliases in networks. */
function hostsOf(name: string, service: YamlNode): string[] {
  const aliases = entriesAt(service, 'networks').flatMap(({ value }) =>
    itemsAt(value, 'aliases').flatMap(item => (item.kind === 'scalar' ? [item.value] : [])),
  );
  return [
    ...new Set([name, textAt(service, 'container_name'), textAt(service, 'hostname'), ...aliases].filter(host => host !== undefined)),
  ];
}

function replicasOf(service: YamlNode): number | undefined {
  const node = at(service, 'deploy', 'replicas') ?? at(service, 'scale');
  if (!node) return textAt(service, 'deploy', 'mode') === 'global' ? undefined : 1;
  return node.kind === 'scalar' && /^\d+$/.test(node.value) ? Number(node.value) : undefined;
}

function environmentOf(file: ConfigFile, node: YamlNode | undefined): Variable[] {
  if (node?.kind === 'map') {
    return node.entries.flatMap(({ key, keySpan, value }): Variable[] => {
      if (value.kind !== 'scalar') return [];
      if (value.null) return [{ name: key }];
      return [{
        name: key,
        written: { text: value.value, span: value.span, keySpan, notation: 'env', placeholders: 'shell' },
        ...(value.block && { block: value.block }),
      }];
    });
  }
  return node?.kind === 'list' ? node.items.flatMap(item => item.kind === 'scalar' ? listItem(file, item) : []) : [];
}

/** `- KEY=value`, quoted as a whole or not; without `=` the value is taken from where compose is started. */
function listItem(file: ConfigFile, item: YamlScalar): Variable[] {
  const equals = item.value.indexOf('=');
  const name = (equals < 0 ? item.value : item.value.slice(0, equals)).trim();
  if (!/^[\w.-]+$/.test(name)) return [];
  if (equals < 0) return [{ name }];
  if (item.block) return [{ name, block: item.block }];
  const source = file.text.slice(item.span.start, item.span.end);
  const start = item.span.start + source.indexOf('=') + 1;
  const end = item.span.end - (item.quoted ? 1 : 0);
  const keyStart = item.span.start + (item.quoted ? 1 : 0);
  return [{
    name,
    written: {
      text: item.value.slice(equals + 1), span: { start, end }, keySpan: { start: keyStart, end: keyStart + name.length },
      notation: 'env', placeholders: 'shell',
    },
  }];
}

function mountOf(node: YamlNode): Mount[] {
  if (node.kind === 'map') {
    const target = textAt(node, 'target') ?? '', source = textAt(node, 'source');
    const type = textAt(node, 'type');
    const kind = type === 'tmpfs' ? 'temporary' : type === 'bind' ? 'bind' : source === undefined ? 'anonymous' : 'volume';
    return target ? [{ target, kind, ...(source !== undefined && { source }), span: scalarAt(node, 'target')!.span }] : [];
  }
  if (node.kind !== 'scalar' || node.null) return [];
  const parts = node.value
    .replace(/\$\{[^}]*\}/g, 'VARIABLE')
    .split(':')
    .filter((part, i) => !(i > 0 && /^(ro|rw|z|Z|cached|delegated|consistent|,)+$/.test(part)));
  if (parts.length === 1) return [{ target: parts[0], kind: 'anonymous', span: node.span }];
  const [source, target] = parts.slice(-2);
  return [{ target, source, kind: /^[./~]|^VARIABLE|^\$/.test(source) ? 'bind' : 'volume', span: node.span }];
}

function tmpfs(node: YamlNode | undefined): Mount[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.flatMap(item =>
    item.kind === 'scalar' ? [{ target: item.value.split(':')[0], kind: 'temporary' as const, span: item.span }] : [],
  );
}

