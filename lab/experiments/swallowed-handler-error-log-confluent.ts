import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './swallowed-handler-error-log';

/** The same over librdkafka. */
export const experiment: Experiment = { ...kafkajs, id: 'swallowed-handler-error-log-confluent', case: 'confluent-kafka-javascript: the failure is only logged', client: 'confluent-kafka-javascript' };
