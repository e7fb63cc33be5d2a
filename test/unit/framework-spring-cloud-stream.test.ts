import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

const FUNCTIONS = `package shop;

import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

@Configuration
class Functions {
  @Bean
  Consumer<String> store(Table table) { return table::insert; }
  @Bean
  Function<String, String> enrich() { return order -> order.trim(); }
  @Bean
  Function<Flux<String>, Flux<String>> stream() { return orders -> orders.map(String::trim); }
  @Bean
  Consumer<String> free() { return order -> { }; }
  interface Table { void insert(String order); }
}
`;

const FILE = 'src/main/java/shop/Functions.java', APPLICATION = 'src/main/resources/application.properties';

async function handlersIn(properties: string): Promise<{ shown: string[]; undecided: string[] }> {
  const session = openSession({ loadAsset });
  session.set(FILE, FUNCTIONS);
  session.set(APPLICATION, properties);
  const { undecided } = await session.review();
  const shown = await session.show({ path: FILE, as: 'model' }).catch(() => []);
  return { shown: shown.filter(line => /^ {2}(form|topics|name|batch|commits): /.test(line)).map(line => line.trim()), undecided: undecided.map(({ why }) => why) };
}

const BINDER = 'spring.cloud.stream.kafka.binder.brokers=kafka:9092\n';

describe('Spring Cloud Stream', () => {
  it('gives records to the functions that its files list, by the topics of their bindings', async () => {
    const { shown, undecided } = await handlersIn(`${BINDER}spring.cloud.function.definition=store;enrich
spring.cloud.stream.bindings.store-in-0.destination=orders,returns
spring.cloud.stream.function.bindings.enrich-in-0=raw
spring.cloud.stream.bindings.raw.destination=raw.orders
`);
    assert.deepEqual(shown.filter(line => /^name: \w+$/.test(line)), ['name: store', 'name: enrich'], shown.join('\n'));
    assert.deepEqual(shown.filter(line => line.startsWith('topics')), ['topics: orders', 'topics: returns', 'topics: raw.orders'], shown.join('\n'));
    assert.deepEqual(undecided, []);
  });

  it('gives them to functions that are composed by the binding of the whole', async () => {
    const { shown } = await handlersIn(`${BINDER}spring.cloud.function.definition=enrich|store
spring.cloud.stream.bindings.enrichstore-in-0.destination=orders
`);
    assert.deepEqual(shown.filter(line => line.startsWith('topics')), ['topics: orders', 'topics: orders'], shown.join('\n'));
  });

  it('binds those of several functions whose bindings are named, where no file lists them', async () => {
    const { shown } = await handlersIn(`${BINDER}spring.cloud.stream.bindings.store-in-0.destination=orders\n`);
    assert.deepEqual(shown.filter(line => line.startsWith('name')), ['name: store'], shown.join('\n'));
  });

  it('leaves the commit to code where its files say so', async () => {
    for (const [said, commits] of [['ack-mode=MANUAL_IMMEDIATE', 'by-hand'], ['autoCommitOffset=false', 'by-hand'], ['ackMode=RECORD', 'on-return']]) {
      const { shown } = await handlersIn(`${BINDER}spring.cloud.function.definition=store\nspring.cloud.stream.kafka.bindings.store-in-0.consumer.${said}\n`);
      assert.deepEqual(shown.filter(line => line.startsWith('commits')), [`commits: ${commits}`], `${said}\n${shown.join('\n')}`);
    }
  });

  it('is not decided for functions that are given a stream', async () => {
    const { shown, undecided } = await handlersIn(`${BINDER}spring.cloud.function.definition=stream\n`);
    assert.deepEqual([shown, undecided], [[], ['it is given its records as a stream, which is not followed']]);
  });

  it('is silent where no binder for Kafka is in view', async () => {
    assert.deepEqual(await handlersIn('spring.cloud.function.definition=store\nspring.cloud.stream.bindings.store-in-0.destination=orders\n'), { shown: [], undecided: [] });
  });

  it('is silent where the binding is of another binder', async () => {
    const { shown } = await handlersIn(`${BINDER}spring.cloud.function.definition=store
spring.cloud.stream.bindings.store-in-0.binder=old
spring.cloud.stream.binders.old.type=rabbit
`);
    assert.deepEqual(shown, []);
  });
});
