import type { Answer, Environment, Value } from './setting';

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

/** The whole number that a setting or a written value is; undefined when it is not known or no number. */
export function numberOf(of: Answer | Value): number | undefined {
  return of.known && /^-?\d+$/.test(of.value.trim()) ? Number(of.value) : undefined;
}

/** The copies that a new topic can have on so many brokers; three where the number is not known. */
export function copiesFor(brokers: number | undefined): number | undefined {
  return brokers === 1 ? undefined : Math.min(3, brokers ?? 3);
}

/**
 * Whose topics a setting of a service makes copies of: `internal` for the service's own state, `data` for topics that
 * applications read; undefined when it is no such setting.
 */
export function copiedTopics(service: string, key: string): 'internal' | 'data' | undefined {
  if (!/(replication(\.factor)?|replicas)$/.test(key)) return undefined;
  if (service === 'streams' || service === 'control-center' || service === 'schema-registry') return 'internal';
  if (/^((offset|config|status)\.storage|(offset-syncs|checkpoints|heartbeats)\.topic)\./.test(key)) return 'internal';
  return /^(confluent\.|ksql\.(internal|streams)\.)/.test(key) ? 'internal' : 'data';
}
