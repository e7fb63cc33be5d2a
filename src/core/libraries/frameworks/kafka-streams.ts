import type { LibraryTable, TypeTable } from '../table';

const STREAMS = 'org.apache.kafka.streams', STATE = `${STREAMS}.state`;

/** A store whose changes go to a changelog, unless it is told otherwise. */
const store: TypeTable = { methods: { withLoggingDisabled: { role: 'no-changelog' } }, fluent: true };

/** How Kafka Streams is told to keep its state; the topologies themselves are not read. */
export const kafkaStreams: LibraryTable = {
  id: 'kafka-streams',
  language: 'java',
  source: 'javadoc of StoreBuilder, Materialized, StreamJoined and Suppressed (kafka-streams 4.1)',
  packages: [],
  types: {
    [`${STREAMS}.kstream.Materialized`]: store,
    [`${STREAMS}.kstream.StreamJoined`]: store,
    [`${STREAMS}.kstream.Suppressed.BufferConfig`]: store,
    [`${STATE}.StoreBuilder`]: store,
    [`${STATE}.Stores`]: {
      methods: Object.fromEntries([
        'keyValueStoreBuilder', 'timestampedKeyValueStoreBuilder', 'versionedKeyValueStoreBuilder', 'windowStoreBuilder',
        'timestampedWindowStoreBuilder', 'sessionStoreBuilder',
      ].map(name => [name, { role: 'make', returns: `${STATE}.StoreBuilder` }])),
    },
  },
};
