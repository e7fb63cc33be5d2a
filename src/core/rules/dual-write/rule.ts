import { named, subjectOf } from '../../kafka/subject';
import type { DualWrite } from '../../kafka/model';
import type { Rule } from '../rule';
import type { Evidence } from '../../kafka/evidence';

/** A database write and a send that belong together, with nothing that makes both happen or neither. */
export const rule: Rule = {
  id: 'dual-write',
  title: 'A database write and a send that can part ways',
  layer: 'business',
  severity: 'warning',

  check(model, report) {
    for (const pair of model.dualWrites) {
      if (pair.send.purpose !== 'business') continue;
      const redelivered =
        pair.redelivered && (pair.send.fate === 'awaited' || pair.send.fate === 'returned') ? pair.redelivered : undefined;

      report(pair, {
        about: subjectOf(pair.send),
        message: wordsFor(pair, redelivered)(named(pair.send, 'this send'), named(pair.write, 'the database write')),
        severity: redelivered || pair.send.transaction ? 'info' : 'warning',
        sureness: redelivered ? 'possible' : pair.transaction ? 'certain' : 'likely',
        because: evidence(pair, redelivered),
      });
    }
  },
};

type Words = (send: string, write: string) => string;

function wordsFor({ order, undone }: DualWrite, redelivered: Evidence | undefined): Words {
  if (redelivered) return undone ? RESENT : DOUBLED;
  if (order === 'send-first') return PHANTOM;
  return undone ? EARLY : LOST;
}

const LOST: Words = (send, write) => `if ${send} fails or the process stops before it, ${write} leaves a change in the database that no event tells of; use an outbox.`;
const PHANTOM: Words = (send, write) => `if ${write} fails after ${send}, consumers act on a change that never happened; use an outbox.`;
const EARLY: Words = send => `${send} is out before the database commits: if the commit fails, consumers act on a change that never happened; use an outbox.`;
const DOUBLED: Words = (send, write) => `when ${send} fails, the record is delivered again and ${write} is repeated; make it idempotent, or use an outbox.`;
const RESENT: Words = send => `if the commit after ${send} fails, the record is delivered again and this message is sent twice; make its consumers idempotent, or use an outbox.`;

function evidence(pair: DualWrite, redelivered: Evidence | undefined): Evidence[] {
  const steps = [pair.write];
  if (pair.transaction) steps.push({ ...pair.transaction, note: 'this transaction covers the database, not Kafka' });
  if (redelivered) steps.push(redelivered);
  return steps;
}
