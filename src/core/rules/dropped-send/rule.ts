import { named, subjectOf } from '../../kafka/subject';
import type { Send } from '../../kafka/model';
import { code } from '../../text/visible';
import type { Rule } from '../rule';

/** A send whose outcome nobody holds: when it fails, or when the process stops first, the message is gone. */
export const rule: Rule = {
  id: 'dropped-send',
  title: 'A send whose outcome nobody waits for',
  layer: 'producer',
  severity: 'error',

  check(model, report) {
    for (const send of model.sends) {
      if (send.fate !== 'dropped' || send.transaction) continue;

      report(send, {
        about: subjectOf(send),
        message: wordsFor(send)(named(send, 'this send')),
        severity: severityOf(send),
        sureness: send.endOnly && send.sureness === 'certain' ? 'likely' : send.sureness,
        because: [
          ...send.because,
          ...(send.flushed ? [{ ...send.flushed, note: 'sends what is buffered, but reports no failure' }] : []),
        ],
        fixes: () => [send.wait],
      });
    }
  },
};

function wordsFor({ commits, raced, unsent, unreported, implied, waitsBy, flushed, endOnly, wrapped }: Send): (send: string) => string {
  if (commits) return COMMIT;
  if (raced) return RACED;
  if (implied && waitsBy !== undefined) return impliedWaiting(code(waitsBy));
  if (waitsBy !== undefined) return waiting(code(waitsBy));
  if (unsent) return UNSENT;
  if (unreported) return UNREPORTED;
  if (flushed) return FLUSHED;
  return endOnly ? END_ONLY : wrapped ? WRAPPED : PLAIN;
}

const PLAIN = (send: string) => `nobody waits for ${send}: when it fails or the process stops, the message is lost and nobody learns of it; wait for the outcome.`;
const WRAPPED = (call: string) => `${call} sends to Kafka and nobody waits for it: a failure loses the message and nobody learns of it; wait for the outcome.`;
const COMMIT = (call: string) => `nobody waits for ${call}: when it fails or the process stops, all that was sent in the transaction is lost and nobody learns of it; wait for the outcome.`;
const UNSENT = (send: string) => `nothing is sent before somebody subscribes to what ${send} gives, and nobody does: the message is lost; return it, or wait for it.`;
const UNREPORTED = (send: string) => `${send} only puts the record into a queue, and no delivery report comes to anybody: when it is not stored, it is lost unseen; ask for reports and look at each.`;
const impliedWaiting = (setting: string) => (output: string) =>
  `${output} does not wait for Kafka: what it is given counts as sent, and when it is not stored, it is lost unseen; set ${setting} to \`true\`.`;
const waiting = (setting: string) => (send: string) =>
  `${send} only hands the record on, and nobody hears whether it is stored: a failure loses it unseen; set ${setting} of its binding to \`true\`, so that it waits.`;
const RACED = (send: string) => `the time-out beside ${send} counts as success: when the process stops behind it the message is lost, and nobody learns of it; let the time-out fail, or wait for the send.`;
const END_ONLY = (call: string) => `${call} sends to Kafka and nobody waits for it: what follows runs before the message is out, and a stop of the process loses it; wait for it.`;
const FLUSHED = (send: string) => `nobody looks at the outcome of ${send}, and the flush reports nothing: a refused record is lost unseen; keep the result and look at it after the flush.`;

function severityOf(send: Send): 'error' | 'warning' | 'info' {
  if (send.purpose === 'telemetry') return 'info';
  // What is flushed survives a stop of the process, and what is caught further in is seen there.
  return send.flushed || send.endOnly || send.implied ? 'warning' : 'error';
}
