import type { Experiment } from '../experiment';
import { experiment as kafkajs } from './retries-off-leader';

/** The same with the Java client. */
export const experiment: Experiment = { ...kafkajs, id: 'retries-off-leader-java', case: 'kafka-clients: off', client: 'kafka-clients', entry: 'shop.OrderPublisher' };
