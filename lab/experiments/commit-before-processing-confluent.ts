import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './commit-before-processing-kafkajs';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'commit-before-processing-confluent', case: 'confluent-kafka-javascript: committed first', client: 'confluent-kafka-javascript' };
