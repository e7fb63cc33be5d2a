import { clientOf } from '../../kafka/subject';
import { isWritten, onlyForDevelopment, producerSettings, standsAt } from '../../kafka/in-effect';
import type { ClientSetting, Producer } from '../../kafka/model';
import type { ReportProblem, Rule } from '../rule';

/** Idempotence was switched off: a retry can store a record twice, and behind a younger one. */
export const rule: Rule = {
  id: 'idempotence-off',
  title: 'A producer whose retries may double or reorder records',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const setting of producerSettings(model, 'enable.idempotence')) checkWritten(setting, report);
    for (const producer of model.producers) checkDefault(producer, report);
  },
};

function checkWritten(setting: ClientSetting, report: ReportProblem): void {
  const { value } = setting.site;
  if (!value.known || value.value !== 'false') return;
  // Connect switches it off by itself and keeps one request in flight; so does who wants old brokers and order.
  if (setting.within === 'connect') return;
  if (isWritten(setting.beside('max.in.flight.requests.per.connection'), '1')) return;

  // Idempotence refuses to start beside these; then the other finding comes first.
  const refused = [['acks', '0'], ['acks', '1'], ['retries', '0']].some(([key, bad]) => isWritten(setting.beside(key), bad));
  report(setting.site, {
    about: setting,
    message: 'without idempotence a retry can store a record twice, or behind a younger one; set it to `true` so that the broker sorts retries out.',
    severity: onlyForDevelopment(setting) ? 'info' : 'warning',
    sureness: value.placeholder ? 'likely' : 'certain',
    because: standsAt(setting.site),
    // Old brokers and missing rights make an idempotent producer fail, so a person decides.
    fixes: () => [refused ? undefined : { ...setting.write('true'), safe: false }],
  });
}

/** In the releases of these rows the default says true, but has no effect: https://issues.apache.org/jira/browse/KAFKA-13598 */
const NOT_REALLY_ON = 'KAFKA-13598';

function checkDefault(producer: Producer, report: ReportProblem): void {
  const idempotence = producer.setting('enable.idempotence');
  if (!idempotence.known || idempotence.from !== 'default' || idempotence.value !== 'false') return;
  if (!idempotence.source.includes(NOT_REALLY_ON) || producer.transactional === true) return;

  report(producer, {
    about: producer,
    message: `in ${clientOf(idempotence.version)} the default \`enable.idempotence=true\` has no effect, so retries may double records; set it, or upgrade.`,
    severity: 'info',
    sureness: 'certain',
    fixes: () => [producer.add('enable.idempotence', 'true')],
  });
}
