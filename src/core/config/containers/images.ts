import { compareVersions, kafkaOfImage } from '../../settings/versions';

/** What one family of broker images does with environment variables and data. */
export interface BrokerImage {
  id: 'apache' | 'confluent' | 'confluent-local' | 'bitnami' | 'wurstmeister' | 'debezium' | 'strimzi' | 'redpanda' | 'landoop';
  /** Kafka's key behind a variable; undefined for variables that set nothing in the broker. */
  key(variable: string): string | undefined;
  /** Where data goes when no setting says otherwise. */
  directory(setsKafka: boolean): string | undefined;
  /** The file that comes with the image, or its start script, sets `log.dirs`, which wins over `log.dir`. */
  setsDirectories(setsKafka: boolean): boolean;
  /** Directories that the image declares `VOLUME`: docker mounts an empty one there where nothing else is mounted. */
  volumes?: readonly string[];
  /** The image decides on the directory whatever the settings say. */
  forced?: boolean;
  /** What the file that comes with the image sets. */
  implied(setsKafka: boolean): readonly string[];
  /** The file from which `implied` comes. */
  impliedBy: string;
  /** Starts a broker without any variable. */
  alone: boolean;
  /** Made for development alone. */
  development?: boolean;
  /** It creates the topics that `KAFKA_CREATE_TOPICS` names. */
  createsTopics?: boolean;
}

const SINGLE = ['offsets.topic.replication.factor', 'transaction.state.log.replication.factor', 'transaction.state.log.min.isr'];
const none = (): readonly string[] => [];
const always = (): boolean => true;

/** `_` is a dot, `__` an underscore and `___` a dash (KafkaDockerWrapper.scala 4.2; confluent-docker-utils dub.py). */
function escaped(name: string): string {
  return name.toLowerCase().replace(/_{1,3}/g, run => run.length === 1 ? '.' : run.length === 2 ? '_' : '-');
}

function dotted(name: string): string {
  return name.toLowerCase().replaceAll('_', '.');
}

// Variables of the start scripts, which are no settings.
const CONTROL = new RegExp(`^KAFKA_(${[
  'VERSION', 'HEAP_OPTS', 'LOG4J_OPTS', 'OPTS', 'JMX_OPTS', 'JMX_PORT', 'JMX_HOSTNAME', 'JVM_PERFORMANCE_OPTS', 'GC_LOG_OPTS',
  'LOG4J_\\w+', 'TOOLS_LOG4J_LOGLEVEL', 'HOME', 'DATA', 'CREATE_TOPICS\\w*', 'CLUSTER_ID', 'KRAFT_CLUSTER_ID', 'MODE',
  'REST_\\w+', 'CLUSTERS_\\d+_\\w+', 'BROKERCONNECT', 'CLIENT_\\w+', 'CERTIFICATE_\\w+', 'TLS_\\w+', 'CONTAINER_\\w+',
].join('|')})$`);

function prefixedKey(variable: string, decode: (name: string) => string): string | undefined {
  return variable.startsWith('KAFKA_') && !CONTROL.test(variable) ? decode(variable.slice('KAFKA_'.length)) : undefined;
}

function confluentKey(variable: string): string | undefined {
  return variable.startsWith('CONFLUENT_') ? escaped(variable) : prefixedKey(variable, escaped);
}

// bitnami/containers, kafka-env.sh: plain names that are taken as KAFKA_CFG_ names.
const BITNAMI_ALIASES = new RegExp(`^KAFKA_(${[
  'ADVERTISED_LISTENERS', 'LISTENERS', 'LISTENER_SECURITY_PROTOCOL_MAP', 'BROKER_ID', 'NODE_ID', 'CONTROLLER_QUORUM_VOTERS',
  'PROCESS_ROLES', 'CONTROLLER_LISTENER_NAMES', 'DEFAULT_REPLICATION_FACTOR', 'DELETE_TOPIC_ENABLE', 'LOG_DIRS',
  'LOG_FLUSH_INTERVAL_MESSAGES', 'LOG_FLUSH_INTERVAL_MS', 'LOG_RETENTION_BYTES', 'LOG_RETENTION_HOURS', 'NUM_PARTITIONS',
  'OFFSETS_TOPIC_REPLICATION_FACTOR', 'TRANSACTION_STATE_LOG_REPLICATION_FACTOR', 'TRANSACTION_STATE_LOG_MIN_ISR',
  'ZOOKEEPER_CONNECT', 'AUTO_CREATE_TOPICS_ENABLE', 'INTER_BROKER_LISTENER_NAME',
].join('|')})$`);

function bitnamiKey(variable: string): string | undefined {
  if (variable.startsWith('KAFKA_CFG_')) return dotted(variable.slice('KAFKA_CFG_'.length));
  if (/^KAFKA_(MAX_MESSAGE_BYTES|MESSAGE_MAX_BYTES)$/.test(variable)) return 'message.max.bytes';
  if (variable === 'KAFKA_LOGS_DIRS') return 'log.dirs';
  return BITNAMI_ALIASES.test(variable) ? dotted(variable.slice('KAFKA_'.length)) : undefined;
}

function debeziumKey(variable: string): string | undefined {
  return /^(NODE_ID|BROKER_ID|ZOOKEEPER_CONNECT)$/.test(variable) ? dotted(variable) : prefixedKey(variable, dotted);
}

const SHIPPED = 'the server.properties of the image';

// One variable is enough to discard the image's own file (KafkaDockerWrapper.scala 4.2).
const APACHE: BrokerImage = {
  id: 'apache', key: variable => prefixedKey(variable, escaped), alone: true,
  directory: setsKafka => setsKafka ? '/tmp/kafka-logs' : '/tmp/kraft-combined-logs',
  implied: setsKafka => setsKafka ? [] : SINGLE, impliedBy: SHIPPED,
  setsDirectories: setsKafka => !setsKafka,
};

// `volumes` are those of the Dockerfiles: apache/kafka docker/jvm and docker/native, confluentinc/kafka-images kafka, server
// and local, wurstmeister/kafka-docker, debezium/container-images kafka, lensesio/fast-data-dev. Those of bitnami/containers
// declare none.
const IMAGES: readonly (readonly [RegExp, BrokerImage])[] = [
  [/(^|\/)apache\/kafka(?=[:@]|$)/, { ...APACHE, volumes: ['/var/lib/kafka/data'] }],
  [/(^|\/)apache\/kafka-native(?=[:@]|$)/, APACHE],
  [/confluentinc\/confluent-local(?=[:@]|$)/, {
    id: 'confluent-local', key: confluentKey, alone: true, directory: () => '/tmp/kraft-combined-logs',
    implied: () => SINGLE, impliedBy: 'the variables of the image', development: true, setsDirectories: always,
    volumes: ['/var/lib/kafka/data'],
  }],
  [/confluentinc\/cp-(kafka|server|enterprise-kafka)(?=[:@]|$)/, {
    id: 'confluent', key: confluentKey, alone: false, directory: () => '/var/lib/kafka/data', implied: none, impliedBy: '',
    setsDirectories: always, volumes: ['/var/lib/kafka/data'],
  }],
  [/bitnami(legacy|secure)?\/kafka(?=[:@]|$)/, {
    id: 'bitnami', key: bitnamiKey, alone: true, directory: () => '/bitnami/kafka/data', implied: () => SINGLE, impliedBy: SHIPPED,
    setsDirectories: always,
  }],
  [/wurstmeister\/kafka(?=[:@]|$)/, {
    id: 'wurstmeister', key: variable => prefixedKey(variable, dotted), alone: false,
    directory: () => '/kafka/kafka-logs-$HOSTNAME', implied: () => SINGLE, impliedBy: SHIPPED, createsTopics: true,
    setsDirectories: always, volumes: ['/kafka'],
  }],
  [/debezium\/kafka(?=[:@]|$)/, {
    id: 'debezium', key: debeziumKey, alone: true, directory: () => '/kafka/data', forced: true, implied: () => SINGLE, impliedBy: SHIPPED, createsTopics: true,
    setsDirectories: always, volumes: ['/kafka/data'],
  }],
  [/strimzi\/kafka(?=[:@]|$)/, {
    id: 'strimzi', key: () => undefined, alone: false, directory: () => undefined, implied: none, impliedBy: '', setsDirectories: always,
  }],
  [/redpandadata\/redpanda(?=[:@]|$)/, {
    id: 'redpanda', key: () => undefined, alone: true, directory: () => '/var/lib/redpanda/data', implied: none, impliedBy: '', setsDirectories: always,
  }],
  [/(landoop|lensesio)\/fast-data-dev(?=[:@]|$)/, {
    id: 'landoop', key: () => undefined, alone: true, directory: () => '/data', implied: none, impliedBy: '', development: true, setsDirectories: always,
    volumes: ['/data'],
  }],
];

/** An image that nothing is known of, read as those do that follow Kafka's own image. */
export const UNKNOWN_IMAGE: Pick<BrokerImage, 'key'> = {
  key: variable => variable.startsWith('KAFKA_CFG_') ? bitnamiKey(variable) : confluentKey(variable),
};

/** The family of a broker image by its reference; variables for the registry or the tag do not matter. */
export function brokerImage(image: string): BrokerImage | undefined {
  const reference = image.replace(/\$\{[^}]*\}/g, '').replace(/\$\w+/g, '');
  return IMAGES.find(([pattern]) => pattern.test(reference))?.[1];
}

/** The Kafka version that an image's tag tells. */
export function imageVersion(image: string): string | undefined {
  return kafkaOfImage(image.replace(/\$\{\w+:?-([^}]*)\}/g, '$1').replace(/^\$\{[^}]*\}/, ''));
}

/** What an image sets that nobody wrote, for keys that are not set otherwise. */
export function impliedBy(
  image: BrokerImage, setsKafka: boolean, version: string | undefined,
): { key: string; value: string; why: string }[] {
  const implied = image.implied(setsKafka).map(key => ({ key, value: '1', why: `${image.impliedBy} sets it` }));
  if (implied.length === 0 || version === undefined || compareVersions(version, '4.1') < 0) return implied;
  return [...implied, ...['replication.factor', 'min.isr'].map(end =>
    ({ key: `share.coordinator.state.topic.${end}`, value: '1', why: `${image.impliedBy} sets it` }))];
}

/**
 * The name under which an image reads a variable that it passes over as it is: bitnami's takes most settings with `KAFKA_CFG_`
 * alone (kafka-env.sh), and the others do not know that prefix.
 */
export function variableInstead({ id }: BrokerImage, variable: string): string | undefined {
  const [, prefixed, rest] = /^KAFKA_(CFG_)?(\w+)$/.exec(variable) ?? [];
  if (rest === undefined || !WEIGHTY.has(dotted(rest))) return undefined;
  if (id === 'bitnami') return prefixed || bitnamiKey(variable) ? undefined : `KAFKA_CFG_${rest}`;
  return prefixed && (id === 'apache' || id === 'confluent') ? `KAFKA_${rest}` : undefined;
}

/** Settings of brokers without which records are lost sooner. */
const WEIGHTY: ReadonlySet<string> = new Set([
  'min.insync.replicas', 'unclean.leader.election.enable', 'default.replication.factor', 'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor', 'transaction.state.log.min.isr', 'auto.create.topics.enable', 'log.dirs', 'log.retention.ms',
  'log.retention.minutes', 'log.retention.hours', 'log.retention.bytes', 'log.cleanup.policy', 'offsets.retention.minutes',
  'controlled.shutdown.enable', 'message.max.bytes', 'replica.lag.time.max.ms', 'num.partitions', 'log.segment.bytes',
]);

/** What names of variables begin with, by what the image makes of them. */
export function variablesOf(image: BrokerImage): string | undefined {
  return ['KAFKA_CFG_', 'KAFKA_'].find(prefix => image.key(`${prefix}MIN_INSYNC_REPLICAS`) === 'min.insync.replicas');
}
