import type { Experiment } from '../experiment';
import { experiment as kafkajs } from '../experiments/dropped-send-exit';

/** The same with the Java client. */
export const experiment: Experiment = { ...kafkajs, id: 'dropped-send-exit-java', case: 'kafka-clients: a catch around it sees only what fails at once', client: 'kafka-clients', entry: 'shop.OrderPublisher' };
