import assert from 'node:assert/strict';
import { readConfig } from '../../src/core/config/index';
import type { ConfigFacts } from '../../src/core/kafka/facts';

function read(text: string, path = 'deploy/kafka.yaml'): ConfigFacts {
  const facts = readConfig(path, text);
  assert.ok(facts, 'the file says something');
  return facts;
}

const POOL = (name: string, replicas: number, roles: string, storage: string): string => `---
apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: ${name}
  labels:
    strimzi.io/cluster: orders
spec:
  replicas: ${replicas}
  roles: [${roles}]
  storage:
${storage}
`;

describe('Strimzi', () => {
  it('joins a cluster with its node pools', () => {
    const facts = read(`${POOL('controllers', 3, 'controller', '    type: persistent-claim')}${POOL('brokers', 3, 'broker', '    type: jbod\n    volumes:\n      - id: 0\n        type: ephemeral')}---
apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: orders
spec:
  kafka:
    version: 4.1.0
    config:
      min.insync.replicas: 1
      default.replication.factor: 3
`);
    const [cluster] = facts.clusters;
    assert.deepEqual([facts.clusters.length, cluster.name, cluster.brokers, cluster.version, cluster.reference, facts.environment], [1, 'orders', 3, '4.1.0', 'orders', 'production']);
    assert.deepEqual(cluster.members[0].settings.map(({ key }) => key), ['min.insync.replicas', 'default.replication.factor']);
    assert.deepEqual(cluster.members[0].storage.map(({ kind }) => kind), ['persistent', 'temporary']);
    assert.deepEqual(cluster.implied, []);
  });

  it('reads replicas and storage of old resources', () => {
    const [cluster] = read('apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata:\n  name: k\nspec:\n  kafka:\n    replicas: 1\n    storage:\n      type: ephemeral\n').clusters;
    assert.deepEqual([cluster.brokers, cluster.members[0].storage[0].kind, cluster.implied[0].key], [1, 'temporary', 'min.insync.replicas']);
  });

  it('says nothing of the number of brokers when the pools are elsewhere', () => {
    assert.equal(read('apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: k\nspec:\n  kafka:\n    config: {}\n').clusters[0].brokers, undefined);
    const [alone] = read(POOL('brokers', 3, 'broker', '    type: ephemeral')).clusters;
    assert.deepEqual([alone.brokers, alone.complete, alone.reference], [undefined, false, 'orders']);
  });

  it('reads topics with their cluster', () => {
    const [topic, absent] = read(`apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: orders.v1
  labels:
    strimzi.io/cluster: orders
spec:
  partitions: 3
  replicas: 1
  config:
    min.insync.replicas: 1
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata:
  name: other
spec:
  topicName: Other
`).topics;
    assert.deepEqual([topic.name, topic.reference, topic.settings.map(({ key, spelling }) => `${key} ${spelling}`)], [
      'orders.v1', 'orders', ['num.partitions partitions', 'replication.factor replicas', 'min.insync.replicas min.insync.replicas'],
    ]);
    assert.deepEqual([absent.name, absent.settings], ['Other', []]);
  });

  it('reads Connect, connectors and MirrorMaker', () => {
    const facts = read(`apiVersion: kafka.strimzi.io/v1
kind: KafkaConnect
metadata:
  name: c
spec:
  config:
    offset.storage.replication.factor: 1
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaConnector
metadata:
  name: sink
spec:
  config:
    errors.tolerance: all
    producer.override.acks: 1
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaMirrorMaker2
metadata:
  name: mm
spec:
  replicas: 1
  mirrors:
    - sourceConnector:
        config:
          replication.factor: 1
`);
    assert.deepEqual(facts.settings.map(({ owner, scope, key }) => `${owner} ${scope} ${key}`), [
      'c connect offset.storage.replication.factor', 'sink connect errors.tolerance', 'sink producer acks', 'mm sourceConnector connect replication.factor',
    ]);
    assert.deepEqual([facts.clusters, facts.topics], [[], []]);
  });

  it('does not take the definition of a resource for one', () => {
    assert.equal(readConfig('crd.yaml', 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: kafkatopics.kafka.strimzi.io\nspec:\n  names: {kind: KafkaTopic}\n'), undefined);
  });
});

describe('Kubernetes', () => {
  const workload = (kind: string, container: string, rest = ''): string => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: kafka
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: broker
${container}
${rest}`;

  it('reads variables, and keeps what is taken from elsewhere unknown', () => {
    const text = workload('StatefulSet', `          image: confluentinc/cp-kafka:7.6.0
          env:
            - name: KAFKA_NODE_ID
              valueFrom: {fieldRef: {fieldPath: metadata.name}}
            - name: KAFKA_MIN_INSYNC_REPLICAS
              value: "1"
          volumeMounts:
            - name: data
              mountPath: /var/lib/kafka/data`, '  volumeClaimTemplates:\n    - metadata:\n        name: data\n');
    const facts = read(text);
    const [cluster] = facts.clusters;
    assert.deepEqual([cluster.brokers, cluster.version, cluster.members[0].storage[0].kind, facts.environment], [3, '3.6', 'persistent', 'production']);
    const [id, isr] = cluster.members[0].settings;
    assert.deepEqual([id.value.known, text.slice(isr.span.start, isr.span.end)], [false, '"1"']);
  });

  it('reads --override, and data in an emptyDir', () => {
    const text = workload('Deployment', `          image: registry.example/kafka
          command: [sh, -c]
          args:
            - "exec kafka-server-start.sh /etc/server.properties --override broker.id=\${HOSTNAME##*-} \\
              --override unclean.leader.election.enable=true \\
              --override log.dirs=/data/kafka"
          volumeMounts:
            - {name: data, mountPath: /data}`, '      volumes:\n        - name: data\n          emptyDir: {}\n');
    const [cluster] = read(text).clusters;
    const site = cluster.members[0].settings.find(({ key }) => key === 'unclean.leader.election.enable')!;
    assert.equal(text.slice(site.span.start, site.span.end), 'true');
    assert.equal(cluster.members[0].storage[0].kind, 'temporary');
  });

  it('passes over other workloads', () => {
    assert.equal(readConfig('app.yaml', workload('Deployment', '          image: shop/orders\n          env:\n            - name: KAFKA_BROKERS\n              value: kafka:9092')), undefined);
  });

  it('reads properties in a ConfigMap at their place', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: k\ndata:\n  server.properties: |\n    # comment\n    process.roles=broker\n    log.dirs=/tmp/kafka\n    min.insync.replicas=1\n';
    const [cluster] = read(text).clusters;
    const site = cluster.members[0].settings.find(({ key }) => key === 'min.insync.replicas')!;
    assert.equal(text.slice(site.keySpan.start, site.span.end), 'min.insync.replicas=1');
    assert.equal(cluster.members[0].storage[0].kind, 'temporary');
  });

  it('reads Confluent for Kubernetes', () => {
    const text = 'apiVersion: platform.confluent.io/v1beta1\nkind: Kafka\nmetadata:\n  name: kafka\nspec:\n  replicas: 3\n  configOverrides:\n    server:\n      - min.insync.replicas=1\n      - "unclean.leader.election.enable=true"\n---\napiVersion: platform.confluent.io/v1beta1\nkind: KafkaTopic\nmetadata:\n  name: orders\nspec:\n  replicas: 1\n  configs:\n    min.insync.replicas: "1"\n';
    const facts = read(text);
    assert.deepEqual(facts.clusters[0].members[0].settings.map(({ span, keySpan }) => `${text.slice(keySpan.start, keySpan.end)} ${text.slice(span.start, span.end)}`), [
      'min.insync.replicas 1', 'unclean.leader.election.enable true',
    ]);
    assert.deepEqual(facts.topics[0].settings.map(({ key }) => key), ['replication.factor', 'min.insync.replicas']);
  });

  it('reads the values of charts', () => {
    const facts = read('kafka:\n  controller:\n    replicaCount: 3\n  broker:\n    replicaCount: 0\n  overrideConfiguration:\n    offsets.topic.replication.factor: 1\n  provisioning:\n    numPartitions: 1\n    replicationFactor: 1\n', 'chart/values.yaml');
    assert.deepEqual([facts.clusters[0].brokers, facts.clusters[0].complete, facts.topics.length], [3, false, 1]);
    assert.equal(readConfig('chart/values.yaml', 'app:\n  kafka:\n    brokers: a:9092\n  config:\n    acks: 1\n'), undefined);
  });

  it('gives up silently on templates', () => {
    assert.equal(readConfig('templates/kafka.yaml', '{{- if .Values.kafka }}\nkind: StatefulSet\n  bad: [\n{{- end }}\n'), undefined);
  });
});
