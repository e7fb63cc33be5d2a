import assert from 'node:assert/strict';
import { GUARANTEES, worst, type Contract } from '../../src/core/journey/contract';
import { journeyOf, type Reviewed } from '../../src/core/journey/journey';
import { LOSES_NOTHING } from '../../src/core/journey/rules';
import { formOf, means } from '../../src/core/journey/names';
import { Services } from '../../src/core/journey/services';
import type { KafkaModel } from '../../src/core/kafka/model';
import type { Topic } from '../../src/core/kafka/cluster';
import { rules } from '../../src/core/rules/index';
import { UNUSED_SUPPRESSION } from '../../src/core/review/suppressions';
import type { Place } from '../../src/core/text/span';
import { cluster, commit, container, emptyModel, finding, handler, placeOf, producer, send, sourcesOf } from './review-model';

const names = ['sender', 'client', 'definition', 'brokers', 'reader', 'commit', 'ledger', 'other'];
const sources = sourcesOf({ 'orders/src/a.ts': names.map(name => `${name}();\n`).join('') });
const at = (name: string) => placeOf(sources, 'orders/src/a.ts', name);
const rangeOf = (name: string) => ({ start: { line: names.indexOf(name) + 1, column: 1 }, end: { line: names.indexOf(name) + 1, column: 9 } });
const nothing: Reviewed = { findings: [], suppressed: [], undecided: [], unreadClients: [], unread: [] };

const ALL = { acks: 'all', 'enable.idempotence': 'true' };
const sending = (settings: Record<string, string> = ALL, parts = {}) => send(at('sender'), { topic: 'orders', name: 'producer.send', producer: producer(at('client'), settings), ...parts });
const reading = (parts = {}) => handler(at('reader'), { topics: ['orders'], name: 'onOrder', ...parts });
const definition = (settings: Record<string, string>, parts: Partial<Topic> = {}): Topic => ({
  ...cluster(at('definition'), settings), name: 'orders', write: () => undefined, ...parts,
});
const SAFE = { 'replication.factor': '3', 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' };

/** A way on which everything is in view and safe, with one part exchanged. */
const safe = (parts: Partial<KafkaModel> = {}) => emptyModel({ sends: [sending()], handlers: [reading()], topics: [definition(SAFE)], ...parts });
const contracts = (model: KafkaModel, said: Partial<Reviewed> = {}) => journeyOf(model, { ...nothing, ...said }, sources, () => 'orders').contracts;
const only = (model: KafkaModel, said: Partial<Reviewed> = {}): Contract => {
  const all = contracts(model, said);
  assert.equal(all.length, 1);
  return all[0];
};
const holds = (parts: Partial<KafkaModel>, said: Partial<Reviewed> = {}) => only(safe(parts), said).guarantee;

describe('what holds for a topic', () => {
  it('is at least once where all of its way is in view and safe', () => {
    const { guarantee, senders, keepers, readers, open, weakest } = only(safe());
    assert.equal(guarantee, 'at least once');
    assert.deepEqual([senders, keepers, readers].map(links => links.map(({ name }) => name)), [['producer.send'], ['orders'], ['onOrder']]);
    assert.deepEqual([open, weakest], [[], undefined]);
    assert.equal(senders[0].traits.acks.value, 'all');
    assert.equal(keepers[0].traits.replicas.value, '3');
  });

  it('is effectively once where the sender is idempotent and the reader remembers in the transaction of its work', () => {
    const ledger = { ...at('ledger'), what: 'handled' as const, sample: false, handlers: [at('reader')] };
    assert.equal(holds({ ledgers: [{ ...ledger, transaction: true }] }), 'effectively once');
    assert.equal(holds({ ledgers: [ledger] }), 'at least once');
    assert.equal(holds({ ledgers: [{ ...ledger, transaction: true, handlers: [at('other')] }] }), 'at least once');
    assert.equal(holds({ ledgers: [{ ...ledger, transaction: true }], sends: [sending({ acks: 'all', 'enable.idempotence': 'false' })] }), 'at least once');
  });

  const lossy: [string, Partial<KafkaModel>, string][] = [
    ['a send that nobody waits for', { sends: [sending(ALL, { fate: 'dropped' })] }, 'dropped-send'],
    ['fewer acks', { sends: [sending({ acks: '1' })] }, 'acks=1'],
    ['one replica', { topics: [definition({ ...SAFE, 'replication.factor': '1' })] }, 'replicas=1'],
    ['one replica in sync', { topics: [definition({ ...SAFE, 'min.insync.replicas': '1' })] }, 'min.insync.replicas=1'],
    ['a leader that lags', { topics: [definition({ ...SAFE, 'unclean.leader.election.enable': 'true' })] }, 'unclean-leader-election'],
    ['a swallow', { handlers: [reading({ swallows: [{ ...at('other'), what: 'catch', because: [], narrow: false, sureness: 'certain', logged: true }] })] }, 'swallowed-handler-error'],
    ['work that goes on', { handlers: [reading({ detached: [{ ...at('other'), how: 'promise', because: [], sureness: 'certain' }] })] }, 'detached-work'],
    ['a container that skips', { containers: [container(at('reader'), { failures: 'skipped' })] }, 'no-dead-letter'],
  ];
  for (const [what, parts, weakest] of lossy) {
    it(`is at most once by ${what}`, () => {
      const contract = only(safe(parts));
      assert.deepEqual([contract.guarantee, contract.weakest?.what], ['at most once', weakest]);
    });
  }

  it('is at most once by a commit before the work', () => {
    const one = reading({ commits: 'by-hand' });
    assert.equal(holds({ handlers: [one], commits: [commit(at('commit'), { handler: one })] }), 'at least once');
    assert.equal(holds({ handlers: [one], commits: [commit(at('commit'), { handler: one, order: 'before' })] }), 'at most once');
    assert.equal(holds({ handlers: [one], commits: [commit(at('commit'), { handler: one, order: 'unknown' })] }), 'not decided');
    assert.equal(holds({ handlers: [one] }), 'not decided');
  });

  const unknown: [string, Partial<KafkaModel>, Partial<Reviewed>?][] = [
    ['the acks', { sends: [sending({})] }], ['the producer', { sends: [send(at('sender'), { topic: 'orders' })] }],
    ['who hears of a failure', { sends: [sending(ALL, { fate: 'unknown' })] }], ['what a fate rests on', { sends: [sending(ALL, { unseen: { ...at('other'), note: 'far' } })] }],
    ['the senders', { sends: [] }], ['the readers', { handlers: [] }], ['the brokers', { topics: [] }],
    ['the replicas', { topics: [definition({ 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' })] }],
    ['the minimum in sync', { topics: [definition({ 'replication.factor': '3', 'unclean.leader.election.enable': 'false' })] }],
    ['the election', { topics: [definition({ 'replication.factor': '3', 'min.insync.replicas': '2' })] }],
    ['what counts in production', { topics: [definition({ ...SAFE, 'replication.factor': '1' }, { environment: 'development' })] }],
    ['what a handler calls', { handlers: [reading({ unseen: { ...at('other'), note: 'far' } })] }],
    ['when records count as done', { handlers: [reading({ commits: 'unknown' })] }],
    ['a container', { containers: [container(at('reader'), { failures: 'unknown' })] }],
    ['a client', {}, { unreadClients: [{ name: 'sinek', kind: 'client', files: 1, path: 'orders/src/a.ts', range: rangeOf('other') }] }],
    ['a file', {}, { unread: [{ path: 'b.ts', why: 'it is too large' }] }],
    ['an answer', {}, { undecided: [{ path: 'orders/src/a.ts', range: rangeOf('reader'), question: 'Who looks?', why: 'it is far', layer: 'consumer' }] }],
    ['the topic of a lossy send', { sends: [sending(), send(at('other'), { fate: 'dropped' })] }],
    ['the topic of a lossy reader', { handlers: [reading(), handler(at('other'), { commits: 'unknown' })] }],
    ['what a placeholder is', { sends: [sending(), send(at('other'), { fate: 'dropped', topic: '${topic}' })] }],
  ];
  for (const [what, parts, said] of unknown) {
    it(`is not decided where ${what} is not known`, () => {
      const { contracts: all, open } = journeyOf(safe(parts), { ...nothing, ...said }, sources, () => '');
      const orders = all.find(({ topic }) => topic === 'orders')!;
      assert.deepEqual([orders.guarantee, orders.weakest], ['not decided', undefined]);
      assert.ok(orders.open.length + open.length > 0);
    });
  }

  it('is not decided by a value that may be set from outside', () => {
    const acks = (placeholder: boolean) => ({
      scope: 'producer' as const, key: 'acks', spelling: 'acks', ...at('other'), keySpan: at('other').span, notation: 'typescript' as const,
      value: { known: true as const, value: 'all', placeholder },
    });
    assert.equal(holds({ sends: [sending(ALL, { acks: acks(false) })] }), 'at least once');
    assert.equal(holds({ sends: [sending(ALL, { acks: acks(true) })] }), 'not decided');
    const from = (placeholder: boolean): Topic => ({
      ...definition(SAFE), setting: key => ({ known: true, value: SAFE[key as keyof typeof SAFE], from: 'file', site: { ...acks(placeholder), scope: 'topic', key } }),
    });
    assert.equal(holds({ topics: [from(false)] }), 'at least once');
    assert.equal(holds({ topics: [from(true)] }), 'not decided');
  });

  it('does not suffer by senders and readers of unknown topics that are safe themselves', () => {
    const client = producer(at('client'), ALL);
    assert.equal(holds({ sends: [sending(), send(at('other'), { producer: client })], handlers: [reading(), handler(at('commit'))] }), 'at least once');
  });

  it('counts samples and telemetry for nothing', () => {
    assert.equal(holds({ sends: [sending(), sending(ALL, { ...at('other'), fate: 'dropped', sample: true }), sending(ALL, { ...at('other'), fate: 'dropped', purpose: 'telemetry' })] }), 'at least once');
  });

  it('takes the client of a wrapper from the send behind it', () => {
    const inner = sending(), call = send(at('other'), { topic: 'orders', wrapped: true, because: [{ ...at('sender'), note: 'the send itself' }] });
    assert.equal(holds({ sends: [inner, call] }), 'at least once');
    assert.equal(holds({ sends: [inner, { ...call, fate: 'dropped' }] }), 'at most once');
  });

  it('tells the change that a finding tells', () => {
    const path = 'orders/src/a.ts', found = finding({ path, range: rangeOf('sender'), rule: 'dropped-send', about: {}, fixes: [{ title: 'Await `send`', safe: true, edits: [] }] });
    assert.equal(only(safe(), { findings: [found] }).weakest?.lift, 'Await `send`');
    assert.equal(only(safe(), { findings: [{ ...found, fixes: [], message: 'It is lost; await it.' }] }).weakest?.lift, 'Await it');
    assert.equal(holds({}, { suppressed: [{ finding: found }] } as unknown as Partial<Reviewed>), 'at most once');
    assert.equal(holds({}, { findings: [{ ...found, range: rangeOf('other'), about: { topics: ['orders'] } }] }), 'at most once');
    assert.equal(holds({}, { findings: [{ ...found, range: rangeOf('other') }] }), 'at least once');
  });

  it('is the same whatever the order of what was found', () => {
    const parts = { sends: [sending({ acks: '1' }), sending(ALL, { ...at('other'), fate: 'dropped' }), sending(ALL, { ...at('other') })], handlers: [reading(), reading(at('commit'))] };
    const findings = names.map(name => finding({ path: 'orders/src/a.ts', range: rangeOf(name), rule: `rule-${name}`, severity: name.length % 2 ? 'error' : 'info' }));
    const first = contracts(safe(parts), { findings });
    for (let turn = 1; turn < 6; turn++) {
      const turned = <T>(list: T[]) => [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)].reverse();
      const model = safe({ sends: turned(parts.sends), handlers: turned(parts.handlers) });
      assert.deepEqual(contracts(model, { findings: turned(findings) }), first);
    }
  });

  it('never gets better by a finding', () => {
    const models = [safe(), safe({ sends: [sending({})] }), safe({ ledgers: [{ ...at('ledger'), what: 'handled', sample: false, handlers: [at('reader')], transaction: true }] }), safe({ handlers: [] })];
    for (const model of models) {
      for (const rule of [...rules.map(({ id }) => id), 'a-new-rule']) {
        for (const severity of ['error', 'warning', 'info'] as const) {
          for (const name of names) {
            const before = only(model).guarantee, after = only(model, { findings: [finding({ rule, severity, path: 'orders/src/a.ts', range: rangeOf(name) })] }).guarantee;
            assert.equal(worst([before, after]), after, `${rule} at ${name}`);
          }
        }
      }
    }
    assert.equal(worst([]), GUARANTEES[0]);
  });

  it('knows rules that are there', () => {
    const ids = new Set([...rules.map(({ id }) => id), UNUSED_SUPPRESSION]);
    assert.deepEqual([...LOSES_NOTHING].filter(id => !ids.has(id)), []);
  });

  it('joins readers of patterns to the topics that fit', () => {
    const read = (topics: string[], place: Place = at('reader')) => contracts(safe({ handlers: [reading({ topics, ...place })] })).map(({ topic, readers }) => `${topic} ${readers.length}`);
    assert.deepEqual(read(['ord.*']), ['orders 1']);
    assert.deepEqual(read(['pay.*']), ['orders 0', 'pay.* 1']);
  });
});

describe('a name of topics', () => {
  it('is a name, a pattern or a placeholder', () => {
    assert.deepEqual(['orders', 'orders.v1', 'orders-.*', '${app.topic}', 'a-#{x}'].map(formOf), ['name', 'name', 'pattern', 'placeholder', 'placeholder']);
  });

  const cases: [string | undefined, string, string][] = [
    ['orders', 'orders', 'yes'], ['orders', 'payments', 'no'], [undefined, 'orders', 'maybe'], ['orders-.*', 'orders-eu', 'yes'], ['orders-.*', 'payments', 'no'],
    ['.*-orders', 'eu-orders', 'yes'], ['.*-orders', 'eu-orders-dlq', 'no'], ['^orders\\..+$', 'orders.eu', 'yes'], ['a.*b', 'ab', 'yes'], ['ab.*ba', 'aba', 'no'],
    ['(orders|payments)', 'orders', 'maybe'], ['${app.topic}', 'orders', 'maybe'], ['orders-${env}', 'orders-eu', 'maybe'], ['orders-${env}', 'payments', 'no'],
    ['orders-eu', 'orders-${env}', 'maybe'], ['payments', 'orders-${env}', 'no'], ['${a}', '${a}', 'yes'], ['${a}', '${b}', 'maybe'],
  ];
  for (const [text, topic, answer] of cases) it(`${text} means ${topic}: ${answer}`, () => assert.equal(means(text, topic), answer));

  it('is read in time that grows with its length', () => {
    assert.equal(means('a.*'.repeat(2000), 'b'.repeat(5000)), 'no');
    assert.equal(means('(a+)+'.repeat(50), 'a'.repeat(5000)), 'maybe');
  });
});

describe('the service of a file', () => {
  const services = new Services(['package.json', 'orders/pom.xml', 'deploy/apps/web/package.json'], path => /package\.json$|pom\.xml$/.test(path));
  const cases: [string, string][] = [
    ['orders/src/main/java/Orders.java', 'orders'], ['payments/src/a.ts', 'payments'], ['src/a.ts', ''], ['a.ts', ''],
    ['deploy/apps/web/lib/a.ts', 'deploy/apps/web'], ['deploy/compose.yaml', ''], ['services/eu/src/a/b.ts', 'services/eu'],
  ];
  for (const [path, service] of cases) it(`${path} belongs to ${service || 'the workspace'}`, () => assert.equal(services.of(path), service));
});
