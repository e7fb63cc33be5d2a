import type { LibraryTable } from '../table';

const CONNECT = 'org.apache.kafka.connect';

/** Tasks of Kafka Connect that write records to other systems. */
export const kafkaConnect: LibraryTable = {
  id: 'kafka-connect',
  language: 'java',
  source: 'javadoc of SinkTask, SinkTaskContext and ErrantRecordReporter (connect-api 4.1)',
  packages: ['org.apache.kafka:connect-api'],
  types: {
    // What is reported goes to the dead-letter topic of the connector, or fails the task (ErrantRecordReporter.report).
    [`${CONNECT}.sink.ErrantRecordReporter`]: { methods: { report: { role: 'nack' } } },
    [`${CONNECT}.sink.SinkTaskContext`]: {
      methods: { offset: { role: 'seek' }, errantRecordReporter: { role: 'make', returns: `${CONNECT}.sink.ErrantRecordReporter` } },
    },
  },
  // The offsets of what `put` was given are committed when `preCommit`, and so `flush`, is through: what these leave to it is written by then.
  receivers: { [`${CONNECT}.sink.SinkTask`]: { put: { batch: true, finishedBy: ['flush', 'preCommit'] } } },
};
