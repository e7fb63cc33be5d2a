import type { Experiment } from '../experiment';
import { neverSent, SPRING_CHECKING } from '../faults/gaps';

/** Three messages are never sent, to a topic whose offsets have gaps everywhere; who notices which? */
export const experiment: Experiment = {
  id: 'dual-write-sequence-spring',
  rule: 'dual-write',
  case: 'Spring: a listener that only writes',
  instead: SPRING_CHECKING,
  client: 'spring-kafka-jdbc',
  entry: 'com.example.stock.StockListener',
  fault: 'three messages are never sent, the others in a transaction each, so that every second offset is empty; counted is what is missing and not reported, or reported and not missing',
  claims: 'lost',
  run: neverSent,
};
