import type { DualWrite, Evidence } from '../../kafka/model';
import type { Rule } from '../rule';

/** A database write and a send that belong together, with nothing that makes both happen or neither. */
export const rule: Rule = {
  id: 'dual-write',
  title: 'A database write and a send that can part ways',
  layer: 'business',
  severity: 'warning',

  check(model, report) {
    for (const pair of model.dualWrites) {
      if (pair.send.purpose !== 'business') continue;
      const redelivered = pair.redelivered && (pair.send.fate === 'awaited' || pair.send.fate === 'returned') ? pair.redelivered : undefined;

      report(pair, {
        message: redelivered ? (pair.undone ? RESENT : DOUBLED) : pair.order === 'send-first' ? PHANTOM : pair.undone ? EARLY : LOST,
        severity: redelivered || pair.send.transaction ? 'info' : 'warning',
        sureness: redelivered ? 'possible' : pair.transaction ? 'certain' : 'likely',
        because: evidence(pair, redelivered),
      });
    }
  },
};

const LOST = 'If this send fails or the process stops before it, the database keeps a change that no event tells of; use an outbox.';
const PHANTOM = 'If the database write fails after this send, consumers act on a change that never happened; use an outbox.';
const EARLY = 'This send is out before the database commits: if the commit fails, consumers act on a change that never happened; use an outbox.';
const DOUBLED = 'When this send fails, the record is delivered again and the database write is repeated; make it idempotent, or use an outbox.';
const RESENT = 'If the commit after this send fails, the record is delivered again and this message is sent twice; make its consumers idempotent, or use an outbox.';

function evidence(pair: DualWrite, redelivered: Evidence | undefined): Evidence[] {
  const steps = [pair.write];
  if (pair.transaction) steps.push({ ...pair.transaction, note: 'this transaction covers the database, not Kafka' });
  if (redelivered) steps.push(redelivered);
  return steps;
}
