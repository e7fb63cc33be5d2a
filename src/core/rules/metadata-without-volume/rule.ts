import type { Storage } from '../../kafka/cluster';
import { code } from '../../text/visible';
import { reportStorage, type Rule } from '../rule';

/** The brokers' data outlives them, but what says whose it is, and which topics there are, does not. */
export const rule: Rule = {
  id: 'metadata-without-volume',
  title: 'Topics and their settings in a place that does not last, beside messages that do',
  layer: 'broker',
  severity: 'warning',

  check: (model, report) => reportStorage(model, report, storage => (storage.holds === undefined ? undefined : describe(storage))),
};

function describe({ kind, directory, holds }: Storage): string | undefined {
  const place = directory === undefined ? 'another directory' : code(directory);
  if (kind === 'shadowed')
    return `${place} is a volume that the image declares, empty for each new container, so that ${KEPT[holds!]} not kept by the one above it; mount it right there.`;
  if (!/^(temporary|uncovered|fresh|container)$/.test(kind)) return undefined;
  return holds === 'zookeeper'
    ? 'ZooKeeper\'s data goes with its container, while the brokers\' is kept: they will not start beside a new ZooKeeper, and topics are forgotten; give it a volume.'
    : `the cluster's metadata is in ${place}, which goes with the container or the machine: topics are forgotten and the messages kept for nothing; keep it on a volume.`;
}

/** What is kept there, in words. */
const KEPT: Readonly<Record<NonNullable<Storage['holds']>, string>> = {
  metadata: 'the cluster\'s metadata is', zookeeper: 'ZooKeeper\'s data is',
};
