import assert from 'node:assert/strict';
import { layerReports } from '../../src/core/review/layers';
import { cluster, commit, container, emptyModel, handler, placeOf, producer, send, sourcesOf } from './review-model';

const sources = sourcesOf({ 'a.ts': 'send();\nsend2();\n' });
const first = placeOf(sources, 'a.ts', 'send'), second = placeOf(sources, 'a.ts', 'send2');

const safe = (parts: Parameters<typeof emptyModel>[0]) =>
  layerReports(emptyModel(parts), sources).flatMap(({ layer, safe }) => safe.map(fact => `${layer}: ${fact.text}`));

describe('layers', () => {
  it('are the five, in the order of a message\'s way, and empty for an empty workspace', () => {
    const reports = layerReports(emptyModel(), sources);
    assert.deepEqual(reports, ['producer', 'broker', 'consumer', 'detection', 'business'].map(layer => ({ layer, safe: [] })));
  });

  it('count what is safe, with its places', () => {
    const [{ safe: [fact] }] = layerReports(emptyModel({ sends: [send(first), send(second, { fate: 'returned' })] }), sources);
    assert.equal(fact.text, '2 sends hand their outcome to their caller');
    assert.equal(fact.range?.start.line, 1);
    assert.equal(fact.also?.[0].range.start.line, 2);
  });

  it('leave out what is not safe, samples, and telemetry', () => {
    assert.deepEqual(safe({
      sends: [send(first, { fate: 'dropped' }), send(first, { sample: true }), send(first, { purpose: 'telemetry' })],
      producers: [producer(first, { acks: '1' }), producer(first)],
      clusters: [cluster(first, { 'min.insync.replicas': '1' })],
      commits: [commit(first, { order: 'before', checked: 'nobody' })],
      handlers: [handler(first, { trivial: true })],
    }), []);
  });

  it('see the good links of every layer', () => {
    assert.deepEqual(safe({
      producers: [producer(first, { acks: '-1', 'enable.idempotence': 'true' }, { closed: [second] })],
      clusters: [cluster(first, { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false', 'default.replication.factor': '3' })],
      commits: [commit(first)],
      handlers: [handler(first, { readsDeadLetters: true })],
      containers: [container(first)],
      sends: [send(first, { fate: 'handled', transaction: true }), send(second, { purpose: 'dead-letter' })],
      ledgers: (['outbox', 'relay', 'handled', 'gaps'] as const).map(what => ({ ...first, what, sample: false })),
    }), [
      'producer: 1 send keeps the record or passes the failure on when it fails',
      'producer: 1 producer waits for all in-sync replicas (`acks=all`)',
      'producer: 1 producer is idempotent',
      'producer: 1 producer is flushed or closed',
      'broker: 1 cluster accepts a record only on two or more replicas',
      'broker: 1 cluster never elects a replica that lags behind',
      'broker: 1 cluster gives new topics three or more replicas',
      'consumer: 1 commit stands after the work',
      'consumer: 1 handler counts a record as done only when it returns, and neither swallows failures nor leaves work behind',
      'detection: 1 listener or container puts records that keep failing on a dead-letter topic',
      'detection: 1 send puts a record that failed on a dead-letter topic',
      'detection: 1 handler reads a dead-letter topic',
      'detection: 1 write keeps what is missing in a sequence',
      'detection: 1 commit reports its own failure',
      'business: 1 write keeps a message in an outbox until it is sent',
      'business: 1 send empties an outbox',
      'business: 1 write remembers a handled message, so that one that comes twice has one effect',
      'business: 1 send is part of a Kafka transaction',
    ]);
  });

  it('count no producer whose sends ask for less, and no place twice', () => {
    const acks = (value: string) => ({
      scope: 'producer' as const, key: 'acks', spelling: 'acks', value: { known: true as const, value }, ...first, keySpan: first.span, notation: 'typescript' as const,
    });
    const settings = { acks: '-1', 'enable.idempotence': 'true' };
    assert.deepEqual(safe({ producers: [producer(first, settings, { sends: [send(second), send(second, { acks: acks('1') })] })] }), []);
    assert.deepEqual(safe({ producers: [producer(first, { acks: '0', 'enable.idempotence': 'true' }), producer(first, { ...settings, retries: '0' })] }), [
      'producer: 1 producer waits for all in-sync replicas (`acks=all`)',
    ]);
    assert.deepEqual(safe({ producers: [producer(first, settings, { sends: [send(second, { acks: acks('all') })] }), producer(first, settings)] }), [
      'producer: 1 producer waits for all in-sync replicas (`acks=all`)', 'producer: 1 producer is idempotent',
    ]);
  });
});
