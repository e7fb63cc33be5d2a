import type { Experiment } from '../experiment';
import { CHECKING, neverSent } from '../faults/gaps';

/** Three messages are never sent, to a topic whose offsets have gaps everywhere; who notices which? */
export const experiment: Experiment = {
  id: 'dual-write-sequence',
  rule: 'dual-write',
  case: 'kafkajs: a handler that only writes',
  instead: CHECKING,
  client: 'kafkajs-pg',
  entry: 'src/stock.ts',
  fault: 'three messages are never sent, the others in a transaction each, so that every second offset is empty; counted is what is missing and not reported, or reported and not missing',
  claims: 'lost',
  run: neverSent,
};
