import type { ClusterFacts } from '../../kafka/facts';
import type { SettingSite } from '../../settings/setting';
import type { ConfigFile } from '../file';
import { overrides } from './commands';
import type { Container } from './container';
import { brokerImage, UNKNOWN_IMAGE, variableInstead, variablesOf, type BrokerImage } from './images';
import { redpandaSettings } from './redpanda';
import { storageOf } from './storage';

/** A container that runs a broker. */
export interface BrokerContainer {
  container: Container;
  image?: BrokerImage;
  member: ClusterFacts['members'][number];
  /** All its settings, those of the network too. */
  settings: SettingSite[];
  setsKafka: boolean;
}

const STARTS = /kafka-server-start|docker\/(run|launch)|bitnami\/scripts\/kafka|start-kafka|redpanda[\s"',]+(-\s+)?start|\/run\.sh|docker-entrypoint(\.sh)?[\s"',]+start|^\s*\[?["']?start["']?\]?\s*$/;
const HELPERS = /(^|[^a-z])(kafka-ui|akhq|kafdrop|console|connect|ksql|ksqldb|schema-?registry|rest|rest-proxy|control-center|manager|exporter|zookeeper|cruise|cruise-control|init|setup|topics)([^a-z]|$)/i;
const BROKER_KEYS = /^(node\.id|broker\.id|process\.roles|zookeeper\.connect|controller\.quorum\.voters|advertised\.listeners|advertised\.host\.name)$/;

/** The broker that a container runs; undefined for helpers, controllers and other programs. */
export function brokerOf(file: ConfigFile, container: Container): BrokerContainer | undefined {
  const image = container.image === undefined ? undefined : brokerImage(container.image);
  const commands = container.commands.map(span => file.text.slice(span.start, span.end));
  const starts = commands.some(command => STARTS.test(command));
  if (commands.length > 0 && !starts) return undefined;

  const settings = settingsOf(file, container, image);
  const marked = settings.some(site => BROKER_KEYS.test(site.key));
  if (image ? !(marked || image.alone || starts || container.open) : !(marked && mayBeBroker(container, settings))) return undefined;
  if (isOther(settings, 'process.roles', /^(?!.*broker)/i) || isOther(settings, 'broker.id', /^(?!-?\d+$)/)) return undefined;
  if (container.env.some(({ name, written }) => name === 'NODE_ROLE' && written?.text === 'controller')) return undefined;

  ignoreVariables(file, container, image);
  const setsKafka = container.env.some(variable => variable.name.startsWith('KAFKA_'));
  const storage = container.defined ? storageOf(file, container, image, settings, setsKafka) : [];
  return {
    container, ...(image && { image }), settings, setsKafka,
    member: { name: container.name, span: container.span, settings, storage, ...(image && { variables: variablesOf(image) }) },
  };
}

/** For images that are not in the table: their own build of Kafka, not a program that is told where Kafka is. */
function mayBeBroker({ name, image }: Container, settings: readonly SettingSite[]): boolean {
  if (HELPERS.test(name) || (image !== undefined && HELPERS.test(image))) return false;
  return image === undefined || /kafka|\$/i.test(image)
    || settings.some(site => /^(process\.roles|controller\.quorum\.voters|broker\.id|node\.id)$/.test(site.key));
}

function settingsOf(file: ConfigFile, container: Container, image: BrokerImage | undefined): SettingSite[] {
  const decode = (image ?? UNKNOWN_IMAGE).key;
  const sites: SettingSite[] = [];
  for (const { name, written } of container.env) {
    const key = decode(name);
    if (!key) continue;
    if (written) sites.push(file.site('broker', key, name, written));
    else
      sites.push({
        scope: 'broker', key, spelling: name, value: { known: false, why: 'its value is given elsewhere' },
        path: file.path, span: container.span, keySpan: container.span, notation: 'env',
      });
  }
  for (const span of container.commands) {
    sites.push(...overrides(file, span));
    if (image?.id === 'redpanda') sites.push(...redpandaSettings(file, span));
  }
  // Of one key the last holds: an override, or the later line.
  return [...new Map(sites.map(site => [site.key, site])).values()];
}

/** Variables that the image passes over, with the names under which it would read them. */
function ignoreVariables(file: ConfigFile, { name: owner, env }: Container, image: BrokerImage | undefined): void {
  for (const { name, written } of image ? env : []) {
    const instead = written && variableInstead(image!, name);
    if (instead && !env.some(other => other.name === instead))
      file.facts.ignored.push({ site: file.site('broker', name, name, { ...written, more: { owner } }), reader: 'this image', instead });
  }
}

function isOther(settings: readonly SettingSite[], key: string, pattern: RegExp): boolean {
  return settings.some(site => site.key === key && site.value.known && !site.value.placeholder && pattern.test(site.value.value));
}

/** What the brokers of a file tell together about how serious the file is. */
export function circumstancesOf(brokers: readonly BrokerContainer[]): { secured: boolean; localOnly: boolean; developmentImage: boolean } {
  const values = (pattern: RegExp): string[] =>
    brokers.flatMap(broker => broker.settings.flatMap(site => (pattern.test(site.key) && site.value.known ? [site.value.value] : [])));
  const advertised = values(/^advertised\.(listeners|host\.name)$/);
  return {
    secured: values(/^(listeners|advertised\.listeners|listener\.security\.protocol\.map|security\.inter\.broker\.protocol)$/).some(value => /SASL_|:SSL|^SSL|,SSL/.test(value)),
    localOnly: advertised.length > 0 && advertised.every(value => /localhost|127\.0\.0\.1/.test(value)),
    developmentImage: brokers.some(({ image, container, settings }) =>
      image?.development || /apache\/kafka-native|kafka-dev/.test(container.image ?? '')
      || isOther(settings, 'redpanda.mode', /^dev-container$/)),
  };
}
