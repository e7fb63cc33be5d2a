import { loudness } from '../../kafka/loudness';
import type { Rule } from '../rule';

/** The changelog of a store is its only copy beside the disk of one machine. */
export const rule: Rule = {
  id: 'disabled-changelog',
  title: 'A store of Kafka Streams that no other machine can restore',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const store of model.stateStores) {
      report(store, {
        about: store,
        message: 'without its changelog this store is empty wherever its partition moves or starts anew, while the records it was made of count as read; keep the changelog.',
        ...loudness({ ...store, brokers: 2 }),
        sureness: 'likely',
        fixes: () => [store.restore],
      });
    }
  },
};
