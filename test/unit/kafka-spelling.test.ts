import assert from 'node:assert/strict';
import { canonicalSetting, constantOf, isBlock, javaConstant, sideOf, spellingsOf } from '../../src/core/settings/spelling';

/** `key=value` in Kafka's words for an option and a value of a library. */
function kafka(dialect: string | undefined, option: string, value: string): string | undefined {
  const spelled = canonicalSetting(dialect, option);
  return spelled && `${spelled.key}=${spelled.value ? spelled.value(value) : value}`;
}

describe('spelling', () => {
  it('kafkajs', () => {
    assert.equal(kafka('kafkajs.send', 'acks', '-1'), 'acks=all');
    assert.equal(kafka('kafkajs.producer', 'idempotent', 'false'), 'enable.idempotence=false');
    assert.equal(kafka('kafkajs.producer', 'retry.retries', '0'), 'retries=0');
    assert.equal(kafka('kafkajs.producer', 'maxInFlightRequests', '5'), 'max.in.flight.requests.per.connection=5');
    assert.equal(kafka('kafkajs.subscribe', 'fromBeginning', 'false'), 'auto.offset.reset=latest');
    assert.equal(kafka('kafkajs.subscribe', 'fromBeginning', 'true'), 'auto.offset.reset=earliest');
    assert.equal(kafka('kafkajs.run', 'autoCommit', 'false'), 'enable.auto.commit=false');
    assert.equal(kafka('kafkajs.topic', 'replicationFactor', '1'), 'replication.factor=1');
    assert.equal(canonicalSetting('kafkajs.producer', 'acks'), undefined);
    assert.equal(canonicalSetting('kafkajs.producer', 'constructor'), undefined);
    assert.equal(canonicalSetting('no.such', 'acks'), undefined);
  });

  it('other clients of JavaScript', () => {
    assert.equal(kafka('confluent.producer', 'kafkaJS.acks', '1'), 'acks=1');
    assert.equal(kafka('confluent.producer', 'kafkaJS.retry.retries', '0'), 'retries=0');
    assert.equal(kafka('confluent.producer', 'acks', '-1'), 'acks=all');
    assert.equal(kafka('confluent.consumer', 'kafkaJS.fromBeginning', 'true'), 'auto.offset.reset=earliest');
    assert.equal(kafka('librdkafka', 'request.required.acks', '0'), 'acks=0');
    assert.equal(kafka('librdkafka', 'auto.offset.reset', 'largest'), 'auto.offset.reset=latest');
    assert.equal(kafka('nestjs.microservice', 'options.run.autoCommit', 'false'), 'enable.auto.commit=false');
    assert.equal(kafka('nestjs.options', 'producer.idempotent', 'true'), 'enable.idempotence=true');
    assert.equal(kafka('kafka-node.producer', 'requireAcks', '1'), 'acks=1');
    assert.equal(kafka('no-kafka.consumer', 'startingOffset', '-2'), 'auto.offset.reset=earliest');
  });

  it('from Kafka\'s key back to the options', () => {
    const options = (dialect: string, key: string, value: string) => spellingsOf(dialect, key).map(own => `${[...own.within, own.name].join(' > ')}: ${own.value(value)}`);
    assert.deepEqual(options('kafkajs.subscribe', 'auto.offset.reset', 'earliest'), ['fromBeginning: true']);
    assert.deepEqual(options('kafkajs.producer', 'retries', '9'), ['retry > retries: 9']);
    assert.deepEqual(options('kafkajs.consumer', 'auto.offset.reset', 'earliest'), []);
    assert.deepEqual(options('confluent.consumer', 'auto.offset.reset', 'earliest'), ['kafkaJS > fromBeginning: true', 'auto.offset.reset: earliest']);
    assert.deepEqual(options('no.such', 'acks', 'all'), []);
    assert.equal(isBlock('confluent.consumer', 'kafkaJS'), true);
    assert.equal(isBlock('kafkajs.producer', 'retry'), false);
  });

  it('Kafka\'s own keys', () => {
    assert.equal(kafka(undefined, 'acks', '-1'), 'acks=all');
    assert.equal(kafka(undefined, 'enable.auto.commit', 'TRUE'), 'enable.auto.commit=true');
    assert.equal(canonicalSetting(undefined, 'host'), undefined);
  });

  it('constants of Java, both ways', () => {
    const constants: Record<string, string> = {
      ACKS_CONFIG: 'acks', ENABLE_IDEMPOTENCE_CONFIG: 'enable.idempotence', RETRIES_CONFIG: 'retries',
      MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION: 'max.in.flight.requests.per.connection', MIN_IN_SYNC_REPLICAS_CONFIG: 'min.insync.replicas',
      UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG: 'unclean.leader.election.enable', VALUE_DESERIALIZER_CLASS_CONFIG: 'value.deserializer',
      AUTO_OFFSET_RESET_CONFIG: 'auto.offset.reset', DEFAULT_DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG: 'default.deserialization.exception.handler',
    };
    for (const [name, key] of Object.entries(constants)) {
      assert.equal(javaConstant(name), key);
      assert.equal(constantOf(key), name);
    }
    for (const name of ['AT_LEAST_ONCE', 'EXACTLY_ONCE_V2', 'acks', 'toString']) assert.equal(javaConstant(name), undefined, name);
  });

  it('sides', () => {
    assert.deepEqual(['acks', 'enable.auto.commit', 'bootstrap.servers', 'auto.offset.reset', 'linger.ms'].map(sideOf), ['producer', 'consumer', undefined, 'consumer', 'producer']);
  });
});
