import { code } from '../../text/visible';
import type { SkippedRecords } from '../../kafka/model';
import type { Rule } from '../rule';

/** A handler of failures tells Kafka Streams to go on: the record is passed over, its offset is committed, and only a log line remains. */
export const rule: Rule = {
  id: 'skipped-bad-records',
  title: 'Failing records that Kafka Streams passes over without keeping them',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const skipped of model.skippedRecords ?? []) {
      const { what, name, environment, sample } = skipped;
      report(skipped, {
        about: { name },
        message: `with ${code(name)} ${MESSAGES[what]}, and only a log line remains; keep them in a dead-letter topic, or let it fail.`,
        severity: environment === 'development' || sample ? 'info' : 'warning',
        sureness: 'certain',
      });
    }
  },
};

const MESSAGES: Record<SkippedRecords['what'], string> = {
  reading: 'records that cannot be read are passed over',
  processing: 'records whose processing fails are passed over',
  writing: 'results that cannot be written are passed over',
};
