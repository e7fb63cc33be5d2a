import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './dropped-send-exit';

/** The same over librdkafka, whose buffer goes with the process. */
export const experiment: Experiment = { ...kafkajs, id: 'dropped-send-exit-confluent', case: 'confluent-kafka-javascript: a statement', client: 'confluent-kafka-javascript' };
