import type { Experiment } from '../experiment';
import { experiment as spring } from './async-failure-acknowledged-spring';

/** The first line that waits for futures. */
export const experiment: Experiment = { ...spring, id: 'async-failure-acknowledged-spring-3-2', client: 'spring-kafka-3.2' };
