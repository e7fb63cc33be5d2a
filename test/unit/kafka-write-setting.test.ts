import assert from 'node:assert/strict';
import { readConfig } from '../../src/core/config/index';
import type { Notation, SettingSite } from '../../src/core/settings/setting';
import { addSetting, removeSetting, writeSetting } from '../../src/core/settings/write-setting';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';

/** The site of a key that a file says something about. */
function siteIn(path: string, text: string, key: string): { source: SourceText; site: SettingSite } {
  const facts = readConfig(path, text)!;
  const all = [...facts.settings, ...facts.topics.flatMap(topic => topic.settings), ...facts.clusters.flatMap(cluster => cluster.members.flatMap(member => member.settings))];
  const site = all.find(one => one.key === key);
  assert.ok(site, `${key} is found`);
  return { source: new SourceText(path, text), site };
}

function write(path: string, text: string, key: string, value: string): string {
  const { source, site } = siteIn(path, text, key);
  return applyEdits(text, [writeSetting(source, site, value)]);
}

function remove(path: string, text: string, key: string): string {
  const { source, site } = siteIn(path, text, key);
  return applyEdits(text, removeSetting(source, site));
}

function add(path: string, text: string, beside: string, key: string, value: string): string | undefined {
  const { source, site } = siteIn(path, text, beside);
  const edit = addSetting(source, site, key, value);
  return edit && applyEdits(text, [edit]);
}

/** A setting of code, given as `«key»` and `‹value›` in the text. */
function inCode(notation: Notation, marked: string, key: string, spelling = key, dialect?: string): { source: SourceText; site: SettingSite; text: string } {
  const text = marked.replace(/[«»‹›]/g, '');
  const at = (open: string, close: string): { start: number; end: number } => {
    const before = (index: number): number => index - (marked.slice(0, index).match(/[«»‹›]/g)?.length ?? 0);
    return { start: before(marked.indexOf(open)), end: before(marked.indexOf(close)) };
  };
  const path = notation === 'java' ? 'A.java' : 'a.ts';
  const site: SettingSite = { scope: 'producer', key, spelling, dialect, value: { known: true, value: '1' }, path, keySpan: at('«', '»'), span: at('‹', '›'), notation };
  return { source: new SourceText(path, text), site, text };
}

function writeCode(notation: Notation, marked: string, key: string, value: string, spelling?: string, dialect?: string): string {
  const { source, site, text } = inCode(notation, marked, key, spelling, dialect);
  return applyEdits(text, [writeSetting(source, site, value)]);
}

function removeCode(notation: Notation, marked: string, key: string, spelling?: string): string {
  const { source, site, text } = inCode(notation, marked, key, spelling);
  return applyEdits(text, removeSetting(source, site));
}

function addCode(notation: Notation, marked: string, beside: string, key: string, value: string, spelling?: string, dialect?: string): string | undefined {
  const { source, site, text } = inCode(notation, marked, beside, spelling, dialect);
  const edit = addSetting(source, site, key, value);
  return edit && applyEdits(text, [edit]);
}

const SPRING = 'spring:\n  kafka:\n    producer:\n';
const COMPOSE = 'services:\n  kafka:\n    image: apache/kafka\n    environment:\n';
const K8S = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: k\nspec:\n  template:\n    spec:\n      containers:\n        - name: kafka\n          image: apache/kafka\n          env:\n';

describe('writing a setting', () => {
  it('properties', () => {
    assert.equal(write('producer.properties', 'bootstrap.servers=a\nacks : 1\nx=y\n', 'acks', 'all'), 'bootstrap.servers=a\nacks : all\nx=y\n');
    assert.equal(write('application.properties', 'spring.kafka.producer.acks=${ACKS:1}\n', 'acks', 'all'), 'spring.kafka.producer.acks=${ACKS:all}\n');
    assert.equal(write('application.properties', 'spring.kafka.producer.acks=${A:${B:1}}\r\n', 'acks', 'all'), 'spring.kafka.producer.acks=${A:${B:all}}\r\n');
    assert.equal(write('application.properties', 'spring.kafka.producer.retries=${R:-1}\n', 'retries', '3'), 'spring.kafka.producer.retries=${R:3}\n');
  });

  it('YAML, in the old quotes', () => {
    const yaml = (value: string): string => `${SPRING}      acks: ${value} # why\n`;
    for (const [old, now] of [['1', 'all'], ['"1"', '"all"'], ["'1'", "'all'"], ['${A:1}', '${A:all}'], ['"${A:1}"', '"${A:all}"']]) {
      assert.equal(write('application.yml', yaml(old), 'acks', 'all'), yaml(now));
    }
    assert.equal(write('application.yml', 'spring.kafka.consumer:\n  enable-auto-commit: true\n', 'enable.auto.commit', 'false'), 'spring.kafka.consumer:\n  enable-auto-commit: false\n');
  });

  it('JSON', () => {
    assert.equal(write('c.json', '{"connector.class": "X", "errors.tolerance": "all"}', 'errors.tolerance', 'none'), '{"connector.class": "X", "errors.tolerance": "none"}');
    assert.equal(write('c.json', '{"connector.class": "X", "topic.creation.default.replication.factor": 1}', 'topic.creation.default.replication.factor', '3'), '{"connector.class": "X", "topic.creation.default.replication.factor": 3}');
  });

  it('environments of compose', () => {
    for (const [old, now] of [['KAFKA_MIN_INSYNC_REPLICAS: 1', 'KAFKA_MIN_INSYNC_REPLICAS: 2'], ['KAFKA_MIN_INSYNC_REPLICAS: "1"', 'KAFKA_MIN_INSYNC_REPLICAS: "2"'], ['- KAFKA_MIN_INSYNC_REPLICAS=1', '- KAFKA_MIN_INSYNC_REPLICAS=2'], ['- "KAFKA_MIN_INSYNC_REPLICAS=1"', '- "KAFKA_MIN_INSYNC_REPLICAS=2"'], ['KAFKA_MIN_INSYNC_REPLICAS: ${ISR:-1}', 'KAFKA_MIN_INSYNC_REPLICAS: ${ISR:-2}']]) {
      assert.equal(write('compose.yml', `${COMPOSE}      ${old}\n`, 'min.insync.replicas', '2'), `${COMPOSE}      ${now}\n`);
    }
    assert.equal(write('compose.yml', `${COMPOSE}      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: true\n`, 'unclean.leader.election.enable', 'false'), `${COMPOSE}      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: "false"\n`);
  });

  it('Kubernetes takes text alone', () => {
    const yaml = (value: string): string => `${K8S}            - name: KAFKA_MIN_INSYNC_REPLICAS\n              value: ${value}\n`;
    assert.equal(write('k.yaml', yaml('1'), 'min.insync.replicas', '2'), yaml('"2"'));
    assert.equal(write('k.yaml', yaml("'1'"), 'min.insync.replicas', '2'), yaml("'2'"));
  });

  it('arguments and topic lists', () => {
    const text = 'services:\n  k:\n    image: wurstmeister/kafka\n    environment:\n      KAFKA_ZOOKEEPER_CONNECT: localhost\n      KAFKA_CREATE_TOPICS: "a:3:1,b:1:1"\n';
    assert.equal(write('compose.yml', text, 'replication.factor', '3'), text.replace('a:3:1', 'a:3:3'));
  });

  it('TypeScript', () => {
    assert.equal(writeCode('typescript', 'send({ «acks»: ‹0› })', 'acks', 'all', 'acks', 'kafkajs.send'), 'send({ acks: -1 })');
    assert.equal(writeCode('typescript', "f({ '«acks»': ‹'1'› })", 'acks', 'all'), "f({ 'acks': 'all' })");
    assert.equal(writeCode('typescript', 'f({ «idempotent»: ‹false› })', 'enable.idempotence', 'true', 'idempotent'), 'f({ idempotent: true })');
    assert.equal(writeCode('typescript', 'f({ «fromBeginning»: ‹false› })', 'auto.offset.reset', 'earliest', 'fromBeginning', 'kafkajs.subscribe'), 'f({ fromBeginning: true })');
    assert.equal(writeCode('typescript', 'f({ kafkaJS: { «fromBeginning»: ‹false› } })', 'auto.offset.reset', 'earliest', 'kafkaJS.fromBeginning', 'confluent.consumer'), 'f({ kafkaJS: { fromBeginning: true } })');
    assert.equal(writeCode('typescript', "f({ «'auto.offset.reset'»: ‹'largest'› })", 'auto.offset.reset', 'earliest', undefined, 'confluent.consumer'), "f({ 'auto.offset.reset': 'earliest' })");
    assert.equal(writeCode('typescript', 'f({ «replicationFactor»: ‹1› })', 'replication.factor', '3', 'replicationFactor'), 'f({ replicationFactor: 3 })');
    assert.equal(writeCode('typescript', "f({ «'auto.offset.reset'»: ‹'latest'› })", 'auto.offset.reset', 'earliest'), "f({ 'auto.offset.reset': 'earliest' })");
    assert.equal(writeCode('typescript', 'f({ «acks»: ‹ACKS› })', 'acks', 'all', 'acks', 'confluent.producer'), 'f({ acks: -1 })');
    assert.equal(writeCode('typescript', 'f({ «acks»: ‹1› })', 'acks', 'all'), "f({ acks: 'all' })", 'no client is known that takes a number');
  });

  it('Java', () => {
    const java = (old: string, key: string, value: string): string => writeCode('java', `p.put(«K», ‹${old}›);`, key, value).slice('p.put(K, '.length, -2);
    assert.equal(java('"1"', 'acks', 'all'), '"all"');
    assert.equal(java('1', 'acks', 'all'), '"all"');
    assert.equal(java('String.valueOf(1)', 'acks', 'all'), '"all"');
    assert.equal(java('0', 'retries', '2147483647'), 'Integer.MAX_VALUE');
    assert.equal(java('"0"', 'retries', '2147483647'), '"2147483647"');
    assert.equal(java('false', 'enable.idempotence', 'true'), 'true');
    assert.equal(java('Boolean.FALSE', 'enable.idempotence', 'true'), 'Boolean.TRUE');
    assert.equal(java('"false"', 'enable.idempotence', 'true'), '"true"');
    assert.equal(java('(short) 1', 'replication.factor', '3'), '(short) 3');
  });
});

describe('removing a setting', () => {
  it('takes its line along', () => {
    assert.equal(remove('producer.properties', 'bootstrap.servers=a\nretries=\\\n  0\nx=y', 'retries'), 'bootstrap.servers=a\nx=y');
    assert.equal(remove('application.yml', `${SPRING}      acks: all\n      retries: 0 # none\n`, 'retries'), `${SPRING}      acks: all\n`);
    assert.equal(remove('compose.yml', `${COMPOSE}      - KAFKA_NODE_ID=1\n      - "KAFKA_LOG_DIRS=/tmp/a"\n`, 'log.dirs'), `${COMPOSE}      - KAFKA_NODE_ID=1\n`);
    assert.equal(remove('k.yaml', `${K8S}            - name: KAFKA_NODE_ID\n              value: "1"\n            - name: KAFKA_LOG_DIRS\n              value: /a\n`, 'log.dirs'), `${K8S}            - name: KAFKA_NODE_ID\n              value: "1"\n`);
    assert.equal(removeCode('typescript', '{\n  a: 1,\n  «retries»: ‹0›,\n  b: 2,\n}', 'retries'), '{\n  a: 1,\n  b: 2,\n}');
    assert.equal(removeCode('java', '    p.put(A, 1);\n    p.put(«K», ‹0›); // none\n    p.put(B, 2);\n', 'retries'), '    p.put(A, 1);\n    p.put(B, 2);\n');
  });

  it('takes its comma along', () => {
    assert.equal(removeCode('typescript', 'f({ «retries»: ‹0›, a: 1 })', 'retries'), 'f({ a: 1 })');
    assert.equal(removeCode('typescript', 'f({ a: 1, «retries»: ‹0› })', 'retries'), 'f({ a: 1 })');
    assert.equal(removeCode('typescript', 'f({ a: 1, retry: { «retries»: ‹0› } })', 'retries', 'retry.retries'), 'f({ a: 1 })');
    assert.equal(removeCode('typescript', 'f({\n  retry: {\n    «retries»: ‹0›,\n  },\n  a: 1,\n})', 'retries', 'retry.retries'), 'f({\n  a: 1,\n})');
    assert.equal(removeCode('typescript', 'f({ retry: { «retries»: ‹0› } })', 'retries', 'retry.retries'), 'f({})');
    assert.equal(removeCode('typescript', 'f({ retry: { b: 2, «retries»: ‹0› } })', 'retries', 'retry.retries'), 'f({ retry: { b: 2 } })');
    assert.equal(removeCode('typescript', 'f({ kafkaJS: { «retries»: ‹0› } })', 'retries'), 'f({ kafkaJS: {} })');
    assert.equal(removeCode('java', 'Map.of(A, 1, «K», ‹0›)', 'retries'), 'Map.of(A, 1)');
    assert.equal(remove('c.json', '{\n  "connector.class": "X",\n  "errors.tolerance": "all"\n}', 'errors.tolerance'), '{\n  "connector.class": "X"\n}');
    assert.equal(remove('c.json', '{\n  "errors.tolerance": "all",\n  "connector.class": "X"\n}', 'errors.tolerance'), '{\n  "connector.class": "X"\n}');
    assert.equal(remove('application.yml', 'spring.kafka.producer: {retries: 0, acks: all}\n', 'retries'), 'spring.kafka.producer: {acks: all}\n');
  });
});

describe('adding a setting', () => {
  it('properties', () => {
    assert.equal(add('producer.properties', 'bootstrap.servers=a\nacks = 1', 'acks', 'enable.idempotence', 'true'), 'bootstrap.servers=a\nacks = 1\nenable.idempotence = true');
    assert.equal(add('application.properties', 'spring.kafka.producer.retries=1\r\n', 'retries', 'acks', 'all'), 'spring.kafka.producer.retries=1\r\nspring.kafka.producer.acks=all\r\n');
    assert.equal(add('application.properties', 'spring.kafka.producer.acks=all\n', 'acks', 'enable.idempotence', 'true'), 'spring.kafka.producer.acks=all\nspring.kafka.producer.properties.enable.idempotence=true\n');
  });

  it('YAML', () => {
    assert.equal(add('application.yml', `${SPRING}      retries: 1\n`, 'retries', 'acks', 'all'), `${SPRING}      retries: 1\n      acks: all\n`);
    assert.equal(add('application.yml', `${SPRING}      retries: 1\n`, 'retries', 'linger.ms', '5'), undefined);
    assert.equal(add('application.yml', `${SPRING}      properties:\n        "retries": "1"\n`, 'retries', 'linger.ms', '5'), `${SPRING}      properties:\n        "retries": "1"\n        "linger.ms": "5"\n`);
    const strimzi = 'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata:\n  name: k\nspec:\n  kafka:\n    config:\n      default.replication.factor: 3\n';
    assert.equal(add('k.yaml', strimzi, 'default.replication.factor', 'min.insync.replicas', '2'), `${strimzi}      min.insync.replicas: 2\n`);
    assert.equal(add('application.yml', 'spring.kafka.producer: {retries: 0}\n', 'retries', 'acks', 'all'), undefined);
    assert.equal(add('c.json', '{\n  "connector.class": "X",\n  "errors.tolerance": "all"\n}', 'errors.tolerance', 'errors.log.enable', 'true'), '{\n  "connector.class": "X",\n  "errors.log.enable": "true",\n  "errors.tolerance": "all"\n}');
  });

  it('environments', () => {
    assert.equal(add('compose.yml', `${COMPOSE}      KAFKA_DEFAULT_REPLICATION_FACTOR: '3'\n`, 'default.replication.factor', 'min.insync.replicas', '2'), `${COMPOSE}      KAFKA_DEFAULT_REPLICATION_FACTOR: '3'\n      KAFKA_MIN_INSYNC_REPLICAS: '2'\n`);
    assert.equal(add('compose.yml', `${COMPOSE}      - "KAFKA_NUM_PARTITIONS=3"\n`, 'num.partitions', 'min.insync.replicas', '2'), `${COMPOSE}      - "KAFKA_NUM_PARTITIONS=3"\n      - "KAFKA_MIN_INSYNC_REPLICAS=2"\n`);
    assert.equal(add('compose.yml', `${COMPOSE.replace('apache', 'bitnami')}      - KAFKA_CFG_NODE_ID=3`, 'node.id', 'min.insync.replicas', '2'), `${COMPOSE.replace('apache', 'bitnami')}      - KAFKA_CFG_NODE_ID=3\n      - KAFKA_CFG_MIN_INSYNC_REPLICAS=2`);
    assert.equal(add('k.yaml', `${K8S}            - name: KAFKA_NODE_ID\n              value: "1"\n`, 'node.id', 'min.insync.replicas', '2'), `${K8S}            - name: KAFKA_NODE_ID\n              value: "1"\n            - name: KAFKA_MIN_INSYNC_REPLICAS\n              value: "2"\n`);
  });

  it('TypeScript', () => {
    assert.equal(addCode('typescript', 'kafka.producer({ «transactionalId»: ‹"t"› })', 'transactional.id', 'enable.idempotence', 'true', 'transactionalId', 'kafkajs.producer'), 'kafka.producer({ transactionalId: "t", idempotent: true })');
    assert.equal(addCode('typescript', 'f({ kafkaJS: { «idempotent»: ‹false› } })', 'enable.idempotence', 'acks', 'all', 'kafkaJS.idempotent', 'confluent.producer'), 'f({ kafkaJS: { idempotent: false, acks: -1 } })');
    assert.equal(addCode('typescript', 'kafka.producer({ retry: { «retries»: ‹0› } })', 'retries', 'enable.idempotence', 'true', 'retry.retries', 'kafkajs.producer'), undefined, 'it stands outside of that block');
    assert.equal(addCode('typescript', "new P({\n  «'metadata.broker.list'»: ‹'a'›,\n})", 'bootstrap.servers', 'acks', 'all', 'metadata.broker.list', 'librdkafka'), "new P({\n  'metadata.broker.list': 'a',\n  acks: -1,\n})");
    assert.equal(addCode('typescript', "new P({\n  «'enable.idempotence'»: ‹false›,\n})", 'enable.idempotence', 'acks', 'all', undefined, 'librdkafka'), "new P({\n  'enable.idempotence': false,\n  acks: -1,\n})");
    assert.equal(addCode('typescript', 'send({ «a»: ‹1› })', 'no.such', 'acks', 'all', 'a', 'kafkajs.producer'), undefined);
  });

  it('Java', () => {
    assert.equal(addCode('java', '    props.put(«ProducerConfig.LINGER_MS_CONFIG», ‹5›);\n', 'linger.ms', 'acks', 'all', 'ProducerConfig.LINGER_MS_CONFIG'), '    props.put(ProducerConfig.LINGER_MS_CONFIG, 5);\n    props.put(ProducerConfig.ACKS_CONFIG, "all");\n');
    assert.equal(addCode('java', '    props.setProperty(«"linger.ms"», ‹"5"›);\n', 'linger.ms', 'retries', '3'), '    props.setProperty("linger.ms", "5");\n    props.setProperty("retries", "3");\n');
    assert.equal(addCode('java', 'Map.of(\n    «ProducerConfig.LINGER_MS_CONFIG», ‹5›)', 'linger.ms', 'acks', 'all'), 'Map.of(\n    ProducerConfig.LINGER_MS_CONFIG, 5,\n    ProducerConfig.ACKS_CONFIG, "all")');
    assert.equal(addCode('java', 'Map.entry(«"linger.ms"», ‹5›)', 'linger.ms', 'acks', 'all'), undefined);
  });
});
