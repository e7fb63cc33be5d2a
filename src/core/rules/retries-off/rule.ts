import { clientOf } from '../../kafka/subject';
import { onlyForDevelopment, producerSettings, standsAt, writtenAt } from '../../kafka/in-effect';
import type { ClientSetting, Producer } from '../../kafka/model';
import type { ReportProblem, Rule } from '../rule';

/** The producer gives up at the first error, also at those that pass by themselves, such as a leader change. */
export const rule: Rule = {
  id: 'retries-off',
  title: 'A producer that gives up at the first error',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const setting of producerSettings(model, 'retries')) checkWritten(setting, report);
    for (const producer of model.producers) checkDefault(producer, report);
  },
};

function checkWritten(setting: ClientSetting, report: ReportProblem): void {
  const { value } = setting.site;
  if (!value.known || value.value !== '0') return;

  const idempotent = writtenAt(setting.beside('enable.idempotence'), 'true', 'idempotence is switched on here');
  report(setting.site, {
    about: setting,
    message: idempotent
      ? 'the client refuses `retries=0` while idempotence is switched on and fails at the start; delete this setting.'
      : 'with `retries=0` the records under way fail with their leader or its connection, though a second try would succeed; delete this setting.',
    severity: onlyForDevelopment(setting) ? 'info' : 'warning',
    sureness: value.placeholder ? 'likely' : 'certain',
    because: [...standsAt(setting.site), ...(idempotent ? [idempotent] : [])],
    fixes: () => [setting.remove()],
  });
}

function checkDefault(producer: Producer, report: ReportProblem): void {
  const retries = producer.setting('retries');
  if (!retries.known || retries.from !== 'default' || retries.value !== '0') return;

  report(producer, {
    about: producer,
    message: `${clientOf(retries.version, retries.client)} does not retry by default, so a leader change fails the records under way; set \`retries\`, or upgrade.`,
    severity: 'info',
    sureness: 'certain',
  });
}
