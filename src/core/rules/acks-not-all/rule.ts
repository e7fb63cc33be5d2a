import { clientOf } from '../../kafka/subject';
import { isWritten, onlyForDevelopment, producerSettings, standsAt, writtenAt } from '../../kafka/in-effect';
import type { ClientSetting, Producer } from '../../kafka/model';
import type { ReportProblem, Rule } from '../rule';

/** A record counts as sent before every in-sync replica has it; if the leader fails then, the record is gone. */
export const rule: Rule = {
  id: 'acks-not-all',
  title: 'Records that count as sent before every in-sync replica has them',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const setting of producerSettings(model, 'acks')) checkWritten(setting, report);
    for (const producer of model.producers) {
      checkDefault(producer, report);
      checkConfirmed(producer, report);
    }
  },
};

function checkWritten(setting: ClientSetting, report: ReportProblem): void {
  const { value } = setting.site;
  if (!value.known || (value.value !== '0' && value.value !== '1')) return;

  const idempotent = writtenAt(setting.beside('enable.idempotence'), 'true', 'idempotence is switched on here');
  report(setting.site, {
    about: setting,
    message: idempotent ? refused(value.value) : value.value === '0' ? NO_ONE : LEADER_ALONE,
    severity: onlyForDevelopment(setting) ? 'info' : idempotent || value.value === '1' ? 'warning' : 'error',
    sureness: value.placeholder ? 'likely' : 'certain',
    because: [...standsAt(setting.site), ...(idempotent ? [idempotent] : [])],
    fixes: () => [setting.write('all')],
  });
}

function checkDefault(producer: Producer, report: ReportProblem): void {
  const acks = producer.setting('acks');
  if (!acks.known || acks.from !== 'default' || acks.value !== '1') return;
  // Clients before 3.0 raise the default to all for these two.
  if (producer.transactional === true) return;
  if (isWritten(producer.setting('enable.idempotence'), 'true')) return;
  // What each send asks for itself is written there.
  if (producer.sends.length > 0 && producer.sends.every(send => send.acks)) return;

  report(producer, {
    about: producer,
    message: `${clientOf(acks.version, acks.client)} sends with \`acks=1\` by default: a failing leader takes confirmed records with it; set \`acks\` to \`all\`.`,
    severity: 'warning',
    sureness: producer.transactional === 'unknown' ? 'likely' : 'certain',
    fixes: () => [producer.add('acks', 'all')],
  });
}

function checkConfirmed(producer: Producer, report: ReportProblem): void {
  const { unconfirmed } = producer;
  if (!unconfirmed) return;
  report(unconfirmed, {
    about: producer, message: UNCONFIRMED, severity: producer.environment === 'development' || producer.sample ? 'info' : 'error',
    sureness: unconfirmed.value.known && unconfirmed.value.placeholder ? 'likely' : 'certain',
  });
}

const UNCONFIRMED = 'a record counts as sent before the broker has confirmed it: one that is refused is lost without an error; wait for the confirmation.';
const NO_ONE = 'with `acks=0` nobody confirms a record: when the broker or the connection fails it is lost without an error; set `acks` to `all`.';
const LEADER_ALONE = 'with `acks=1` the leader confirms alone: if it fails before a follower has the record, the record is lost; set `acks` to `all`.';

function refused(acks: string): string {
  return `the client refuses \`acks=${acks}\` while idempotence is switched on and fails at the start or the first send; set \`acks\` to \`all\`.`;
}
