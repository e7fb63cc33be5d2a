import { isTestPath } from '../../kafka/environment';
import { loudness } from '../../kafka/loudness';
import type { Cluster, Storage } from '../../kafka/cluster';
import { code } from '../../text/visible';
import type { Problem, Rule } from '../rule';

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
          about: cluster,
          message,
          ...loud(cluster, storage),
          because: storage.because,
          fixes: () => [storage.fix],
        });
      }
    }
  },
};

/** Somebody wanted to keep the data: that it is not kept is a mistake in every environment but a test's. */
function loud(cluster: Cluster, { kind, path, likely, lasting, holds }: Storage): Pick<Problem, 'severity' | 'sureness'> {
  if (/^(uncovered|shadowed|fresh)$/.test(kind) && !isTestPath(path))
    return { severity: 'warning', sureness: likely ? 'likely' : 'certain' };
  if (holds === 'zookeeper' && cluster.environment === 'development') return { severity: 'info', sureness: 'possible' };
  const found = loudness(holds === 'zookeeper' && cluster.brokers === 1 ? { ...cluster, brokers: undefined } : cluster);
  return kind === 'temporary' && lasting && found.sureness === 'possible' ? { ...found, sureness: 'likely' } : found;
}

function describe({ kind, directory, holds }: Storage): string | undefined {
  if (holds === 'zookeeper' && kind === 'container') return KEEPER;
  const [what, are, every] =
    holds === 'metadata'
      ? ["the cluster's metadata", "the cluster's metadata is", "the cluster's metadata"]
      : ['its messages', 'the messages are', 'every message'];
  const place = directory === undefined ? undefined : code(directory);
  switch (kind) {
    case 'temporary': return directory
      ? `the broker keeps ${what} in ${place}, which is emptied with the container or the machine; keep them on a volume.`
      : 'this storage goes with the pod: every restart begins with an empty disk and what was not copied elsewhere is lost; use a persistent claim.';
    case 'uncovered': return `${are} in ${place ?? 'another directory'}, which no volume covers: ${holds === 'metadata' ? 'it goes' : 'they go'} with the container; mount the volume there or set \`log.dirs\`.`;
    case 'shadowed': return `${place} is a volume that the image declares, empty for each new container: what is mounted above it holds nothing; mount it right there.`;
    case 'fresh': return `${place} has the container's name in it: each new container begins with an empty one; give it a \`hostname\` or set \`log.dirs\`.`;
    case 'shared': return `two brokers write to ${place} of the same volume: the second finds it locked and does not start; give each a directory of its own.`;
    case 'container': return `no volume holds ${place ?? 'the log directory'}: ${every} goes with the container; mount a named volume there.`;
    default: return undefined;
  }
}

const KEEPER = 'ZooKeeper\'s data goes with its container, while the brokers\' is kept: they will not start beside a new ZooKeeper, and topics are forgotten; give it a volume.';
