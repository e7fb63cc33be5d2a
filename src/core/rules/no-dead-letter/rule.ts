import { named } from '../../kafka/subject';
import type { Container, KafkaModel } from '../../kafka/model';
import { samePlace } from '../../text/span';
import type { Rule } from '../rule';

/** A record that keeps failing is given up after some attempts, and only a log line remains of it. */
export const rule: Rule = {
  id: 'no-dead-letter',
  title: 'A listener that gives up failing records without keeping them',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const container of model.containers) {
      if (container.failures !== 'skipped' || container.decidedBy || isLastStop(model, container)) continue;

      report(container, {
        about: container,
        message: MESSAGES[container.what](container),
        severity: doesNothing(model, container) ? 'info' : 'warning',
        sureness: 'certain',
        because: container.because,
      });
    }
  },
};

const MESSAGES: Record<Container['what'], (container: Container) => string> = {
  listener: container => `a record that keeps failing in ${named(container, 'this listener')} is logged and skipped after a few attempts; give its container a dead-letter recoverer.`,
  factory: container => `listeners of ${named(container, 'this factory')} log and skip a record that keeps failing; set an error handler with a dead-letter recoverer.`,
  'error-handler': container => `${named(container, 'this error handler')} only logs and skips a record that keeps failing; give it a dead-letter recoverer.`,
};

/** A listener that only prints has nothing that could keep failing but the reading of its record. */
function doesNothing(model: KafkaModel, container: Container): boolean {
  return model.handlers.some(handler => handler.trivial && samePlace(handler, container));
}

/** The reader of a dead-letter topic: what fails there has nowhere to go. */
function isLastStop(model: KafkaModel, container: Container): boolean {
  return model.handlers.some(handler => handler.readsDeadLetters && samePlace(handler, container));
}
