import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './retries-off-leader';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'retries-off-leader-confluent', case: 'confluent-kafka-javascript: off for the client, and so for its producer', client: 'confluent-kafka-javascript' };
