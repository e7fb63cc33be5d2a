import { consumerSettings, standsAt } from '../../kafka/in-effect';
import type { Consumer } from '../../kafka/model';
import { samePlace } from '../../text/span';
import type { ReportProblem, Rule } from '../rule';
import type { Fix } from '../../kafka/evidence';

/** Without a committed offset the consumer starts at the end, and what is in the topic is never read. */
export const rule: Rule = {
  id: 'offset-reset-latest',
  title: 'A consumer that skips what it has not read when its offset is unknown',
  layer: 'consumer',
  severity: 'info',

  check(model, report) {
    const free = model.consumers.filter(consumer => consumer.ownPosition || consumer.freshGroup);

    for (const setting of consumerSettings(model, KEY)) {
      const { value } = setting.site;
      if (!value.known || value.value !== 'latest') continue;
      if (setting.freshGroup || free.some(consumer => isFrom(consumer, setting.site))) continue;

      report(setting.site, {
        about: setting,
        message: WRITTEN,
        severity: 'info',
        sureness: value.placeholder ? 'likely' : 'certain',
        because: standsAt(setting.site),
        fixes: () => [eyed(setting.write('earliest'))],
      });
    }
    for (const consumer of model.consumers) if (!free.includes(consumer)) checkDefault(consumer, report);
  },
};

const KEY = 'auto.offset.reset';

function checkDefault(consumer: Consumer, report: ReportProblem): void {
  const reset = consumer.setting(KEY);
  if (!reset.known || reset.from !== 'default' || reset.value !== 'latest') return;

  report(consumer.subscribes ?? consumer, {
    about: consumer,
    message: DEFAULT,
    severity: 'info',
    sureness: consumer.group.known ? 'certain' : 'likely',
    fixes: () => [eyed(consumer.add(KEY, 'earliest'))],
  });
}

function isFrom(consumer: Consumer, site: { path: string; span: { start: number; end: number } }): boolean {
  const reset = consumer.setting(KEY);
  return reset.known && reset.from !== 'default' && samePlace(reset.site, site);
}

/** A group that never committed reads the whole topic after this, so a person should look first. */
function eyed(fix: Fix | undefined): Fix | undefined {
  return fix && { ...fix, safe: false };
}

const WRITTEN = 'without a committed offset this starts at the end and skips what is in the topic; start at the beginning, and handle records twice safely.';
const DEFAULT = 'by default a group without a committed offset starts at the end and skips what is in the topic; say where it is to start.';
