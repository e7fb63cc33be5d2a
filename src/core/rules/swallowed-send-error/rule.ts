import { samePlace, type Place } from '../../text/span';
import { named } from '../../kafka/subject';
import { surest } from '../../kafka/loudness';
import type { Send } from '../../kafka/model';
import type { Rule } from '../rule';

/** A catch or callback sees that a send failed, and the message ends there: a log line at best. */
export const rule: Rule = {
  id: 'swallowed-send-error',
  title: 'A failed send that ends as a log line',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    const swallowed = model.sends.filter(send => send.fate === 'swallowed' && !send.transaction);
    // Where the same catch lets a handler's record count as done, swallowed-handler-error speaks.
    const spoken = model.handlers
      .filter(handler => !handler.trivial)
      .flatMap(handler => handler.swallows)
      .filter(({ narrow, sureness }) => !narrow && sureness !== 'possible');
    for (const [place, sends] of byPlace(swallowed)) {
      if (spoken.some(swallow => samePlace(swallow, place))) continue;
      const silent = sends.some(send => send.logged === false);
      const answered = sends.some(send => send.answered);
      const telemetry = sends.every(send => send.purpose === 'telemetry');

      report(place, {
        about: { topics: [...new Set(sends.flatMap(send => send.topic ?? []))], name: sends[0].name },
        message: (answered ? ANSWERED : silent ? SILENT : LOGGED)(named(sends[0], 'a send')),
        severity: telemetry ? 'info' : silent && !answered ? 'error' : 'warning',
        sureness: answered ? 'likely' : surest(sends.map(send => send.sureness)),
        because: sends.flatMap(send => [{ path: send.path, span: send.span, note: 'the send that may fail' }, ...send.because]),
        fixes: () => [sends[0].rethrow],
      });
    }
  },
};

const LOGGED = (send: string) => `a failure of ${send} ends here as a log line: the caller goes on as if it were sent and the message is lost; rethrow, or keep it for a retry.`;
const ANSWERED = (send: string) => `the client is told here that all is well, whatever becomes of ${send}: when that fails the message is lost, and the client never asks again; answer when it is sent.`;
const SILENT = (send: string) => `a failure of ${send} ends here without a trace: nobody learns that the message is lost; rethrow, or keep the message for a retry.`;

/** One catch often stands around several sends, and is one mistake. */
function byPlace(sends: Send[]): Iterable<[Place, Send[]]> {
  const groups = new Map<string, [Place, Send[]]>();
  for (const send of sends) {
    const place = send.decidedAt ?? send;
    const key = `${place.path}:${place.span.start}`;
    const group = groups.get(key);
    if (group) group[1].push(send);
    else groups.set(key, [place, [send]]);
  }
  return groups.values();
}
