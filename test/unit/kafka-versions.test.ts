import assert from 'node:assert/strict';
import { DEFAULT_ROWS } from '../../src/core/settings/default-rows';
import { compareVersions, defaultOf, kafkaOfImage, managedByBoot, streamOfCloud } from '../../src/core/settings/versions';

const value = (library: string, scope: string, key: string, version?: string): string | undefined => defaultOf(library, scope, key, version)?.value;

describe('versions', () => {
  it('compare by their parts, pre-releases first', () => {
    const sorted = ['2.0.0-beta.1', '2.0.0', '2.0.1', '2.10', '3', '3.0.1-SNAPSHOT', '3.0.1', '4.0.0.RELEASE'];
    assert.deepEqual([...sorted].reverse().sort(compareVersions), sorted);
    assert.equal(compareVersions('3', '3.0.0'), 0);
    assert.equal(compareVersions('v2.2.4', '2.2.4'), 0);
    assert.equal(compareVersions('2.1.0.RELEASE', '2.1.0'), 0);
  });

  it('give the defaults of kafka-clients', () => {
    assert.deepEqual(['2.0.0', '2.8.2', '3.0.0', '4.1.0', undefined].map(version => value('kafka-clients', 'producer', 'acks', version)), ['1', '1', 'all', 'all', undefined]);
    assert.deepEqual(['2.8.0', '3.0.0', '3.0.1', '3.1.0', '3.1.1', '3.9.0'].map(version => value('kafka-clients', 'producer', 'enable.idempotence', version)), ['false', 'false', 'true', 'false', 'true', 'true']);
    assert.deepEqual(['2.0.1', '2.1.0'].map(version => value('kafka-clients', 'producer', 'retries', version)), ['0', '2147483647']);
    assert.equal(value('kafka-clients', 'producer', 'delivery.timeout.ms', '2.0.0'), undefined);
    assert.equal(value('kafka-clients', 'consumer', 'auto.offset.reset'), 'latest');
  });

  it('give the defaults of others', () => {
    assert.equal(value('kafkajs', 'producer', 'acks'), 'all');
    assert.deepEqual(['1.16.0', '2.2.4', undefined].map(version => value('kafkajs', 'topic', 'replication.factor', version)), ['1', '-1', undefined]);
    assert.deepEqual(['2.7.0', '2.18.0'].map(version => value('node-rdkafka', 'producer', 'acks', version)), ['1', 'all']);
    assert.deepEqual(['2.2.14', '3.1.0'].map(version => value('spring-kafka', 'consumer', 'enable.auto.commit', version)), ['true', 'false']);
    assert.deepEqual(['0.10.2', '3.7'].map(version => value('broker', 'broker', 'unclean.leader.election.enable', version)), ['true', 'false']);
    assert.equal(value('broker', 'broker', 'min.insync.replicas'), '1');
    assert.equal(value('broker', 'broker', 'no.such.key'), undefined);
    assert.equal(value('broker', 'broker', 'offsets.retention.minutes', 'latest'), undefined);
  });

  it('never give two values for one version', () => {
    for (const row of DEFAULT_ROWS) {
      for (const version of [row.from, row.until].filter(version => version !== undefined)) {
        const rows = DEFAULT_ROWS.filter(other => other.library === row.library && other.scope === row.scope && other.key === row.key
          && (!other.from || compareVersions(other.from, version) <= 0) && (!other.until || compareVersions(version, other.until) < 0));
        assert.ok(rows.length <= 1, `${row.library} ${row.key} ${version}`);
      }
      assert.ok(row.source);
    }
  });

  it('know what Boot manages', () => {
    assert.deepEqual(managedByBoot('2.6.4'), { kafkaClients: '3.0.0', springKafka: '2.8.0' });
    assert.deepEqual(managedByBoot('3.5.14'), { kafkaClients: '3.9.1', springKafka: '3.3.6' });
    assert.equal(managedByBoot('1.5.22.RELEASE'), undefined);
    assert.equal(managedByBoot('${boot}'), undefined);
  });

  it('know the Spring Cloud Stream of a release train', () => {
    for (const [train, stream] of [
      ['Finchley.SR4', '2.0'], ['Hoxton.SR12', '3.0'], ['2020.0.6', '3.1.6'], ['2021.0.0', '3.2.1'], ['2021.0.9', '3.2.10'], ['2024.0.3', '4.2.3'],
      ['2025.0.2', '4.3.2'], ['2025.1.1', '5.0.1'], ['2025.1.2', '5.0.2'], ['2099.0.1', undefined], ['constructor', undefined],
    ] as const) assert.equal(streamOfCloud(train), stream, train);
  });

  it('know the Kafka of an image', () => {
    const images: Record<string, string | undefined> = {
      'apache/kafka:3.9.1': '3.9.1', 'docker.io/bitnami/kafka:3.4': '3.4', 'bitnami/kafka:2.7.0-debian-10-r29': '2.7.0',
      'confluentinc/cp-kafka:7.6.1': '3.6', 'confluentinc/cp-server:5.5.3-1-ubi8': '2.5', 'wurstmeister/kafka:2.13-2.8.1': '2.8.1',
      'quay.io/strimzi/kafka:0.40.0-kafka-3.7.0': '3.7.0', 'apache/kafka:latest': undefined, 'apache/kafka': undefined,
      'apache/kafka@sha256:0123': undefined, 'debezium/kafka:2.7': undefined, 'confluentinc/cp-kafka:9.9.0': undefined, 'shop/kafka:1.0': undefined,
    };
    for (const [image, version] of Object.entries(images)) assert.equal(kafkaOfImage(image), version, image);
  });
});
