import { loudness } from '../../kafka/loudness';
import type { Rule } from '../rule';

const KEY = 'controller.quorum.voters';

/** Two voters are no safer than one: the majority of two is both, so that either's end stops the cluster. */
export const rule: Rule = {
  id: 'two-voters',
  title: 'A quorum of two, which either of them can stop',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      for (const site of cluster.sites(KEY)) {
        if (!site.value.known || votersOf(site.value.value) !== 2) continue;
        report(site, {
          about: cluster,
          message: 'two controllers vote, and a majority is both: when either is down, no leader is elected and no topic changes; use three voters.',
          // A broker's file that names its voters is no file for one machine.
          ...loudness({ ...cluster, brokers: 2 }),
        });
      }
    }
  },
};

/** How many controllers a list such as `1@kafka-1:9093,2@kafka-2:9093` names. */
function votersOf(list: string): number {
  return new Set(list.split(',').map(voter => voter.trim().split('@')[0]).filter(Boolean)).size;
}
