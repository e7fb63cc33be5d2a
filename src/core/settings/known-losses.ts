import { compareVersions } from './versions';

/** A mistake of a client's releases by which records are lost, misrouted or reordered. */
export interface KnownLoss {
  /** The client, and those that run it. */
  clients: readonly string[];
  side: 'producer' | 'consumer';
  /** Releases that have it: from the first, until the first of the same line that does not. */
  releases: readonly { from: string; until: string }[];
  /** What happens, as the end of "in this version …". */
  what: string;
  source: string;
}

/** Mistakes that are known, with what they were found by. */
export const KNOWN_LOSSES: readonly KnownLoss[] = [
  {
    clients: ['kafka-clients', 'spring-kafka'], side: 'producer',
    // The fix is in ProducerBatch (`isInflight`) and Sender (`maybeRemoveAndDeallocateBatchLater`) of 4.1.2, and not of 3.9.1.
    releases: [{ from: '2.8.0', until: '3.9.2' }, { from: '4.0.0', until: '4.0.2' }, { from: '4.1.0', until: '4.1.2' }],
    what: 'a batch whose time is over while it is being sent may be overwritten and stored in another topic, without an error',
    source: 'KAFKA-19012',
  },
];

/** The known losses of a version, each with the first version of the same line without it. */
export function knownLosses(client: string, side: KnownLoss['side'], version: string): (KnownLoss & { until: string })[] {
  return KNOWN_LOSSES.flatMap(loss => {
    const release = loss.releases.find(({ from, until }) => compareVersions(from, version) <= 0 && compareVersions(version, until) < 0);
    return release && loss.side === side && loss.clients.includes(client) ? [{ ...loss, until: release.until }] : [];
  });
}
