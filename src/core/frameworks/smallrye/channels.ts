import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import { CHANNEL, KAFKA_CONNECTOR } from '../../config/kinds/quarkus';
import { isTestPath, judgeEnvironment } from '../../kafka/environment';
import { smallryeMessaging } from '../../libraries/clients/smallrye-messaging';
import type { SettingSite } from '../../settings/setting';
import { isClientKey } from '../../settings/spelling';
import type { Direction, Ends } from './ends';

/** A channel of an application that its files connect to Kafka, or may. */
export interface Channel {
  module: string;
  direction: Direction;
  name: string;
  /** What is set for it, outside of tests. */
  sites: readonly SettingSite[];
}

/** Connectors to others, any of which a channel may have that names none (`ConnectorAttachmentBuildStep` of Quarkus). */
const OTHERS = ['amqp', 'rabbitmq', 'mqtt', 'pulsar', 'gcp-pubsub', 'aws-sqs', 'aws-sns', 'jms', 'camel', 'http']
  .flatMap(name => [`io.quarkus:quarkus-messaging-${name}`, `io.quarkus:quarkus-smallrye-reactive-messaging-${name}`, `io.smallrye.reactive:smallrye-reactive-messaging-${name}`]);

/** The channels that the files of a workspace speak of. */
export class Channels {
  /** By module, direction and name. */
  readonly #all = new Map<string, Channel>();
  /** What holds for all channels of a module. */
  readonly #common = new Map<string, SettingSite[]>();

  constructor(private readonly analysis: Analysis, private readonly ends: Ends) {
    for (const config of analysis.inputs.configs) {
      if (isTestPath(config.path)) continue;
      const module = moduleOf(config.path);
      for (const site of config.settings) this.#add(module, site);
    }
  }

  #add(module: string, site: SettingSite): void {
    const [, direction, name] = /^(incoming|outgoing) (.+)$/.exec(site.owner ?? '') ?? [];
    if (direction === undefined) {
      const common = this.#common.get(module);
      if (site.owner === undefined) { if (common) common.push(site); else this.#common.set(module, [site]); }
      return;
    }
    const key = keyOf(module, direction as Direction, name), known = this.#all.get(key);
    this.#all.set(key, { module, direction: direction as Direction, name, sites: [...known?.sites ?? [], site] });
  }

  /** Those that Kafka's connector serves. */
  ofKafka(): Channel[] {
    return [...this.#all.values()].filter(({ module, direction, name }) => this.isOfKafka(module, direction, name) === true);
  }

  /** What the files say of a channel. */
  get(module: string, direction: Direction, name: string): Channel | undefined {
    return this.#all.get(keyOf(module, direction, name));
  }

  /** What is set for all channels of a module; of the clients alike. */
  common(module: string): readonly SettingSite[] {
    return this.#common.get(module) ?? [];
  }

  /** Whether a channel goes to Kafka, or comes from it; undefined where that cannot be told. */
  isOfKafka(module: string, direction: Direction, name: string): boolean | undefined {
    const sites = this.get(module, direction, name)?.sites ?? [];
    const connectors = sites.filter(({ key }) => key === `${CHANNEL}connector`);
    if (connectors.some(({ value }) => value.known && value.value === KAFKA_CONNECTOR)) return true;
    if (connectors.length > 0) return connectors.every(({ value }) => value.known) ? false : undefined;
    // Both ends in one application: its messages stay in memory.
    if (this.ends.has(module, direction === 'incoming' ? 'outgoing' : 'incoming', name)) return false;
    if (sites.some(({ key }) => isClientKey(key))) return true;
    const { analysis } = this, path = `${module}src/main/java/Channel.java`;
    if (analysis.dependency(path, smallryeMessaging.packages) === undefined) return undefined;
    return analysis.dependency(path, OTHERS) === undefined ? true : undefined;
  }
}

/** Of several lines for one key that which counts where the application is in earnest. */
export function inEarnest(sites: readonly SettingSite[], key: string): SettingSite | undefined {
  const all = sites.filter(site => site.key === key), production = all.find(({ path, profile }) => profile !== undefined && judgeEnvironment({ path, profile }) === 'production');
  return production ?? all.find(({ profile }) => profile === undefined);
}

function keyOf(module: string, direction: Direction, name: string): string {
  return `${module}\n${direction}\n${name}`;
}
