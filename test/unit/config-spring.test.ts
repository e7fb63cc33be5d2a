import assert from 'node:assert/strict';
import { readConfig } from '../../src/core/config/index';

function settings(path: string, text: string): string[] {
  return (readConfig(path, text)?.settings ?? []).map(({ scope, key, value, profile }) =>
    `${profile ? `${profile}: ` : ''}${scope} ${key}=${value.known ? value.value + (value.placeholder ? '*' : '') : '?'}`);
}

const APPLICATION = 'src/main/resources/application.yml';

describe('Spring', () => {
  it('reads typed and raw keys in the three ways of writing them', () => {
    assert.deepEqual(settings(APPLICATION, `spring:
  kafka:
    producer:
      acks: 1
      compressionType: lz4
      properties:
        enable.idempotence: false
        max:
          in.flight.requests.per.connection: 6
        "[linger.ms]": 5
    consumer:
      auto_offset_reset: latest
    listener:
      ack-mode: manual
    retry.topic.enabled: true
`), [
      'producer acks=1', 'producer compression.type=lz4', 'producer enable.idempotence=false',
      'producer max.in.flight.requests.per.connection=6', 'producer linger.ms=5', 'consumer auto.offset.reset=latest',
      'container spring:listener.ack-mode=manual', 'container spring:retry.topic.enabled=true',
    ]);
  });

  it('passes over keys that have no effect', () => {
    assert.deepEqual(settings(APPLICATION, `spring:
  kafka:
    acks: 0
    producer:
      linger.ms: 5
      enable-idempotence: false
    consumer:
      acks: 1
      retries: 0
kafka:
  producer:
    acks: 1
`), []);
  });

  it('keeps the raw key where it takes the place of the typed one', () => {
    assert.deepEqual(settings(APPLICATION, 'spring.kafka:\n  properties:\n    acks: 0\n  producer:\n    acks: 1\n    properties:\n      acks: all\n'), ['producer acks=all']);
    assert.deepEqual(settings(APPLICATION, 'spring.kafka:\n  properties:\n    acks: 0\n    request.timeout.ms: 1000\n'), ['producer acks=0', 'client request.timeout.ms=1000']);
  });

  it('takes the default of a placeholder', () => {
    assert.deepEqual(settings('application.properties', [
      'spring.kafka.producer.acks=${KAFKA_ACKS:-1}', 'spring.kafka.producer.retries=${RETRIES}',
      'spring.kafka.consumer.group-id=${GROUP:${APP:orders}}', 'spring.kafka.producer.batch-size=@batch@',
      'spring.kafka.consumer.enable-auto-commit=#{true}',
    ].join('\n')), [
      'producer acks=all*', 'producer retries=?', 'consumer group.id=orders*', 'producer batch.size=?', 'consumer enable.auto.commit=?',
    ]);
  });

  it('tells profiles by document and by name', () => {
    assert.deepEqual(settings(APPLICATION, `spring:
  kafka:
    producer:
      acks: all
---
spring:
  config:
    activate:
      on-profile: dev
  kafka.producer.acks: 0
---
spring:
  profiles: prod
  kafka.producer.acks: 1
`), ['producer acks=all', 'dev: producer acks=0', 'prod: producer acks=1']);
    assert.deepEqual(settings('src/main/resources/application-local.yml', 'spring.kafka.producer.acks: 1\n'), ['local: producer acks=1']);
    assert.deepEqual(settings('application.properties', 'spring.kafka.producer.acks=all\n#---\nspring.config.activate.on-profile=test\nspring.kafka.producer.acks=0\n'), [
      'producer acks=all', 'test: producer acks=0',
    ]);
  });

  it('judges each site by its profile', () => {
    const facts = readConfig(APPLICATION, 'spring.kafka.producer.acks: 1\n---\nspring.config.activate.on-profile: dev\nspring.kafka.producer.acks: 0\n')!;
    assert.deepEqual(facts.settings.map(site => site.environment), ['neutral', 'development']);
  });

  it('lets a later document without a profile win', () => {
    assert.deepEqual(settings(APPLICATION, 'spring.kafka.producer.acks: 1\n---\nspring.kafka.producer.acks: all\n'), ['producer acks=all']);
  });

  it('reads lists, and places of values', () => {
    const text = 'spring:\n  kafka:\n    bootstrap-servers:\n      - a:9092\n      - b:9092\n    producer:\n      acks: "1" # weak\n';
    const facts = readConfig(APPLICATION, text)!;
    assert.deepEqual(settings(APPLICATION, text), ['client bootstrap.servers=a:9092,b:9092', 'producer acks=1']);
    const { span, keySpan } = facts.settings[1];
    assert.equal(text.slice(span.start, span.end), '"1"');
    assert.equal(text.slice(keySpan.start, keySpan.end), 'acks');
  });

  it('reads the binder of Spring Cloud Stream', () => {
    const text = `spring.cloud.stream:
  kafka:
    binder:
      required-acks: 1
      replication-factor: 1
      autoCreateTopics: true
      configuration:
        enable.auto.commit: true
        retries: 0
    bindings:
      orders-in-0:
        consumer:
          startOffset: latest
          enableDlq: true
      out-0.producer.configuration.acks: 0
`;
    assert.deepEqual(settings(APPLICATION, text), [
      'producer acks=1', 'container spring:binder.auto-create-topics=true', 'producer retries=0', 'consumer auto.offset.reset=latest',
      'container spring:binding.enable-dlq=true', 'producer acks=0',
    ]);
    assert.equal(readConfig(APPLICATION, text)!.topics.length, 1);
  });

  it('reads the variables of a container', () => {
    const facts = readConfig('compose.yml', `services:
  orders:
    image: shop/orders
    environment:
      SPRING_KAFKA_PRODUCER_ACKS: "1"
      SPRING_KAFKA_CONSUMER_AUTOOFFSETRESET: latest
      SPRING_KAFKA_CONSUMER_ENABLE_AUTO_COMMIT: "true"
      SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE: "false"
`)!;
    assert.deepEqual(facts.settings.map(({ scope, key, owner }) => `${owner} ${scope} ${key}`), [
      'orders producer acks', 'orders consumer auto.offset.reset', 'orders consumer enable.auto.commit', 'orders producer enable.idempotence',
    ]);
  });

  it('reads an application.yml inside a ConfigMap', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders\ndata:\n  application.yml: |\n    spring:\n      kafka:\n        producer:\n          acks: 0\n';
    const facts = readConfig('k8s/orders.yaml', text)!;
    const { span } = facts.settings[0];
    assert.equal(text.slice(span.start - 6, span.end), 'acks: 0');
  });
});
