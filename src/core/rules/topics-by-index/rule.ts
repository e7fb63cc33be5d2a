import type { Topic } from '../../kafka/cluster';
import { loudness } from '../../kafka/loudness';
import { aboutTopic } from '../../kafka/subject';
import type { ReportProblem, Rule } from '../rule';

/** Topics that have no other name for whoever creates them than their place in a list are others as soon as one before them goes. */
export const rule: Rule = {
  id: 'topics-by-index',
  title: 'Topics that are told apart by their place in a list',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const topic of model.topics) checkTopic(topic, report);
  },
};

function checkTopic(topic: Topic, report: ReportProblem): void {
  const { counted, environment, sample } = topic;
  if (!counted) return;
  report(counted, {
    about: aboutTopic(topic),
    message: 'when a topic is taken out of this list, each one behind it is deleted with its records and made anew; use `for_each` by name, and `prevent_destroy`.',
    ...loudness({ brokers: 3, environment, sample }),
  });
}
