import type { Cluster, Deletion } from '../../kafka/cluster';
import { loudness } from '../../kafka/loudness';
import type { ReportProblem, Rule } from '../rule';

/** One deleted resource takes all copies of all messages along. */
export const rule: Rule = {
  id: 'storage-deleted-with-cluster',
  title: 'Volumes that are deleted with the resource that describes the brokers',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) {
      const deletions = cluster.storage.flatMap(({ deleted }) => deleted ?? []);
      if (deletions.length > 0) check(cluster, deletions, report);
    }
  },
};

const MESSAGES: Readonly<Record<Deletion['with'], string>> = {
  resource: 'the volumes are deleted with this resource: who removes or renames it, by hand or by a pipeline, deletes all copies of all messages; keep the claims.',
  scaling: 'the volumes of brokers are deleted when there are to be fewer: what was not moved off them before is gone, with no way back; keep the claims.',
};

function check(cluster: Cluster, [first, ...others]: readonly Deletion[], report: ReportProblem): void {
  report(first, {
    about: cluster,
    message: MESSAGES[first.with],
    // The volume of one broker is worth as much as those of three.
    ...loudness({ ...cluster, brokers: cluster.environment === 'production' ? 2 : undefined }),
    because: others.map(({ path, span }) => ({ path, span, note: 'and this one' })),
    fixes: () => [{ ...first.fix, edits: [first, ...others].flatMap(({ fix }) => fix.edits) }],
  });
}
