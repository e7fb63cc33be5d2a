import type { Experiment } from '../experiment';
import { experiment as spring } from './async-failure-acknowledged-spring';

/** A line that takes a future for a reply, and waits for none. */
export const experiment: Experiment = { ...spring, id: 'async-failure-acknowledged-spring-3-1', client: 'spring-kafka-3.1' };
