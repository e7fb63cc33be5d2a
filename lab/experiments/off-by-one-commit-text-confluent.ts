import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './off-by-one-commit-text';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'off-by-one-commit-text-confluent', case: 'confluent-kafka-javascript: text plus one', client: 'confluent-kafka-javascript' };
