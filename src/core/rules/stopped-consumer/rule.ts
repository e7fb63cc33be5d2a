import { named } from '../../kafka/subject';
import type { Consumer, StoppedConsumer } from '../../kafka/model';
import type { Rule } from '../rule';

/** A consumer ends, or a topic is never read, while the program goes on as if it were. */
export const rule: Rule = {
  id: 'stopped-consumer',
  title: 'A consumer that ends, or leaves a topic out, while the program goes on',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const consumer of model.consumers) {
      for (const stop of consumer.stops ?? []) {
        report(stop, {
          about: consumer,
          message: MESSAGES[stop.how](consumer),
          severity: 'warning',
          sureness: stop.how === 'subscribed-late' ? 'certain' : 'likely',
          because: stop.because,
          fixes: () => [stop.remove],
        });
      }
    }
  },
};

const MESSAGES: Record<StoppedConsumer['how'], (consumer: Consumer) => string> = {
  closed: consumer => `${named(consumer, 'this consumer')} is disconnected as soon as it runs, for \`run\` does not wait for records: they stay unread; disconnect when the process ends.`,
  'subscribed-late': consumer => `${named(consumer, 'this consumer')} runs already, so this is refused and the topic is never read; subscribe to all topics before \`run\`.`,
  'not-restarted': consumer => `when the retries are used up, ${named(consumer, 'this consumer')} stops for good and the process lives on: nothing is read; let it restart, or exit on \`consumer.crash\`.`,
};
