/**
 * What settings mean for whether a record is lost, doubled or put out of order, by Kafka's own keys; from the configuration
 * pages of Apache Kafka's documentation (https://kafka.apache.org/documentation/#configuration).
 */
export const MEANINGS: Readonly<Record<string, string>> = {
  acks: 'Which replicas must have a record before it counts as sent. With `0` or `1` a failing leader takes records with it that nobody misses.',
  retries: 'How often a failed send is tried again. With `0` the first error of a leader change ends it.',
  'delivery.timeout.ms': 'How long a send may take with all its retries; behind it the record is given up, and the failure is reported.',
  'enable.idempotence': 'Whether a retry can store a record twice or out of order.',
  'max.in.flight.requests.per.connection': 'How many requests are under way at once. Above five there is no idempotence; without that, above one, retries reorder.',
  'transactional.id': 'Makes sends and committed offsets one: all of them count, or none.',
  'linger.ms': 'How long records wait in the buffer: those in it are lost when the process ends without a flush.',
  'enable.auto.commit': 'Whether offsets are committed by a clock, whatever became of the records.',
  'auto.offset.reset': 'Where a group begins that has no offset, or whose offset is gone. With `latest` it skips what it has not read.',
  'isolation.level': 'Whether records of aborted transactions are read too.',
  'max.poll.interval.ms': 'How long a handler may take between polls; behind it its partitions go to another member, and its records come again.',
  'session.timeout.ms': 'How long a member may be silent before its partitions are given to others.',
  'max.poll.records': 'How many records one poll may give: all of them come again when the handler fails before its commit.',
  'group.id': 'Whose offsets are kept: a group that is made anew forgets where it was.',
  'min.insync.replicas': 'How many replicas must have a record for `acks=all` to confirm it. With `1` the leader alone is enough.',
  'replication.factor': 'How many copies of each record there are. With one, a lost disk is a lost topic.',
  'default.replication.factor': 'How many copies topics get that are made by their first use.',
  'offsets.topic.replication.factor': 'How many copies there are of the committed offsets of all groups.',
  'transaction.state.log.replication.factor': 'How many copies there are of the state of transactions.',
  'unclean.leader.election.enable': 'Whether a replica that lags behind may lead when all others are gone: confirmed records are then lost.',
  'auto.create.topics.enable': 'Whether a first use makes a topic, with whatever copies the brokers give it.',
  'retention.ms': 'How long records are kept, whether they were read or not.',
  'log.retention.hours': 'How long records are kept, whether they were read or not.',
  'log.retention.ms': 'How long records are kept, whether they were read or not.',
  'retention.bytes': 'How much of a partition is kept, whether it was read or not.',
  'errors.tolerance': 'Whether a connector goes on past records that fail. With `all` and no dead-letter topic nothing of them is kept.',
};
