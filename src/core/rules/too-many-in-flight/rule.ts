import { clientOf } from '../../kafka/subject';
import { isWritten, onlyForDevelopment, producerSettings, standsAt } from '../../kafka/in-effect';
import { numberOf, type Sureness } from '../../kafka/loudness';
import type { ClientSetting } from '../../kafka/model';
import { compareVersions } from '../../settings/versions';
import type { ReportProblem, Rule } from '../rule';

const KEY = 'max.in.flight.requests.per.connection';

/** More requests than brokers remember switch idempotence off, with a line in the log. */
export const rule: Rule = {
  id: 'too-many-in-flight',
  title: 'More requests under way than idempotence allows, which switches it off',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const setting of producerSettings(model, KEY)) check(setting, report);
  },
};

/** The broker remembers so many batches of a producer. */
const MOST = 5;

function check(setting: ClientSetting, report: ReportProblem): void {
  const { site, within, library } = setting, requests = numberOf(site.value);
  // Connect switches idempotence off by itself, and other clients refuse to start.
  if (requests === undefined || requests <= MOST || within || (library && !JAVA.has(library.id))) return;
  // Beside these it is off anyhow, or the client does not start, and says so.
  const told = [['enable.idempotence', 'true'], ['enable.idempotence', 'false'], ['acks', '0'], ['acks', '1'], ['retries', '0']];
  if (told.some(([key, value]) => isWritten(setting.beside(key), value))) return;
  const transactions = setting.beside('transactional.id');
  if (transactions.known && transactions.from !== 'default') return;

  const version = versionOf(setting), sureness = silent(version);
  if (!sureness) return;
  report(site, {
    about: setting,
    message: `more than ${MOST} requests under way switch idempotence off in ${clientOf(version)}, with a line in the log: retries may double and reorder records; delete it, or set ${MOST}.`,
    severity: onlyForDevelopment(setting) ? 'info' : 'warning',
    sureness,
    because: standsAt(site),
    fixes: () => [setting.write(String(MOST))],
  });
}

const JAVA: ReadonlySet<string> = new Set(['kafka-clients', 'spring-kafka']);

function versionOf({ clients, beside }: ClientSetting): string | undefined {
  const idempotence = beside('enable.idempotence');
  return idempotence.known && idempotence.from === 'default' ? idempotence.version : clients;
}

/** Before 3.0 idempotence was off by default, and from 4.0 on the producer does not start. */
function silent(version: string | undefined): Sureness | undefined {
  if (version === undefined) return 'possible';
  return compareVersions(version, '3.0.0') >= 0 && compareVersions(version, '4.0.0') < 0 ? 'certain' : undefined;
}
