import assert from 'node:assert/strict';
import { clientOf, withSubject } from '../../src/core/kafka/subject';
import type { Producer } from '../../src/core/kafka/model';
import type { Answer } from '../../src/core/settings/setting';
import { rules } from '../../src/core/rules';
import { emptyModel } from './review-model';

/** What a rule says of a producer whose setting has a default. */
function said(rule: string, value: string, version?: string): string[] {
  const answer: Answer = { known: true, value, from: 'default', source: 'a file', ...(version !== undefined && { version }) }, messages: string[] = [];
  const producer = { path: 'a.ts', span: { start: 0, end: 1 }, library: { id: 'some' }, transactional: false, sends: [], setting: () => answer } as unknown as Producer;
  rules.find(({ id }) => id === rule)!.check(emptyModel({ producers: [producer] }), (_, { about, message }) => messages.push(withSubject(about, message)));
  return messages.map(message => message.split(' ').slice(0, 4).join(' '));
}

describe('what a sentence speaks of', () => {
  it('is a client with the version that the build tells, as code', () => {
    assert.equal(clientOf('2.8.0'), 'Kafka client `2.8.0`');
    assert.equal(clientOf('2`\u202e'), 'Kafka client `2\\u{60}\\u{202e}`');
    assert.equal(clientOf(undefined), 'this Kafka client');
  });

  it('has no version where none is known', () => {
    assert.deepEqual(said('acks-not-all', '1'), ['This Kafka client sends']);
    assert.deepEqual(said('acks-not-all', '1', '2.8.0'), ['Kafka client `2.8.0` sends']);
    assert.deepEqual(said('retries-off', '0'), ['This Kafka client does']);
    assert.deepEqual(said('retries-off', '0', '2.0.1'), ['Kafka client `2.0.1` does']);
  });
});
