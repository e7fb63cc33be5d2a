import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './idempotence-off-answer';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'idempotence-off-answer-confluent', case: 'confluent-kafka-javascript: switched off', client: 'confluent-kafka-javascript' };
