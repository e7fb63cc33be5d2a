import assert from 'node:assert/strict';
import { isConfigName, readConfig } from '../../src/core/config/index';

function settings(path: string, text: string): string[] {
  return (readConfig(path, text)?.settings ?? []).map(({ scope, key, value }) => `${scope} ${key}=${value.known ? value.value : '?'}`);
}

describe('client files', () => {
  it('knows producers and consumers by their keys', () => {
    assert.deepEqual(settings('config/kafka.properties', 'bootstrap.servers=a:9092\nkey.serializer=S\nacks=1\n'), ['producer bootstrap.servers=a:9092', 'producer key.serializer=S', 'producer acks=1']);
    assert.deepEqual(settings('config/kafka.properties', 'bootstrap.servers=a:9092\ngroup.id=g\nclient.id=c\n'), ['consumer bootstrap.servers=a:9092', 'consumer group.id=g', 'consumer client.id=c']);
    assert.deepEqual(settings('config/kafka.properties', 'bootstrap.servers=a:9092\ngroup.id=g\nacks=1\n'), ['client bootstrap.servers=a:9092', 'consumer group.id=g', 'producer acks=1']);
    assert.deepEqual(settings('producer.properties', 'acks=1\nretries=0\nclient.id=x\n'), ['producer acks=1', 'producer retries=0', 'producer client.id=x']);
  });

  it('keeps the last of two lines, and no secrets', () => {
    assert.deepEqual(settings('producer.properties', 'bootstrap.servers=a\nacks=1\nacks=all\nsasl.jaas.config=password\nssl.key.password=x\n'), ['producer bootstrap.servers=a', 'producer acks=all']);
  });

  it('says nothing of keys that only an application reads', () => {
    for (const text of ['kafka.acks=1\nkafka.bootstrap.servers=a\n', 'queue.kafka.acks=1\n', 'canal.mq.acks=1\n', 'zookeeper.connect=kafka:2181\ngoals=x\nbroker.id=1\n', 'bootstrap.servers=kafka:9092\nmy.thing=1\n']) {
      assert.equal(readConfig('app.properties', text), undefined, text);
    }
  });

  it('reads Connect workers, whose own acks means nothing', () => {
    assert.deepEqual(settings('connect-distributed.properties', 'bootstrap.servers=a\ngroup.id=connect\noffset.storage.topic=o\noffset.storage.replication.factor=1\nproducer.acks=1\nacks=1\n').slice(2), [
      'connect offset.storage.topic=o', 'connect offset.storage.replication.factor=1', 'producer acks=1',
    ]);
  });

  it('reads connectors as properties and JSON, MirrorMaker and Streams', () => {
    assert.deepEqual(settings('sink.properties', 'name=sink\nconnector.class=FileStreamSink\nerrors.tolerance=all\n').at(-1), 'connect errors.tolerance=all');
    assert.deepEqual(settings('sink.json', '{"name": "sink", "config": {"connector.class": "X", "errors.tolerance": "all"}}').at(-1), 'connect errors.tolerance=all');
    assert.deepEqual(settings('mirror.properties', 'clusters=A, B\nA->B.enabled=true\nreplication.factor=1\nA.producer.acks=1\n').slice(2), ['connect replication.factor=1', 'producer acks=1']);
    assert.deepEqual(settings('streams.properties', 'bootstrap.servers=a\napplication.id=x\nreplication.factor=1\nproducer.acks=1\nmain.consumer.auto.offset.reset=latest\n').slice(2), [
      'streams replication.factor=1', 'producer acks=1', 'consumer auto.offset.reset=latest',
    ]);
  });

  it('reads what Quarkus hands on', () => {
    const facts = readConfig('application.properties', 'quarkus.http.port=1\nkafka.acks=1\n%dev.kafka.auto.offset.reset=latest\nkafka-streams.auto.offset.reset=latest\nkafka.own=1\n')!;
    assert.deepEqual(facts.settings.map(({ scope, key, profile }) => [scope, key, profile]), [
      ['producer', 'acks', undefined], ['consumer', 'auto.offset.reset', 'dev'], ['consumer', 'auto.offset.reset', undefined],
    ]);
  });

  it('reads the channels of SmallRye, but for those of other connectors', () => {
    const text = 'mp.messaging.outgoing.orders.acks=1\n%dev.mp.messaging.incoming."a.b".auto.offset.reset=latest\nmp.messaging.incoming.x.connector=smallrye-amqp\nmp.messaging.incoming.x.group.id=a\n'
      + 'mp.messaging.connector.smallrye-kafka.acks=all\nmp.messaging.incoming.y.failure-strategy=ignore\nmp.messaging.incoming.y.acks=1\n';
    const facts = readConfig('application.properties', text)!;
    assert.deepEqual(facts.settings.map(({ scope, key, owner, profile }) => [scope, key, owner, profile]), [
      ['producer', 'acks', 'outgoing orders', undefined], ['consumer', 'auto.offset.reset', 'incoming a.b', 'dev'], ['container', 'channel:connector', 'incoming x', undefined],
      ['producer', 'acks', undefined, undefined], ['container', 'channel:failure-strategy', 'incoming y', undefined],
    ]);
    const yaml = 'mp:\n  messaging:\n    outgoing:\n      orders:\n        connector: smallrye-kafka\n        acks: 1\n"%dev":\n  kafka:\n    acks: 0\n';
    assert.deepEqual(readConfig('application.yml', yaml)!.settings.map(({ key, owner, profile }) => [key, owner, profile]), [
      ['channel:connector', 'outgoing orders', undefined], ['acks', 'outgoing orders', undefined], ['acks', undefined, 'dev'],
    ]);
  });

  it('reads brokers, and how many the voters prove', () => {
    const brokers = (text: string): number | undefined => readConfig('server.properties', text)!.clusters[0].brokers;
    assert.equal(brokers('process.roles=broker,controller\ncontroller.quorum.voters=1@a:1,2@b:1,3@c:1\n'), 3);
    assert.equal(brokers('process.roles=broker,controller\ncontroller.quorum.voters=1@localhost:1\n'), 1);
    assert.equal(brokers('process.roles=broker\ncontroller.quorum.voters=1@a:1,2@b:1,3@c:1\n'), undefined);
    assert.equal(brokers('broker.id=1\nzookeeper.connect=z:2181\n'), undefined);
    assert.equal(readConfig('controller.properties', 'process.roles=controller\nnode.id=1\ncontroller.quorum.voters=1@a:1\n'), undefined);
    const [storage] = readConfig('server.properties', 'broker.id=1\nlog.dirs=/data,/tmp/x\n')!.clusters[0].members[0].storage;
    assert.deepEqual([storage.kind, storage.directory], ['temporary', '/tmp/x']);
  });

  it('takes nothing that a template or provider fills in', () => {
    const facts = readConfig('server.properties.j2', 'broker.id={{ id }}\nlog.dirs=${env:DIR}\nmin.insync.replicas=@isr@\nnum.partitions=%N%\n{% if x %}\nauto.create.topics.enable=true\n')!;
    assert.deepEqual(facts.clusters[0].members[0].settings.filter(site => site.value.known).map(({ key }) => key), ['auto.create.topics.enable']);
    assert.equal(facts.clusters[0].complete, false);
  });

  it('reads files of variables', () => {
    const text = 'export SPRING_KAFKA_PRODUCER_ACKS="1" # weak\nKAFKA_BROKER_ID=1\nKAFKA_ZOOKEEPER_CONNECT=z:2181\nKAFKA_MIN_INSYNC_REPLICAS=1\n';
    const facts = readConfig('.env', text)!;
    assert.equal(text.slice(facts.settings[0].span.start, facts.settings[0].span.end), '"1"');
    assert.equal(facts.clusters[0].members[0].settings.length, 3);
    assert.equal(readConfig('.env', 'KAFKA_BROKERS=a:9092\nKAFKA_BROKER_ID=1\n'), undefined);
  });

  it('knows names', () => {
    for (const path of ['a/server.properties', 'server.properties.template', 'application.yml', 'x.yaml.j2', '.env', '.env.production', 'kafka.env', 'sink.json']) assert.ok(isConfigName(path), path);
    for (const path of ['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'tsconfig.build.json', 'a.ts', 'pom.xml', 'README.md']) assert.ok(!isConfigName(path), path);
  });

  it('never throws', () => {
    const pieces = ['services:\n', '  kafka:\n', '    image: apache/kafka\n', '    environment:\n', '      - KAFKA_X', '=', '&a ', '*a', '<<: ', '{{', '}}', '"', '[', '- |\n', '---\n', 'kind: Kafka\n', 'apiVersion: kafka.strimzi.io/v1\n', '${', '\\', '\u0000', 'spring.kafka.producer.acks', ': '];
    let seed = 7;
    for (let round = 0; round < 150; round++) {
      let text = '';
      for (let i = 0; i < 14; i++) text += pieces[(seed = (seed * 1103515245 + 12345) % 2147483648) % pieces.length];
      for (const path of ['a.yml', 'a.properties', 'a.json', '.env', 'values.yaml']) readConfig(path, `${text} kafka connector.class`);
    }
  });
});
