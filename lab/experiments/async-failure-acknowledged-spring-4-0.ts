import type { Experiment } from '../experiment';
import { experiment as spring } from './async-failure-acknowledged-spring';

/** The last version that does not tell the error handler. */
export const experiment: Experiment = { ...spring, id: 'async-failure-acknowledged-spring-4-0', client: 'spring-kafka-4.0' };
