import { tried, block, type Draft, type Lines } from './draft';

/** `eachMessage` that sends in a transaction of Kafka, which takes the offset along. */
export function forwarder(draft: Draft): Lines {
  draft.main.uses.add('transactional');
  const offset = draft.pick('offset', { next: 5, own: 1, text: 1 }), end = draft.pick('abort', { throw: 4, log: 2, none: 1 });
  const wait = draft.pick('wait', { await: 5, float: 1, catchLog: 1 }),
    offsets = draft.pick('offsets', { inside: 5, outside: 1, float: 1, never: 0.5, first: 1 });
  const next = { next: '(BigInt(message.offset) + 1n).toString()', own: 'message.offset', text: 'message.offset + 1' }[offset];
  const send = "transaction.send({ topic: 'invoices', messages: [{ value: String(message.value) }] })";
  const take = `transaction.sendOffsets({ consumerGroupId: 'payments', topics: [{ topic, partitions: [{ partition, offset: ${next} }] }] });`;
  const sends = { await: `await ${send};`, float: `${send};`, catchLog: `await ${send}.catch(error => console.error('failed', error));` }[
    wait
  ];
  const takes: Lines = { inside: [`await ${take}`], first: [`await ${take}`], float: [take], outside: [], never: [] }[offsets];
  const work = [
    ...(offsets === 'first' ? [...takes, sends] : [sends, ...takes]),
    'await transaction.commit();',
    ...(offsets === 'outside' ? [`await consumer.commitOffsets([{ topic, partition, offset: ${next} }]);`] : []),
  ];
  const body = [
    'const transaction = await transactional.transaction();',
    ...(end === 'none'
      ? work
      : tried(work, [
          ...(offsets === 'outside' ? ['if (transaction.isActive()) await transaction.abort();'] : ['await transaction.abort();']),
          ...(end === 'throw' ? ['throw error;'] : ["console.error('failed', error);"]),
        ])),
  ];
  return ['autoCommit: false,', ...block('eachMessage: async ({ topic, partition, message }) => {', body, '},')];
}
