import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './offset-reset-latest-kafkajs';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'offset-reset-latest-confluent', case: 'confluent-kafka-javascript: `fromBeginning` is false, or left out', client: 'confluent-kafka-javascript' };
