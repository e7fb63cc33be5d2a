import type { Storage } from '../../kafka/cluster';
import { code } from '../../text/visible';
import { reportStorage, type Rule } from '../rule';

/** What a broker writes to a place that goes with its container or is emptied at the next start is lost. */
export const rule: Rule = {
  id: 'ephemeral-storage',
  title: 'Messages in a place that does not outlive the broker',
  layer: 'broker',
  severity: 'warning',

  check: (model, report) => reportStorage(model, report, storage => (storage.holds === undefined ? describe(storage) : undefined)),
};

function describe({ kind, directory }: Storage): string | undefined {
  const place = directory === undefined ? undefined : code(directory);
  switch (kind) {
    case 'temporary': return directory
      ? `the broker keeps its messages in ${place}, which is emptied with the container or the machine; keep them on a volume.`
      : 'this storage goes with the pod: every restart begins with an empty disk and what was not copied elsewhere is lost; use a persistent claim.';
    case 'uncovered': return `the messages are in ${place ?? 'another directory'}, which no volume covers: they go with the container; mount the volume there or set \`log.dirs\`.`;
    case 'shadowed': return `${place} is a volume that the image declares, empty for each new container: what is mounted above it holds nothing; mount it right there.`;
    case 'fresh': return `${place} has the container's name in it: each new container begins with an empty one; give it a \`hostname\` or set \`log.dirs\`.`;
    case 'container': return `no volume holds ${place ?? 'the log directory'}: every message goes with the container; mount a named volume there.`;
    default: return undefined;
  }
}
