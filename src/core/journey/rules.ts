/**
 * Rules of which no finding means that a record is lost: it comes twice, late, out of order, or stands still, and stays
 * where it is. Of every other rule a finding above `info` does.
 */
export const LOSES_NOTHING: ReadonlySet<string> = new Set([
  'idempotence-off', 'too-many-in-flight', 'ignored-keys', 'lost-key', 'raced-send', 'republished-and-retried', 'twice-is-twice',
  'min-insync-replicas-equals-replicas', 'more-replicas-than-brokers', 'two-voters', 'forced-flush', 'never-commits', 'unacknowledged',
  'unchecked-commit', 'blocked-poll', 'poison-pill', 'offsets-outside-transaction', 'unfinished-revoke', 'unused-suppression',
]);
