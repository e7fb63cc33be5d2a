import assert from 'node:assert/strict';
import type { KafkaModel } from '../../src/core/kafka/model';
import { things, type Said } from '../../src/core/review/things';
import { commit, container, emptyModel, finding, handler, placeOf, producer, send, sourcesOf } from './review-model';

const sources = sourcesOf({ 'a.ts': 'one();\ntwo();\nthree();\nfour();\n' });
const [one, two, three, four] = ['one', 'two', 'three', 'four'].map(name => placeOf(sources, 'a.ts', name));
const range = (number: number) => ({ start: { line: number, column: 1 }, end: { line: number, column: 4 } });
const nothing: Said = { findings: [], suppressed: [], undecided: [] };

/** The verdicts of a kind, by line. */
const verdicts = (what: string, parts: Partial<KafkaModel>, said: Partial<Said> = {}) =>
  things(emptyModel(parts), { ...nothing, ...said }, sources).filter(thing => thing.what === what).map(thing => `${thing.range.start.line} ${thing.verdict}`);

describe('things', () => {
  it('stand in one column each', () => {
    assert.deepEqual(verdicts('sends', {
      sends: [send(one), send(two, { fate: 'dropped' }), send(three, { fate: 'unknown' }), send(four, { fate: 'dropped', transaction: true }), send(two, { sample: true })],
    }), ['1 safe', '2 at risk', '3 undecided', '4 safe']);
    assert.deepEqual(verdicts('commits', { commits: [commit(one), commit(two, { order: 'before' }), commit(three, { order: 'unknown' })] }), ['1 safe', '2 at risk', '3 undecided']);
  });

  it('are counted once, by the worst that is seen of them', () => {
    assert.deepEqual(verdicts('sends', { sends: [send(one), send(one, { fate: 'dropped' })] }), ['1 at risk']);
  });

  it('are not safe beside a finding or an open question', () => {
    const sends = [send(one), send(two)];
    assert.deepEqual(verdicts('sends', { sends }, { findings: [finding({ path: 'a.ts', range: range(1) })] }), ['1 at risk', '2 safe']);
    assert.deepEqual(verdicts('sends', { sends }, { suppressed: [{ finding: finding({ path: 'a.ts', range: range(2) }) }] }), ['1 safe', '2 at risk']);
    const undecided = [{ path: 'a.ts', range: range(2), question: 'Who looks?', why: 'it is far away', layer: 'producer' as const }];
    assert.deepEqual(verdicts('sends', { sends }, { undecided }), ['1 safe', '2 undecided']);
    assert.deepEqual(verdicts('producers', { producers: [producer(one), producer(two, { acks: 'all' }), producer(three, { acks: '1' })] }), ['1 undecided', '2 safe', '3 at risk']);
  });

  it('of detection are at risk where nothing would notice a loss', () => {
    const kept = 'handlers whose failed records are kept';
    assert.deepEqual(verdicts(kept, { handlers: [handler(one)] }), ['1 at risk']);
    assert.deepEqual(verdicts(kept, {
      handlers: [handler(one), handler(two), handler(three, { retryTopic: true }), handler(four, { trivial: true })],
      containers: [container(one, { what: 'listener' }), container(two, { what: 'listener', failures: 'unknown' })],
    }), ['1 safe', '2 undecided', '3 safe']);
    assert.deepEqual(verdicts(kept, { handlers: [handler(one)], ledgers: [{ ...two, what: 'gaps', sample: false }] }), ['1 safe']);
  });

  it('tell of each topic whether somebody would notice a loss', () => {
    const noticed = 'topics of which somebody would notice a loss', sends = [send(one, { topic: 'orders' }), send(two, { topic: 'payments' }), send(three)];
    assert.deepEqual(verdicts(noticed, { sends }), ['1 at risk', '2 at risk']);
    assert.deepEqual(verdicts(noticed, { sends, handlers: [handler(four, { topics: ['orders.DLT'], readsDeadLetters: true })] }), ['1 safe', '2 at risk']);
    assert.deepEqual(verdicts(noticed, { sends, watchers: [{ ...four, what: 'lag', name: 'Kafka exporter', sample: false }] }), ['1 undecided', '2 undecided']);
    assert.deepEqual(verdicts(noticed, { sends, ledgers: [{ ...four, what: 'gaps', sample: false }] }), ['1 safe', '2 safe']);
  });
});
