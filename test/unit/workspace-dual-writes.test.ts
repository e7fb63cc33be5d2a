import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

const LOST = 'leaves a change in the database that no event tells of';
const EARLY = 'is out before the database commits';
const DOUBLED = 'is repeated; make it idempotent';
const RESENT = 'this message is sent twice';

/** What the one dual write of a few files is told. */
async function words(files: Record<string, string>): Promise<string> {
  const session = openSession({ loadAsset });
  for (const [path, text] of Object.entries(files)) session.set(path, text);
  const { findings } = await session.review();
  const found = findings.filter(({ rule }) => rule === 'dual-write');
  assert.equal(found.length, 1, `${found.length} dual writes`);
  return found[0].message;
}

async function says(files: Record<string, string>, part: string): Promise<void> {
  const told = await words(files);
  assert.ok(told.includes(part), told);
}

const java = (method: string, onClass = ''): Record<string, string> => ({
  'src/main/java/shop/Orders.java': `package shop;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

${onClass}
class Orders {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final KafkaTemplate<String, String> kafka;

    Orders(JdbcTemplate jdbc, TransactionTemplate transactions, KafkaTemplate<String, String> kafka) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.kafka = kafka;
    }

    ${method}

    private void publish(String id) {
        kafka.send("orders", id).join();
    }
}

class Refused extends RuntimeException {
    Refused(Throwable cause) { super(cause); }
}

class Declared extends Exception {
    Declared(Throwable cause) { super(cause); }
}
`,
});

const WRITE = 'jdbc.update("UPDATE orders SET paid = true WHERE id = ?", id);';

describe('a write and a send', () => {
  it('in a transaction that a failed send rolls back: the send is out before the commit', async () => {
    for (const method of [
      `@Transactional void pay(String id) { ${WRITE} kafka.send("orders", id).join(); }`,
      `@Transactional void pay(String id) { ${WRITE} publish(id); }`,
      `@Transactional void pay(String id) { ${WRITE} var sent = kafka.send("orders", id); sent.join(); }`,
      `@Transactional(rollbackFor = Exception.class) void pay(String id) throws Exception { ${WRITE} kafka.send("orders", id).get(); }`,
      `@Transactional void pay(String id) { ${WRITE} try { kafka.send("orders", id).get(); } catch (Exception e) { throw new Refused(e); } }`,
      `void pay(String id) { transactions.executeWithoutResult(status -> { ${WRITE} kafka.send("orders", id).join(); }); }`,
    ]) await says(java(method), EARLY);
    await says(java(`public void pay(String id) { ${WRITE} kafka.send("orders", id).join(); }`, '@Transactional'), EARLY);
  });

  it('that a failed send does not take back: the database keeps the change', async () => {
    for (const method of [
      `void pay(String id) { ${WRITE} kafka.send("orders", id).join(); }`,
      `@Transactional void pay(String id) { ${WRITE} kafka.send("orders", id); }`,
      `@Transactional Object pay(String id) { ${WRITE} return kafka.send("orders", id); }`,
      `@Transactional void pay(String id) throws Exception { ${WRITE} kafka.send("orders", id).get(); }`,
      `@Transactional void pay(String id) throws Declared { ${WRITE} try { kafka.send("orders", id).get(); } catch (Exception e) { throw new Declared(e); } }`,
      `@Transactional void pay(String id) { ${WRITE} try { kafka.send("orders", id).join(); } catch (RuntimeException e) { System.out.println(e); } }`,
      `@Transactional(noRollbackFor = RuntimeException.class) void pay(String id) { ${WRITE} kafka.send("orders", id).join(); }`,
      `@Transactional("kafkaTransactionManager") void pay(String id) { ${WRITE} kafka.send("orders", id).join(); }`,
      `void pay(String id) { transactions.executeWithoutResult(status -> { ${WRITE} }); kafka.send("orders", id).join(); }`,
    ]) await says(java(method), LOST);
  });

  it('of a listener: the write is repeated, or taken back', async () => {
    const listener = (annotation: string) => java(`${annotation} @KafkaListener(topics = "payments", containerFactory = "own") void pay(String id) { ${WRITE} kafka.send("orders", id).join(); }`);
    const factory = (manager: string) => ({
      'src/main/java/shop/Factories.java': `package shop;

import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

class Factories {
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, String> own(${manager} manager) {
        ConcurrentKafkaListenerContainerFactory<String, String> made = new ConcurrentKafkaListenerContainerFactory<>();
        made.getContainerProperties().setTransactionManager(manager);
        return made;
    }
}
`,
    });
    await says(listener(''), DOUBLED);
    await says(listener('@Transactional'), RESENT);
    await says({ ...listener(''), ...factory('PlatformTransactionManager') }, RESENT);
    await says({ ...listener(''), ...factory('KafkaTransactionManager<String, String>') }, DOUBLED);
  });

  it('in a transaction of a script, begun by a statement or around a function', async () => {
    const script = (body: string) => ({
      'src/orders.ts': `import { PrismaClient } from '@prisma/client';
import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
const pool = new Pool();
const prisma = new PrismaClient();
const producer = new Kafka({ brokers: ['b:9092'] }).producer();
export async function pay(id: string) {
  ${body}
}
`,
    });
    const send = "await producer.send({ topic: 'orders', messages: [{ value: id }] });";
    const write = "await pool.query('UPDATE orders SET paid = true');";
    await says(script(`await pool.query('BEGIN'); ${write} ${send} await pool.query('COMMIT');`), EARLY);
    await says(script(`try { await pool.query('BEGIN'); ${write} ${send} await pool.query('COMMIT'); } catch (error) { await pool.query('ROLLBACK'); console.error(error); }`), EARLY);
    await says(script(`await pool.query('BEGIN'); ${write} await pool.query('COMMIT'); ${send}`), LOST);
    await says(script(`await pool.query('BEGIN'); ${write} try { ${send} } catch (error) { console.error(error); } await pool.query('COMMIT');`), LOST);
    await says(script(`await prisma.$transaction(async tx => { await tx.order.update({ where: { id }, data: { paid: true } }); ${send} });`), EARLY);
    await says(script(`await prisma.$transaction(async tx => { await tx.order.update({ where: { id }, data: { paid: true } }); }); ${send}`), LOST);
  });
});
