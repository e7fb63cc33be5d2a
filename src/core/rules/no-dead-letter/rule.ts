import { named } from '../../kafka/subject';
import type { Container, Handler } from '../../kafka/model';
import { placeKey } from '../../text/span';
import type { Rule } from '../rule';

/** A record that keeps failing is given up after some attempts, and only a log line remains of it. */
export const rule: Rule = {
  id: 'no-dead-letter',
  title: 'A listener that gives up failing records without keeping them',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    const idle = placesOf(model.handlers.filter(doesNothing)), last = placesOf(model.handlers.filter(isLastStop));
    for (const container of model.containers) {
      if (container.failures !== 'skipped' || container.decidedBy || callsOnly(container, last)) continue;

      report(container, {
        about: container,
        message: MESSAGES[container.what](container),
        severity: callsOnly(container, idle) ? 'info' : 'warning',
        sureness: 'certain',
        because: container.because,
      });
    }
  },
};

const MESSAGES: Record<Container['what'], (container: Container) => string> = {
  listener: container => `a record that keeps failing in ${named(container, 'this listener')} is logged and skipped after a few attempts; give its container a dead-letter recoverer.`,
  binding: container => `a record that keeps failing in ${named(container, 'this binding')} is logged and skipped after a few attempts; switch on \`enable-dlq\` of its consumer.`,
  factory: container => `listeners of ${named(container, 'this factory')} log and skip a record that keeps failing; set an error handler with a dead-letter recoverer.`,
  channel: container => `a record that fails in ${named(container, 'this channel')} is logged, acknowledged and skipped, and is lost; let the channel keep it in a dead-letter topic.`,
  'error-handler': container => container.partly
    ? `for some failures ${named(container, 'this error handler')} has no dead-letter topic, and skips the record without a word; give each a place.`
    : `${named(container, 'this error handler')} only logs and skips a record that keeps failing; give it a dead-letter recoverer.`,
};

/** Whether all that a container calls stands at some places. */
function callsOnly(container: Container, places: ReadonlySet<string>): boolean {
  return (container.calls ?? [container]).every(place => places.has(placeKey(place)));
}

/** A listener that only prints has nothing that could keep failing but the reading of its record. */
function doesNothing({ trivial }: Handler): boolean {
  return trivial;
}

/** The reader of a dead-letter topic: what fails there has nowhere to go. */
function isLastStop({ readsDeadLetters }: Handler): boolean {
  return readsDeadLetters;
}

function placesOf(handlers: readonly Handler[]): ReadonlySet<string> {
  return new Set(handlers.map(placeKey));
}
