import { DEFAULT_ROWS } from './default-rows';

/** A default of a library's setting, and where that is written. */
export interface DefaultValue {
  value: string;
  source: string;
}

/**
 * The default of a setting in one version of a library. Without a version, or with one that lies before all rows, it is
 * known only where every version agrees.
 */
export function defaultOf(library: string, scope: string, key: string, version: string | undefined): DefaultValue | undefined {
  const rows = DEFAULT_ROWS.filter(row => row.library === library && row.scope === scope && row.key === key);
  if (rows.length === 0) return undefined;
  if (version === undefined || !isVersion(version)) {
    const [first, ...others] = rows;
    return !first.from && others.every(row => row.value === first.value) ? { value: first.value, source: first.source } : undefined;
  }
  const row = rows.find(({ from, until }) =>
    (!from || compareVersions(from, version) <= 0) && (!until || compareVersions(version, until) < 0));
  return row && { value: row.value, source: row.source };
}

/** Negative when `a` is the older version; a pre-release comes before its release, a missing part counts as zero. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.numbers.length, right.numbers.length); i++) {
    const difference = (left.numbers[i] ?? 0) - (right.numbers[i] ?? 0);
    if (difference) return difference;
  }
  return Number(right.pre) - Number(left.pre);
}

function parts(version: string): { numbers: number[]; pre: boolean } {
  const written = version.trim(), match = /^[vV=]?(\d+(?:\.\d+)*)/.exec(written);
  if (!match) return { numbers: [], pre: false };
  const pre = /^[-.]?(?:SNAPSHOT|M\d|RC|alpha|beta|rc|pre|next|dev|canary)/i.test(written.slice(match[0].length));
  return { numbers: match[1].split('.').map(Number), pre };
}

/** True for text that starts as a version does: `3.4`, `v2.2.4`, `2.7.18.RELEASE`. */
export function isVersion(text: string): boolean {
  return /^[vV=]?\d+(?:[-.+][\w.+-]*)?$/.test(text.trim());
}

/** What one version of Spring Boot manages. */
export interface Managed {
  kafkaClients: string;
  springKafka: string;
}

/** kafka-clients and spring-kafka of a Spring Boot version (spring-boot-dependencies of each tag); undefined before 2.0. */
export function managedByBoot(boot: string): Managed | undefined {
  const row = lastUpTo(BOOT, boot);
  return row && { kafkaClients: row[1], springKafka: row[2] };
}

/** kafka-clients that a spring-kafka version brings along (its gradle.properties or build.gradle of each tag). */
export function clientsOfSpringKafka(version: string): string | undefined {
  return lastUpTo(SPRING_KAFKA, version)?.[1];
}

/** Spring Cloud Stream of a release train of Spring Cloud (spring-cloud-dependencies of each tag). */
export function streamOfCloud(train: string): string | undefined {
  const [, name, patch] = /^(\d{4}\.\d|[A-Z][a-z]+)\.(\w+)/.exec(train) ?? [];
  const minor = name !== undefined && Object.hasOwn(CLOUD, name) ? CLOUD[name] : undefined;
  if (minor === undefined || !/^\d+$/.test(patch)) return minor;
  return `${minor}.${name === '2021.0' ? Number(patch) + 1 : patch}`;
}

/** The Kafka version of a Confluent Platform version (docs.confluent.io, supported versions); 7.7 and later count on one by one. */
export function kafkaOfConfluent(version: string): string | undefined {
  const match = /^(\d+)\.(\d+)/.exec(version);
  return match ? CONFLUENT[`${match[1]}.${match[2]}`] : undefined;
}

/** The Kafka version that an image reference tells by its tag; undefined for `latest`, digests, variables and other images. */
export function kafkaOfImage(image: string): string | undefined {
  const match = /(?:^|\/)([\w.-]+)\/([\w.-]+):([\w.-]+)(?:@.*)?$/.exec(image);
  if (!match) return undefined;
  const [, owner, name, tag] = match;
  if (owner === 'wurstmeister' || owner === 'strimzi') return /(?<!\d)(\d+\.\d+(?:\.\d+){0,2})$/.exec(tag)?.[1];
  const version = /^v?(\d+\.\d+(?:\.\d+){0,2})/.exec(tag)?.[1];
  if (!version) return undefined;
  if (owner === 'confluentinc') return kafkaOfConfluent(version);
  // Debezium numbers its images as itself.
  return /^(apache|bitnami|bitnamilegacy|bitnamisecure)$/.test(owner) && /^kafka(-native)?$/.test(name) ? version : undefined;
}

function lastUpTo<Row extends readonly [string, ...string[]]>(rows: readonly Row[], version: string): Row | undefined {
  if (!isVersion(version)) return undefined;
  return rows.findLast(([from]) => compareVersions(from, version) <= 0);
}

// Boot from, kafka-clients, spring-kafka.
const BOOT: readonly (readonly [string, string, string])[] = [
  ['2.0', '1.0.2', '2.1.12'], ['2.1', '2.0.1', '2.2.14'], ['2.2', '2.3.1', '2.3.13'], ['2.3', '2.5.1', '2.5.14'],
  ['2.4', '2.6.3', '2.6.12'], ['2.5', '2.7.2', '2.7.14'], ['2.6', '3.0.0', '2.8.0'], ['2.6.5', '3.0.1', '2.8.4'],
  ['2.7', '3.1.1', '2.8.6'], ['3.0', '3.3.1', '3.0.0'], ['3.1', '3.4.0', '3.0.7'], ['3.2', '3.6.0', '3.1.0'],
  ['3.3', '3.7.0', '3.2.0'], ['3.4', '3.8.1', '3.3.0'], ['3.5', '3.9.1', '3.3.6'], ['4.0', '4.1.1', '4.0.0'],
  ['4.0.4', '4.1.2', '4.0.4'], ['4.0.6', '4.1.2', '4.0.5'], ['4.0.8', '4.1.2', '4.0.7'], ['4.1', '4.2.1', '4.1.0'],
];

// spring-kafka from, kafka-clients (https://spring.io/projects/spring-kafka, compatibility).
const SPRING_KAFKA: readonly (readonly [string, string])[] = [
  ['2.1', '1.0.0'], ['2.2', '2.0.0'], ['2.3', '2.3.0'], ['2.4', '2.4.0'], ['2.5', '2.5.0'], ['2.6', '2.6.0'],
  ['2.7', '2.7.0'], ['2.8', '3.0.0'], ['2.8.4', '3.0.1'], ['2.9', '3.2.0'], ['3.0', '3.3.1'], ['3.1', '3.6.0'],
  ['3.2', '3.7.0'], ['3.3', '3.8.0'], ['4.0', '4.1.0'], ['4.1', '4.2.0'],
];

// The first train of each minor version; 2021.0.0 brings 3.2.1, all others begin at 0.
const CLOUD: Readonly<Record<string, string>> = {
  Finchley: '2.0', Greenwich: '2.1', Hoxton: '3.0', '2020.0': '3.1', '2021.0': '3.2', '2022.0': '4.0', '2023.0': '4.1', '2024.0': '4.2',
  '2025.0': '4.3', '2025.1': '5.0',
};

const CONFLUENT: Readonly<Record<string, string>> = {
  '3.3': '0.11', '4.0': '1.0', '4.1': '1.1', '5.0': '2.0', '5.1': '2.1', '5.2': '2.2', '5.3': '2.3', '5.4': '2.4',
  '5.5': '2.5', '6.0': '2.6', '6.1': '2.7', '6.2': '2.8', '7.0': '3.0', '7.1': '3.1', '7.2': '3.2', '7.3': '3.3',
  '7.4': '3.4', '7.5': '3.5', '7.6': '3.6', '7.7': '3.7', '7.8': '3.8', '7.9': '3.9', '8.0': '4.0', '8.1': '4.1',
  '8.2': '4.2',
};
