import { loudness } from '../../kafka/loudness';
import { code } from '../../text/visible';
import type { Rule } from '../rule';

/** A broker locks its log directory: of several that are given the same one, the first runs, and there are no copies. */
export const rule: Rule = {
  id: 'shared-log-directory',
  title: 'Brokers that are given one log directory, which only one of them can use',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      for (const storage of cluster.storage) {
        if (storage.kind !== 'shared') continue;
        report(storage, {
          about: cluster,
          message: `two brokers write to ${code(storage.directory ?? 'one directory')} of the same volume: the second finds it locked and does not start, and nothing is copied; give each its own.`,
          ...loudness(cluster),
          because: storage.because,
        });
      }
    }
  },
};
