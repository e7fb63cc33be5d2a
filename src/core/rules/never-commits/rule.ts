import type { Consumer, KafkaModel } from '../../kafka/model';
import { samePlace } from '../../text/span';
import type { ReportProblem, Rule } from '../rule';

/** Automatic commits are off and nothing commits: each start begins where the group began, or behind all that came meanwhile. */
export const rule: Rule = {
  id: 'never-commits',
  title: 'A consumer that never commits its offsets',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const consumer of model.consumers) if (consumer.neverCommits) check(model, consumer, report);
  },
};

function check(model: KafkaModel, consumer: Consumer, report: ReportProblem): void {
  const { setting, written, idle } = consumer.neverCommits!;
  const reset = consumer.setting('auto.offset.reset'), skips = reset.known && reset.value === 'latest';
  const site = { path: setting.path, span: setting.span };
  report(idle ?? (written ? site : consumer), {
    about: consumer,
    message: `${idle ? IDLE : NOTHING}: ${skips ? SKIPS : reset.known ? REPEATS : EITHER}; commit after the work${consumer.commitsHandled ? ', or leave automatic commits on' : ''}.`,
    severity: skips ? 'error' : 'warning',
    sureness: 'likely',
    because: idle || !written ? [{ ...site, note: 'automatic commits are off' }] : [],
    fixes: () => [consumer.commitsHandled ? model.clientSettings.find(one => samePlace(one.site, setting))?.remove() : undefined],
  });
}

const NOTHING = 'automatic commits are off and nothing commits';
const IDLE = 'without a threshold this commits nothing, and automatic commits are off';
const SKIPS = 'each start begins at the end, and what came meanwhile is lost';
const REPEATS = 'each start reads everything again';
const EITHER = 'each start reads everything again, or skips what came meanwhile';
