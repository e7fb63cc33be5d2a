import { isTestPath } from '../kafka/environment';
import { loudness } from '../kafka/standing';
import type { Storage } from '../kafka/cluster';
import type { Rule } from './rule';

/** What a broker writes to a place that goes with its container or is emptied at the next start is lost. */
export const rule: Rule = {
  id: 'ephemeral-storage',
  title: 'Messages in a place that does not outlive the broker',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      for (const storage of cluster.storage) {
        const message = describe(storage);
        if (!message) continue;
        report(storage, {
          message,
          // Somebody wanted to keep the data: that it is not kept is a mistake in every environment but a test's.
          ...(storage.kind === 'uncovered' && !isTestPath(storage.path) ? { severity: 'warning', sureness: 'certain' } : loudness(cluster)),
          because: storage.because,
          fixes: () => [storage.fix],
        });
      }
    }
  },
};

function describe({ kind, directory }: Storage): string | undefined {
  switch (kind) {
    case 'temporary': return directory
      ? `The broker keeps its messages in \`${directory}\`, which is emptied with the container or the machine; keep them on a volume.`
      : 'This storage goes with the pod: every restart begins with an empty disk and what was not copied elsewhere is lost; use a persistent claim.';
    case 'uncovered': return `The messages are in \`${directory ?? 'another directory'}\`, which no volume covers: they go with the container; mount the volume there or set \`log.dirs\`.`;
    case 'container': return `No volume holds \`${directory ?? 'the log directory'}\`: every message goes with the container; mount a named volume there.`;
    default: return undefined;
  }
}
