import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

/** The safe facts of a few files that concern tables, each with the lines where they were seen. */
async function ledgers(files: Record<string, string>): Promise<string[]> {
  const session = openSession({ loadAsset });
  for (const [path, text] of Object.entries(files)) session.set(path, text);
  const { layers } = await session.review();
  return layers.flatMap(({ safe }) => safe)
    .filter(({ text }) => /outbox|handled|missing/.test(text))
    .map(({ text, path, range, also = [] }) => `${text}: ${[{ path, range }, ...also].map(at => `${at.path}:${at.range?.start.line}`).join(', ')}`);
}

const relay = `import { Kafka } from 'kafkajs';
import type { Pool } from 'pg';
const producer = new Kafka({ brokers: ['b:9092'] }).producer();
export async function relay(db: Pool) {
  for (const { id, payload } of (await db.query('SELECT id, payload FROM outbox ORDER BY id')).rows) {
    await producer.send({ topic: 'orders', messages: [{ value: payload }] });
    await db.query('UPDATE outbox SET sent_at = now() WHERE id = $1', [id]);
  }
}
`;

describe('ledgers', () => {
  it('see an outbox, its relay, and a file that never says Kafka', async () => {
    assert.deepEqual(await ledgers({
      'src/relay.ts': relay,
      'src/orders.ts': `import type { PoolClient } from 'pg';
export async function place(client: PoolClient, order: { id: string }) {
  await client.query('INSERT INTO orders (id) VALUES ($1)', [order.id]);
  await client.query('INSERT INTO outbox (payload) VALUES ($1)', [JSON.stringify(order)]);
  await client.query('DELETE FROM baskets WHERE id = $1', [order.id]);
}
`,
    }), [
      '1 write keeps a message in an outbox until it is sent: src/orders.ts:4',
      '1 send empties an outbox: src/relay.ts:6',
    ]);
  });

  it('see no relay in a send that nobody waits for, and no outbox where there is no Kafka', async () => {
    assert.deepEqual(await ledgers({ 'src/relay.ts': relay.replace('await producer', 'void producer') }), []);
    assert.deepEqual(await ledgers({ 'src/mail.ts': "export const save = (db: { query(text: string): void }) => db.query('INSERT INTO outbox (mail) VALUES (1)');\n" }), []);
  });

  it('see tables of handled messages and of gaps, in Spring and in JDBC', async () => {
    assert.deepEqual(await ledgers({
      'src/main/java/shop/Stock.java': `package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;

class Stock {
    private final JdbcTemplate jdbc;

    Stock(JdbcTemplate jdbc) { this.jdbc = jdbc; }

    @KafkaListener(topics = "orders")
    void onOrder(ConsumerRecord<String, String> order) {
        jdbc.update("INSERT INTO sequence_gaps (first, last) VALUES (?, ?)", 1, 2);
        jdbc.update("INSERT INTO stock (item) VALUES (?)", order.value());
        jdbc.execute((Connection connection) -> {
            remember(connection);
            return null;
        });
    }

    private void remember(Connection connection) throws SQLException {
        connection.prepareStatement("INSERT INTO processed_messages (id) VALUES (?)").executeUpdate();
        connection.prepareStatement("SELECT id FROM processed_messages").executeQuery();
    }
}
`,
    }), [
      '1 write keeps what is missing in a sequence: src/main/java/shop/Stock.java:16',
      '1 write remembers a handled message, so that one that comes twice has one effect: src/main/java/shop/Stock.java:25',
    ]);
  });

  it('see the statement that gives rows back, and no columns, changes and deletions', async () => {
    assert.deepEqual(await ledgers({
      'src/main/java/shop/Orders.java': `package shop;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.kafka.core.KafkaTemplate;

class Orders {
    private static final String KEEP = """
            INSERT INTO outbox_events (payload) VALUES (?)
            ON CONFLICT (payload) DO UPDATE SET tries = outbox_events.tries + 1
            RETURNING id""";

    private final JdbcTemplate jdbc;
    private final SimpleJdbcInsert insert;
    private final KafkaTemplate<String, String> kafka;

    Orders(JdbcTemplate jdbc, KafkaTemplate<String, String> kafka) {
        this.jdbc = jdbc;
        this.insert = new SimpleJdbcInsert(jdbc).withTableName("outbox_events").usingGeneratedKeyColumns("id");
        this.kafka = kafka;
    }

    Long place(String order) {
        jdbc.update("INSERT INTO orders (id, outbox_id) VALUES (?, ?)", order, 1);
        return jdbc.queryForObject(KEEP, Long.class, order);
    }

    Number placeAnother(java.util.Map<String, Object> order) {
        return insert.executeAndReturnKey(order);
    }

    void tidy() {
        jdbc.update("UPDATE outbox_events SET tries = 0");
        jdbc.update("UPDATE outbox_events SET tries = 1 WHERE id IN (%s)".formatted("?, ?"), 1, 2);
        jdbc.update("INSERT INTO outbox_lock (owner) VALUES (1)");
        jdbc.update("INSERT INTO outbox_dead_letters (id) VALUES (1)");
        jdbc.update("DELETE FROM outbox_events WHERE tries > 9");
        jdbc.queryForList("SELECT id FROM outbox_events FOR UPDATE SKIP LOCKED");
    }

    void ping() {
        kafka.send("pings", "ping").join();
    }
}
`,
    }), ['2 writes keep messages in an outbox until they are sent: src/main/java/shop/Orders.java:25, src/main/java/shop/Orders.java:29']);
  });

  it('see handled messages only where a handler keeps what is new', async () => {
    const store = (statement: string, listens: boolean): Record<string, string> => ({
      'src/main/java/shop/Handled.java': `package shop;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;

class Handled {
    private final JdbcTemplate jdbc;

    Handled(JdbcTemplate jdbc) { this.jdbc = jdbc; }

    void note(String id) {
        jdbc.update("${statement}", id);
    }
}

class Listener {
    private final Handled handled;

    Listener(Handled handled) { this.handled = handled; }

    ${listens ? '@KafkaListener(topics = "orders")' : ''}
    void onOrder(String id) {
        handled.note(id);
    }
}
`,
    });
    const seen = ['1 write remembers a handled message, so that one that comes twice has one effect: src/main/java/shop/Handled.java:12'];
    assert.deepEqual(await ledgers(store('INSERT INTO idempotency_keys (id) VALUES (?)', true)), seen);
    assert.deepEqual(await ledgers(store('INSERT INTO idempotency_keys (id) VALUES (?)', false)), []);
    assert.deepEqual(await ledgers(store('UPDATE idempotency_keys SET status = 1 WHERE id = ?', true)), []);
    assert.deepEqual(await ledgers(store('DELETE FROM idempotency_keys WHERE id = ?', true)), []);
    assert.deepEqual(await ledgers(store('UPDATE orders SET paid = true WHERE idempotency_key = ?', true)), []);
  });
});
