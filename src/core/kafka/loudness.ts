import type { Cluster, Storage } from './cluster';
import { isTestPath } from './environment';
import type { Fix } from './evidence';
import type { Answer, Environment, SettingSite, Value } from '../settings/setting';

/** What a link of a story rests on: it was seen, it follows a convention, or it is only supposed. */
export type Ground = 'seen' | 'convention' | 'supposed';

/** certain: every link seen. likely: one conventional assumption. possible: worth a look in an audit. */
export type Sureness = 'certain' | 'likely' | 'possible';

/** How sure a story is, by what its links rest on. */
export function surenessOf(links: readonly { rests: Ground }[]): Sureness {
  const assumed = links.filter(({ rests }) => rests === 'convention').length;
  if (assumed > 1 || links.some(({ rests }) => rests === 'supposed')) return 'possible';
  return assumed === 1 ? 'likely' : 'certain';
}

const SURER: readonly Sureness[] = ['possible', 'likely', 'certain'];

/** The surest of several stories of one loss. */
export function surest(all: readonly Sureness[]): Sureness {
  return SURER[Math.max(0, ...all.map(one => SURER.indexOf(one)))];
}

/** What decides how loud a hazard of brokers and topics is. */
export interface Standing {
  brokers?: number;
  environment: Environment;
  sample: boolean;
}

/**
 * One broker cannot keep two copies: outside of production that is only a remark for audits. Development and samples get
 * a hint, and so does a file that does not tell how many brokers there are.
 */
export function loudness({ brokers, environment, sample }: Standing, full: 'error' | 'warning' = 'warning') {
  if (brokers === 1) {
    return environment === 'production' && !sample
      ? { severity: 'warning', sureness: 'likely' } as const
      : { severity: 'info', sureness: 'possible' } as const;
  }
  if (environment === 'development' || sample) return { severity: 'info', sureness: 'likely' } as const;
  if (brokers === undefined && environment === 'neutral') return { severity: 'info', sureness: 'likely' } as const;
  return { severity: full, sureness: 'certain' } as const;
}

/**
 * How loud the loss of a place is that does not outlive its broker. Where somebody wanted to keep the data, that it is not
 * kept is a mistake in every environment but a test's.
 */
export function loudnessOfStorage(cluster: Cluster, { kind, path, likely, lasting, holds }: Storage) {
  if (/^(uncovered|shadowed|fresh)$/.test(kind) && !isTestPath(path))
    return { severity: 'warning', sureness: likely ? 'likely' : 'certain' } as const;
  if (holds === 'zookeeper' && cluster.environment === 'development') return { severity: 'info', sureness: 'possible' } as const;
  const found = loudness(holds === 'zookeeper' && cluster.brokers === 1 ? { ...cluster, brokers: undefined } : cluster);
  return kind === 'temporary' && lasting && found.sureness === 'possible' ? { ...found, sureness: 'likely' as const } : found;
}

/** The whole number that a setting or a written value is; undefined when it is not known or no number. */
export function numberOf(of: Answer | Value): number | undefined {
  return of.known && /^-?\d+$/.test(of.value.trim()) ? Number(of.value) : undefined;
}

/** Three copies, or as many as there are brokers, and none to offer for one broker; safe where three are known. */
export function moreCopies(brokers: number | undefined, write: (copies: string) => Fix | undefined): Fix | undefined {
  const fix = brokers === 1 ? undefined : write(String(Math.min(3, brokers ?? 3)));
  return fix && { ...fix, safe: brokers !== undefined && brokers >= 3 };
}

/** What to do about a single copy, in words: as many as brokers can hold. */
export function moreCopiesInWords(brokers: number | undefined): string {
  return brokers === 1 ? 'with more brokers there can be more replicas' : `use ${Math.min(3, brokers ?? 3)} replicas`;
}

/**
 * Whose topics a setting of a service makes copies of: `internal` for the service's own state, `data` for topics that
 * applications read; undefined when it is no such setting.
 */
export function copiedTopics({ scope, key }: SettingSite): 'internal' | 'data' | undefined {
  if (!/(replication(\.factor)?|topic\.replicas)$/.test(key)) return undefined;
  if (scope === 'streams') return key === 'replication.factor' ? 'internal' : undefined;
  if (scope !== 'connect' || LICENCE.test(key)) return undefined;
  return INTERNAL.test(key) ? 'internal' : 'data';
}

/** Topics that hold a licence and nothing that anybody would miss. */
const LICENCE = /^confluent\.(license\.)?topic\./;
const INTERNAL = /^((offset|config|status)\.storage|(\S+\.)?(offset-syncs|checkpoints|heartbeats)\.topic|kafkastore\.topic|confluent|ksql\.(internal|streams))\./;
