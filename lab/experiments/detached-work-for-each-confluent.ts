import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './detached-work-for-each';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'detached-work-for-each-confluent', case: 'confluent-kafka-javascript: `forEach` with an async function', client: 'confluent-kafka-javascript' };
