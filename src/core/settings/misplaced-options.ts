import { DIALECTS } from './dialects';
import { nearest } from './known-keys';
import { canonicalSetting, isClientKey, spellingsOf } from './spelling';

/** Where an option that has no effect would have one. */
export interface Misplaced {
  /** Its name in the place where it stands. */
  instead?: string;
  /** The call whose options have it. */
  belongsTo?: string;
  /** The argument of the same call whose options have it. */
  argument?: 'first' | 'second';
}

/** Clients that take any option and read only what they know, without a word about the rest; with their places. */
const SILENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // kafkajs 2.2, src/index.js, src/producer/index.js, src/consumer/index.js: options are destructured by name.
  kafkajs: {
    client: 'new Kafka', producer: 'kafka.producer', consumer: 'kafka.consumer', send: 'send', subscribe: 'subscribe', run: 'run',
  },
  // @platformatic/kafka 2.12, dist/clients/producer/producer.js: `send` takes `acks` from its own options alone.
  'platformatic-kafka': { producer: 'new Producer', send: 'send', consumer: 'new Consumer', consume: 'consume' },
};

/** Settings whose loss loses, doubles or reorders records. */
const WEIGHTY: ReadonlySet<string> = new Set([
  'acks', 'enable.idempotence', 'retries', 'max.in.flight.requests.per.connection', 'transactional.id', 'delivery.timeout.ms',
  'enable.auto.commit', 'auto.commit.interval.ms', 'auto.offset.reset', 'isolation.level', 'group.id',
]);

/** Whether an option that is not read in its place is a setting elsewhere, or under another name; undefined for any other name. */
export function misplacedOption(dialect: string, name: string): Misplaced | undefined {
  if (DIALECTS[dialect]?.without) return inOtherArgument(dialect, name);
  const [library, place] = dialect.split('.'), places = Object.hasOwn(SILENT, library) ? SILENT[library] : undefined;
  // What is nested (`retry.retries`) has names of its own.
  if (!places || name.includes('.')) return undefined;
  const key = keyMeant(library, place, name);
  if (key === undefined || !WEIGHTY.has(key)) return undefined;
  const here = spellingsOf(dialect, key)[0];
  if (here) return { instead: [...here.within, here.name].join('.') };
  const home = Object.keys(places).find(other => other !== place && spellingsOf(`${library}.${other}`, key).length > 0);
  return home === undefined ? undefined : { belongsTo: places[home] };
}

/** An option that has an effect in another argument only, or by another name. */
function inOtherArgument(dialect: string, name: string): Misplaced | undefined {
  const { without, extends: whole } = DIALECTS[dialect];
  const key = without!.names.includes(name) ? canonicalSetting(whole, name)?.key : undefined;
  if (key === undefined || !WEIGHTY.has(key)) return undefined;
  const [here] = spellingsOf(dialect, key);
  return here ? { instead: here.name } : { argument: without!.home };
}

/** The setting that an option's name speaks of: as another place of the library, another client or Kafka itself calls it, or nearly so. */
function keyMeant(library: string, place: string, name: string): string | undefined {
  const dotted = name.replace(/[A-Z]/g, letter => `.${letter.toLowerCase()}`);
  for (const key of [name, dotted]) if (isClientKey(key)) return key;
  const own = Object.keys(DIALECTS).filter(one => one.startsWith(`${library}.`));
  for (const other of [...own, ...Object.keys(DIALECTS)]) {
    const option = DIALECTS[other].options[name];
    if (option !== undefined && Object.hasOwn(DIALECTS[other].options, name)) return typeof option === 'string' ? option : option.key;
  }
  const options = DIALECTS[`${library}.${place}`]?.options ?? {}, near = nearest(name, Object.keys(options));
  const option = near === undefined ? undefined : options[near];
  return typeof option === 'object' ? option.key : option;
}
