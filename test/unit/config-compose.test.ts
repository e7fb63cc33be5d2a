import assert from 'node:assert/strict';
import { readConfig } from '../../src/core/config/index';
import type { ClusterFacts, ConfigFacts } from '../../src/core/kafka/facts';

const KRAFT = 'KAFKA_NODE_ID: 1\n      KAFKA_PROCESS_ROLES: broker,controller\n      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093';

function read(text: string, path = 'compose.yml'): ConfigFacts {
  const facts = readConfig(path, text);
  assert.ok(facts, 'the file says something');
  return facts;
}

function service(image: string, environment: string, rest = ''): string {
  return `services:\n  kafka:\n    image: ${image}\n    environment:\n      ${environment}\n${rest}`;
}

function only(text: string): ClusterFacts {
  const { clusters } = read(text);
  assert.equal(clusters.length, 1);
  return clusters[0];
}

function settings(cluster: ClusterFacts): Record<string, string> {
  return Object.fromEntries(cluster.members.flatMap(member => member.settings).map(({ key, value }) => [key, value.known ? value.value : '?']));
}

function storage(text: string): string[] {
  return only(text).members.flatMap(member => member.storage.map(({ kind, directory }) => `${kind} ${directory}`));
}

const volume = (target: string): string => `    volumes:\n      - data:${target}\n`;

describe('compose', () => {
  describe('images', () => {
    it('apache/kafka', () => {
      const cluster = only(service('apache/kafka:4.0.0', `${KRAFT}\n      KAFKA_MIN_INSYNC_REPLICAS: "1"\n      KAFKA_LISTENER_NAME_A___B__C: x`));
      assert.equal(settings(cluster)['min.insync.replicas'], '1');
      assert.equal(settings(cluster)['listener.name.a-b_c'], 'x');
      assert.deepEqual([cluster.version, cluster.brokers, cluster.complete, cluster.implied], ['4.0.0', 1, true, []]);
      assert.deepEqual(storage(service('apache/kafka', KRAFT)), ['container /tmp/kafka-logs']);
      assert.deepEqual(storage(service('apache/kafka', KRAFT, volume('/var/lib/kafka/data'))), ['uncovered /tmp/kafka-logs']);
      assert.deepEqual(storage(service('apache/kafka', `${KRAFT}\n      KAFKA_LOG_DIRS: /var/lib/kafka/data`, volume('/var/lib/kafka/data'))), ['persistent /var/lib/kafka/data']);
      assert.deepEqual(storage(service('apache/kafka', `${KRAFT}\n      KAFKA_LOG_DIRS: /tmp/logs`)), ['temporary /tmp/logs']);
      const alone = only('services:\n  kafka:\n    image: apache/kafka\n');
      assert.equal(alone.implied.length, 3);
      assert.equal(alone.members[0].storage[0].directory, '/tmp/kraft-combined-logs');
    });

    it('confluentinc/cp-kafka and cp-server', () => {
      const cluster = only(service('${REGISTRY}confluentinc/cp-server:7.6.1', 'KAFKA_BROKER_ID: 1\n      KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181\n      KAFKA_OPTS: -Dx\n      CONFLUENT_METRICS_REPORTER_TOPIC_REPLICAS: 1'));
      assert.deepEqual(Object.keys(settings(cluster)), ['broker.id', 'zookeeper.connect', 'confluent.metrics.reporter.topic.replicas']);
      assert.equal(cluster.version, '3.6');
      assert.deepEqual(storage(service('confluentinc/cp-kafka:latest', KRAFT, volume('/var/lib/kafka'))), ['shadowed /var/lib/kafka/data']);
      assert.deepEqual(storage(service('confluentinc/cp-kafka:latest', KRAFT, volume('/var/lib/kafka/data/'))), ['persistent /var/lib/kafka/data']);
      assert.deepEqual(storage(service('confluentinc/cp-kafka:latest', KRAFT, volume('/data'))), ['uncovered /var/lib/kafka/data']);
    });

    it('confluentinc/confluent-local', () => {
      const facts = read(service('confluentinc/confluent-local:7.6.0', 'KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9092'));
      assert.equal(facts.environment, 'development');
      assert.equal(facts.clusters[0].implied.length, 3);
    });

    it('bitnami/kafka', () => {
      const cluster = only(service('bitnamilegacy/kafka:3.4', 'KAFKA_CFG_NODE_ID: 1\n      KAFKA_CFG_OFFSETS_TOPIC_REPLICATION_FACTOR: 2\n      KAFKA_MIN_INSYNC_REPLICAS: 2\n      KAFKA_DEFAULT_REPLICATION_FACTOR: 3'));
      assert.deepEqual(settings(cluster), { 'node.id': '1', 'offsets.topic.replication.factor': '2', 'default.replication.factor': '3' });
      assert.deepEqual(cluster.implied.map(({ key }) => key), ['transaction.state.log.replication.factor', 'transaction.state.log.min.isr']);
      assert.deepEqual(storage(service('bitnami/kafka', 'KAFKA_CFG_NODE_ID: 1', volume('/bitnami'))), ['persistent /bitnami/kafka/data']);
      assert.equal(only(service('bitnami/kafka', 'KAFKA_CFG_NODE_ID: 1', '    volumes:\n      - ./server.properties:/bitnami/kafka/config/server.properties\n')).complete, false);
    });

    it('wurstmeister/kafka', () => {
      const facts = read(service('wurstmeister/kafka:2.13-2.8.1', 'KAFKA_ADVERTISED_HOST_NAME: a\n      KAFKA_ZOOKEEPER_CONNECT: localhost:2181\n      KAFKA_CREATE_TOPICS: "orders:3:1,other:1:2:compact"', volume('/kafka')));
      assert.equal(facts.clusters[0].version, '2.8.1');
      assert.deepEqual(facts.topics.map(topic => [topic.name, ...topic.settings.map(({ key, value }) => `${key}=${value.known && value.value}`)]), [
        ['orders', 'num.partitions=3', 'replication.factor=1'], ['other', 'num.partitions=1', 'replication.factor=2'],
      ]);
      assert.equal(facts.clusters[0].members[0].storage[0].kind, 'fresh');
      assert.deepEqual(storage(service('wurstmeister/kafka', 'KAFKA_ZOOKEEPER_CONNECT: localhost:2181', `${volume('/kafka')}    hostname: kafka\n`)), ['persistent /kafka/kafka-logs-$HOSTNAME']);
    });

    it('debezium/kafka', () => {
      const cluster = only('services:\n  kafka:\n    image: quay.io/debezium/kafka:2.7\n    environment:\n      - NODE_ID=1\n      - KAFKA_AUTO_CREATE_TOPICS_ENABLE=false\n');
      assert.deepEqual(settings(cluster), { 'node.id': '1', 'auto.create.topics.enable': 'false' });
      assert.equal(cluster.version, undefined);
      assert.equal(cluster.members[0].storage[0].directory, '/kafka/data');
    });

    it('an image of their own, and one that is built', () => {
      const own = only(service('registry.example/kafka:7', KRAFT));
      assert.deepEqual([own.complete, settings(own)['node.id']], [false, '1']);
      const built = only(`services:\n  kafka:\n    build: .\n    environment:\n      KAFKA_ADVERTISED_HOST_NAME: a\n      KAFKA_ZOOKEEPER_CONNECT: localhost:2181\n`);
      assert.equal(built.members[0].storage[0].kind, 'container');
    });
  });

  it('reads environments as lists, quoted or not, with places', () => {
    const text = 'services:\n  kafka:\n    image: apache/kafka:3.9.0\n    environment:\n      - KAFKA_NODE_ID=1\n      - "KAFKA_MIN_INSYNC_REPLICAS=1"\n      - KAFKA_LOG_DIRS\n';
    const { settings: sites } = only(text).members[0];
    const site = sites.find(({ key }) => key === 'min.insync.replicas')!;
    assert.equal(text.slice(site.span.start, site.span.end), '1');
    assert.equal(text.slice(site.keySpan.start, site.keySpan.end), 'KAFKA_MIN_INSYNC_REPLICAS');
    assert.equal(sites.find(({ key }) => key === 'log.dirs')!.value.known, false);
    assert.equal(only(text).members[0].storage[0].kind, 'unknown');
  });

  it('reads merged environments at their anchor', () => {
    const text = `x-kafka: &kafka
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1
services:
  a:
    image: confluentinc/cp-kafka:7.6.0
    environment:
      <<: *kafka
      KAFKA_BROKER_ID: 1
      KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181
  b:
    image: confluentinc/cp-kafka:7.6.0
    environment:
      <<: *kafka
      KAFKA_BROKER_ID: 2
      KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181
  zookeeper:
    image: confluentinc/cp-zookeeper:7.6.0
`;
    const cluster = only(text);
    assert.equal(cluster.brokers, 2);
    const spans = cluster.members.map(member => member.settings.find(({ key }) => key.startsWith('offsets'))!.span.start);
    assert.deepEqual(spans, [text.indexOf(': 1') + 2, text.indexOf(': 1') + 2]);
  });

  it('takes defaults of variables, and knows nothing of others', () => {
    const cluster = only(service('confluentinc/cp-kafka:${TAG:-7.5.0}', `${KRAFT}\n      KAFKA_MIN_INSYNC_REPLICAS: \${ISR:-1}\n      KAFKA_DEFAULT_REPLICATION_FACTOR: \${RF}`));
    assert.equal(cluster.version, '3.5');
    const [isr, rf] = ['min.insync.replicas', 'default.replication.factor'].map(key => cluster.members[0].settings.find(site => site.key === key)!.value);
    assert.deepEqual(isr, { known: true, value: '1', placeholder: true });
    assert.equal(rf.known, false);
    assert.equal(cluster.complete, false);
  });

  it('passes over helpers, controllers and programs that are told where Kafka is', () => {
    const facts = read(`services:
  kafka:
    image: confluentinc/cp-kafka:7.6.0
    environment:
      KAFKA_NODE_ID: 1
      KAFKA_CONTROLLER_QUORUM_VOTERS: 2@controller:9093
  controller:
    image: confluentinc/cp-kafka:7.6.0
    environment:
      KAFKA_NODE_ID: 2
      KAFKA_PROCESS_ROLES: controller
  create-topics:
    image: confluentinc/cp-kafka:7.6.0
    environment:
      KAFKA_BROKER_ID: ignored
      KAFKA_ZOOKEEPER_CONNECT: ignored
    command: >
      bash -c "cub kafka-ready 1 20 &&
      kafka-topics --create --topic orders --partitions 3
      --replication-factor 1 --config min.insync.replicas=1 --bootstrap-server kafka:9092 &&
      kafka-topics --bootstrap-server kafka:9092 --create --topic=refunds"
  ui:
    image: provectuslabs/kafka-ui
    environment:
      KAFKA_CLUSTERS_0_ZOOKEEPER: zookeeper:2181
  app:
    image: shop/orders
    environment:
      KAFKA_BROKERS: kafka:9092
      KAFKA_ACKS: 1
`);
    assert.deepEqual(facts.clusters.map(({ name }) => name), ['kafka']);
    assert.deepEqual(facts.settings, []);
    assert.deepEqual(facts.topics.map(({ name, hosts, settings: sites }) => [name, hosts, sites.map(({ key }) => key)]), [
      ['orders', ['kafka'], ['replication.factor', 'num.partitions', 'min.insync.replicas']], ['refunds', ['kafka'], []],
    ]);
  });

  it('reads commands in lists, and not their comments', () => {
    const { topics } = read(`services:
  kafka:
    image: apache/kafka:3.9.0
  init:
    image: apache/kafka:3.9.0
    command: ["kafka-topics.sh", "--create", "--topic", "a", "--replication-factor", "2"]
  other:
    image: apache/kafka:3.9.0
    entrypoint:
      - kafka-topics.sh
      - --create
      - --topic
      - b
      - --replication-factor
      - "3"
  third:
    image: apache/kafka:3.9.0
    command:
      - |
        # kafka-topics.sh --create --topic no --replication-factor 1
        kafka-topics.sh --create \\
          --topic c --replication-factor $$REPLICAS
`);
    assert.deepEqual(topics.map(topic => [topic.name, topic.settings.map(({ value }) => value.known ? value.value : '?').join()]), [['a', '2'], ['b', '3'], ['c', '?']]);
  });

  it('tells several clusters of one file apart', () => {
    const node = (name: string): string => `  ${name}:\n    image: confluentinc/cp-kafka:7.6.0\n    environment:\n      KAFKA_NODE_ID: 1\n      KAFKA_PROCESS_ROLES: broker,controller\n      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@${name}:9093\n`;
    assert.deepEqual(read(`services:\n${node('one')}${node('two')}`).clusters.map(({ name, brokers }) => [name, brokers]), [['one', 1], ['two', 1]]);
  });

  it('counts replicas, and says when others may be elsewhere', () => {
    assert.equal(only(service('apache/kafka', 'KAFKA_NODE_ID: 1', '    deploy:\n      replicas: 3\n')).brokers, 3);
    assert.equal(only(service('apache/kafka', 'KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093,2@10.0.0.2:9093,3@10.0.0.3:9093')).brokers, undefined);
    const override = only('services:\n  kafka:\n    environment:\n      KAFKA_NODE_ID: 1\n      KAFKA_MIN_INSYNC_REPLICAS: 1\n');
    assert.deepEqual([override.brokers, override.complete, override.members[0].storage], [undefined, false, []]);
    const open = read(service('apache/kafka', 'KAFKA_NODE_ID: 1', '    env_file: kafka.env\n'));
    assert.deepEqual([open.clusters[0].complete, open.undecided.length], [false, 1]);
  });

  it('knows data from certificates, scripts and sockets', () => {
    const mounts = '    volumes:\n      - ./certs:/etc/kafka/secrets\n      - /var/run/docker.sock:/var/run/docker.sock\n      - ./init.sh:/data/init.sh\n      - ./plugins:/opt/kafka/plugins\n';
    assert.deepEqual(storage(service('confluentinc/cp-kafka', KRAFT, mounts)), ['container /var/lib/kafka/data']);
    assert.deepEqual(storage(service('confluentinc/cp-kafka', KRAFT, '    tmpfs: /var/lib/kafka/data\n')), ['temporary /var/lib/kafka/data']);
    assert.deepEqual(storage(service('confluentinc/cp-kafka', KRAFT, '    volumes:\n      - type: volume\n        source: data\n        target: /var/lib/kafka/data\n')), ['persistent /var/lib/kafka/data']);
    assert.deepEqual(storage(service('confluentinc/cp-kafka', KRAFT, '    volumes:\n      - ${DATA:-./data}:/var/lib/kafka/data:rw\n')), ['persistent /var/lib/kafka/data']);
  });

  it('offers to move the directory to the volume', () => {
    const { fix, directory } = only(service('apache/kafka', `${KRAFT}\n      KAFKA_LOG_DIRS: "/opt/logs"`, volume('/var/lib/kafka/data'))).members[0].storage[0];
    assert.equal(directory, '/opt/logs');
    assert.equal(fix!.edits[0].text, '/var/lib/kafka/data');
    assert.equal(fix!.safe, false);
  });

  it('reads Connect, Schema Registry, ksqlDB and Control Center', () => {
    const facts = read(`services:
  connect:
    image: confluentinc/cp-kafka-connect
    environment:
      CONNECT_BOOTSTRAP_SERVERS: kafka:9092
      CONNECT_OFFSET_STORAGE_REPLICATION_FACTOR: "1"
      CONNECT_PRODUCER_ACKS: 1
      CONNECT_SASL_JAAS_CONFIG: secret
  registry:
    image: confluentinc/cp-schema-registry
    environment:
      SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS: kafka:9092
      SCHEMA_REGISTRY_KAFKASTORE_TOPIC_REPLICATION_FACTOR: 1
  ksql:
    image: confluentinc/cp-ksqldb-server
    environment:
      KSQL_BOOTSTRAP_SERVERS: kafka:9092
      KSQL_KSQL_STREAMS_REPLICATION_FACTOR: 1
  control-center:
    image: confluentinc/cp-enterprise-control-center
    environment:
      CONTROL_CENTER_REPLICATION_FACTOR: 1
  debezium:
    image: debezium/connect
    environment:
      - |
        KAFKA_CONNECT_CONFIGURATION=
        offset.storage.topic=offsets
        config.storage.topic=configs
        config.storage.replication.factor=1
  app:
    image: shop/app
    environment:
      CONNECT_TIMEOUT: 10
`);
    const found = facts.settings.map(({ owner, scope, key }) => `${owner} ${scope} ${key}`).filter(line => !/bootstrap|storage\.topic/.test(line));
    assert.deepEqual(found, [
      'connect connect offset.storage.replication.factor', 'connect producer acks',
      'registry connect kafkastore.topic.replication.factor', 'ksql streams replication.factor',
      'control-center connect confluent.controlcenter.internal.topics.replication', 'debezium connect config.storage.replication.factor',
    ]);
  });

  it('judges how serious it is', () => {
    assert.equal(read(service('apache/kafka', `${KRAFT}\n      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:29092,PLAINTEXT_HOST://localhost:9092`)).environment, 'development');
    assert.equal(read(service('apache/kafka', KRAFT)).environment, 'neutral');
    assert.equal(read(service('apache/kafka', KRAFT), 'deploy/prod/compose.yml').environment, 'production');
    assert.equal(read(service('apache/kafka', KRAFT), 'docker-compose.test.yml').environment, 'development');
  });
});
