import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './acks-not-all-one';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'acks-not-all-one-confluent', case: 'confluent-kafka-javascript: leader only', client: 'confluent-kafka-javascript', kafka: ['4'] };
