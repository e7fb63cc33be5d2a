import type { Ecosystem, Mention } from '../../kafka/facts';
import { CLIENT_WORDS, NAMED_AFTER_KAFKA, UNREAD_CLIENTS, type UnreadClient as Row } from './unread';

/** Modules of libraries that are read where the code is. */
const READ_ON_THE_JVM = /^org\.(?:(?:apache|springframework)\.kafka|springframework\.cloud\.stream)\b/;
/** Ecosystems of build files; a name there need not be in the table. */
const BUILDS: ReadonlySet<Ecosystem> = new Set(['npm', 'maven', 'pypi', 'go', 'cargo', 'nuget', 'gem', 'composer', 'hex']);
const SPEAKS = new RegExp(['kafka', ...CLIENT_WORDS].join('|'), 'i');

/** True for a text of a language that is not read, or of a build file, that may name a client. */
export function speaksOfClients(text: string): boolean {
  return SPEAKS.test(text);
}

/** True for a name that a client or a module of one may have. */
export function mayBeClient({ ecosystem, name }: Mention): boolean {
  return rowsOf(ecosystem, name).length > 0 || (BUILDS.has(ecosystem) ? NAMED_AFTER_KAFKA.test(name) : ecosystem === 'jvm' && READ_ON_THE_JVM.test(name));
}

/** The rows of the table for a name; several where one name stands for several clients. */
export function rowsOf(ecosystem: Ecosystem, name: string): readonly Row[] {
  return UNREAD_CLIENTS.filter(({ names }) => names[ecosystem]?.split(' ').some(known => fits(name, known)));
}

function fits(name: string, known: string): boolean {
  if (known.endsWith('*')) return name.startsWith(known.slice(0, -1));
  return name.startsWith(known) && (name.length === known.length || /^[./:\\]/.test(name.slice(known.length)));
}

/** True for a module of another client of Kafka than the ones that have tables. */
export function isUnreadModule(module: string): boolean {
  return rowsOf('npm', module).some(({ where }) => !where);
}

/** Clients of other brokers and of queues, of which some speak of `send` and `run` as Kafka's do. */
const OTHER_BROKER = /^(amqplib|amqp-|rabbit|rhea|sqs-|@aws-sdk|pulsar-client|rocketmq|mqtt|nats|@nestjs\/microservices|kafkajs$|@confluentinc\/kafka-javascript|ioredis|bull|ws$|socket\.io)/;

/** True for a module whose calls look like Kafka's and mean something else. */
export function isOtherBroker(module: string): boolean {
  return OTHER_BROKER.test(module);
}
