import type { Consumer, Producer } from '../../kafka/model';
import { clientOf } from '../../kafka/subject';
import { knownLosses } from '../../settings/known-losses';
import type { ReportProblem, Rule } from '../rule';

/** Some releases of clients lose or misroute records whatever the code does. */
export const rule: Rule = {
  id: 'known-loss-version',
  title: 'A version of the client that is known to lose or misroute records',
  layer: 'producer',
  severity: 'info',

  check(model, report) {
    check(model.producers, 'producer', report);
    check(model.consumers, 'consumer', report);
  },
};

/** Each mistake is told once for each file, at the first client that has it. */
function check(clients: readonly (Producer | Consumer)[], side: 'producer' | 'consumer', report: ReportProblem): void {
  const found = new Map<string, { client: Producer | Consumer; others: (Producer | Consumer)[]; message: string }>();
  for (const client of clients.filter(({ sample }) => !sample).sort((a, b) => a.span.start - b.span.start)) {
    const { id, version } = client.library;
    for (const { source, what, until } of version === undefined ? [] : knownLosses(id, side, version)) {
      const key = `${source} ${client.path}`, known = found.get(key);
      if (known) known.others.push(client);
      else found.set(key, { client, others: [], message: `in ${clientOf(version)} ${what} (${source}); use ${until} or newer.` });
    }
  }
  for (const { client, others, message } of found.values())
    report(client, {
      about: client, message, severity: 'info', sureness: 'certain',
      because: others.slice(0, SHOWN).map(({ path, span }) => ({ path, span, note: 'so does this one' })),
    });
}

/** More places than these tell a reader nothing more. */
const SHOWN = 5;
