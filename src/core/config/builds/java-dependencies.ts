import type { BuildFacts } from '../../kafka/facts';
import { clientsOfSpringKafka, isVersion, kafkaOfConfluent, managedByBoot, streamOfCloud } from '../../settings/versions';

/** A module of a Java build as it is written, before versions that others manage are filled in. */
export interface JavaModule {
  group: string;
  name: string;
  version?: string;
}

const CLIENTS = 'org.apache.kafka:kafka-clients';
const SPRING_KAFKA = 'org.springframework.kafka:spring-kafka';
const CLOUD = 'org.springframework.cloud', STREAM = `${CLOUD}:spring-cloud-stream`;

/**
 * The dependencies that matter, with the versions that Spring Boot manages for kafka-clients and spring-kafka, and Spring Cloud for its streams.
 * `overrides` are the versions that a build gives to Boot's own management: `kafka.version`, `spring-kafka.version`.
 */
export function javaDependencies(
  modules: readonly JavaModule[], boot: string | undefined, overrides: { kafka?: string; springKafka?: string } = {},
): BuildFacts['dependencies'] {
  const versions = new Map<string, string | undefined>();
  for (const { group, name, version } of modules) {
    const id = `${group}:${name}`;
    if (!matters(group, name)) continue;
    versions.set(id, version && isVersion(version) ? ofKafka(group, version) : versions.get(id));
  }
  if (boot !== undefined && !isVersion(boot)) boot = undefined;
  const managed = boot === undefined ? undefined : managedByBoot(boot);
  if (boot !== undefined) versions.set('org.springframework.boot:spring-boot', boot);
  const springKafka = versions.get(SPRING_KAFKA) ?? overrides.springKafka ?? managed?.springKafka;
  if (springKafka !== undefined) versions.set(SPRING_KAFKA, springKafka);
  // Streams and the clients come in one release.
  const clients = versions.get(CLIENTS) ?? versions.get('org.apache.kafka:kafka-streams') ?? overrides.kafka ?? managed?.kafkaClients
    ?? (springKafka && clientsOfSpringKafka(springKafka));
  if (clients !== undefined) versions.set(CLIENTS, clients);
  const train = modules.find(({ group, name }) => group === CLOUD && name === 'spring-cloud-dependencies')?.version;
  const stream = versions.get(STREAM) ?? (train === undefined ? undefined : streamOfCloud(train));
  if (stream !== undefined) versions.set(STREAM, stream);
  return [...versions].map(([name, version]) => ({ name, ...(version !== undefined && { version }), locked: false }));
}

/** Confluent's builds of the clients are numbered as its platform: `7.9.5-ccs`. */
function ofKafka(group: string, version: string): string | undefined {
  return group === 'org.apache.kafka' && /-c[ce]s?$/.test(version) ? kafkaOfConfluent(version) : version;
}

/** Clients and frameworks of Kafka, and libraries that keep an outbox. */
function matters(group: string, name: string): boolean {
  if (group === 'org.apache.kafka') return /^(kafka-clients|kafka-streams)$/.test(name);
  if (group === '') return false;
  return /^(spring-kafka|spring-integration-kafka|reactor-kafka|spring-cloud-stream|spring-cloud-(stream-binder|starter-stream)-(kafka(-streams|-reactive)?|rabbit|kinesis|pulsar)|smallrye-reactive-messaging-\w+|quarkus-(messaging|smallrye-reactive-messaging)-\w+|quarkus-kafka-(client|streams)|micronaut-kafka|vertx-kafka-client)$/.test(name)
    || /outbox/.test(name) || /^(org\.springframework\.modulith|io\.eventuate|one\.tomorrow\.transactional-outbox)/.test(group);
}
