import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

/** What the audit says of dead letters of a listener with an annotation beside its own. */
async function deadLetters(annotation: string): Promise<string[]> {
  const session = openSession({ loadAsset });
  session.set('src/main/java/shop/OrderListener.java', `package shop;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.retrytopic.DltStrategy;
class OrderListener {
  ${annotation}
  @KafkaListener(topics = "orders")
  void on(String order) { orders.place(order); }
}
`);
  const { layers } = await session.review();
  return layers.filter(({ layer }) => layer === 'detection').flatMap(({ safe }) => safe.map(({ text }) => text)).filter(text => text.includes('dead-letter'));
}

describe('containers', () => {
  it('have a dead-letter topic behind retry topics, unless these are told to have none', async () => {
    assert.deepEqual(await deadLetters('@RetryableTopic(attempts = "5")'), ['1 listener or container puts records that keep failing on a dead-letter topic']);
    assert.deepEqual(await deadLetters('@RetryableTopic(dltStrategy = DltStrategy.NO_DLT)'), []);
    assert.deepEqual(await deadLetters(''), []);
  });
});
