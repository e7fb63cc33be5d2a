import type { Rule } from '../rule';

/** A listener that is to acknowledge and never does: nothing is committed, and each start handles all again. */
export const rule: Rule = {
  id: 'unacknowledged',
  title: 'A listener that is to acknowledge and never does',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const listener of model.unacknowledged ?? []) {
      report(listener, {
        about: listener, message: MESSAGE, sureness: 'likely', because: listener.because,
        severity: listener.environment === 'development' || listener.sample ? 'info' : 'warning',
        fixes: () => [listener.acknowledge],
      });
    }
  },
};

const MESSAGE = 'on no way is a record acknowledged, so nothing is ever committed: each start handles all again from where the group began; acknowledge after the work.';
