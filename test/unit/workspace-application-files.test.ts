import assert from 'node:assert/strict';
import { openSession, type Session } from '../../src/core/session';
import { loadAsset } from '../assets';

const RESOURCES = 'shop/src/main/resources';

/** A module whose producer has an `acks` that is given to a field. */
function open(files: Record<string, string>, value = '${app.order-acks}'): Session {
  const session = openSession({ loadAsset });
  session.set('shop/src/main/java/shop/Orders.java', `package shop;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.annotation.Value;
class Orders {
    @Value("${value}") private String acks;
    KafkaProducer<String, String> producer() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.ACKS_CONFIG, acks);
        return new KafkaProducer<>(properties);
    }
}
`);
  for (const [path, text] of Object.entries(files)) session.set(path, text);
  return session;
}

/** The places that prove what is found of its acks, and what its fix writes. */
async function found(files: Record<string, string>, value?: string): Promise<string[]> {
  const { findings } = await open(files, value).review();
  return findings.filter(({ rule }) => rule === 'acks-not-all').map(({ path, because, fixes }) =>
    `${path.slice(path.lastIndexOf('/') + 1)}: ${because.map(one => `${one.path}:${one.range.start.line}`).join()} ${fixes[0].edits.map(edit => `${edit.path} ${edit.text}`).join()}`);
}

describe('values in files of the application', () => {
  it('are what a field has, proved and written where they stand', async () => {
    const want = (file: string, line: number, text: string): string[] => [`Orders.java: ${RESOURCES}/${file}:${line} ${RESOURCES}/${file} ${text}`];
    assert.deepEqual(await found({ [`${RESOURCES}/application.yml`]: 'app:\n  order-acks: 1\n' }), want('application.yml', 2, 'all'));
    assert.deepEqual(await found({ [`${RESOURCES}/config/application.yaml`]: 'app.orderAcks: "${ACKS:1}"\n' }), want('config/application.yaml', 1, '"${ACKS:all}"'));
    assert.deepEqual(await found({ [`${RESOURCES}/application.properties`]: 'other=1\nAPP.ORDER_ACKS=1\n' }), want('application.properties', 2, 'all'));
    assert.deepEqual(await found({ [`${RESOURCES}/application.properties`]: 'app.order-acks=all\n', [`${RESOURCES}/application-prod.properties`]: 'app.order-acks=1\n' }), want('application-prod.properties', 1, 'all'));
  });

  it('have one value in all files that count, or are not known', async () => {
    const base = { [`${RESOURCES}/application.yml`]: 'app.order-acks: 1\n' };
    assert.equal((await found({ ...base, [`${RESOURCES}/application-cloud.yml`]: 'app.order-acks: 1\n' })).length, 1);
    assert.equal((await found({ ...base, [`${RESOURCES}/application-test.yml`]: 'app.order-acks: all\n' })).length, 1);
    assert.deepEqual(await found({ ...base, [`${RESOURCES}/application-cloud.yml`]: 'app.order-acks: all\n' }), []);
    assert.deepEqual(await found({ ...base, [`${RESOURCES}/config/application.properties`]: 'app.order-acks=all\n' }), []);
    assert.deepEqual(await found({ [`${RESOURCES}/application-cloud.yml`]: 'app.order-acks: 1\n' }), []);
  });

  it('take the place of a default, which holds where no file that counts has the property', async () => {
    const name = '${app.order-acks:1}';
    assert.deepEqual(await found({ [`${RESOURCES}/application.yml`]: 'app.order-acks: all\n' }, name), []);
    assert.deepEqual(await found({ [`${RESOURCES}/application.yml`]: 'app.order-acks: ${ACKS}\n' }, name), []);
    for (const path of [`${RESOURCES}/application-dev.yml`, 'shop/src/test/resources/application.yml', 'other/src/main/resources/application.yml']) {
      assert.equal((await found({ [path]: 'app.order-acks: all\n' }, name)).length, 1, path);
    }
    assert.equal((await found({ [`${RESOURCES}/application.yml`]: 'other.order-acks: all\n' }, name)).length, 1);
  });

  it('are profiles of Quarkus as well', async () => {
    const files = { [`${RESOURCES}/application.properties`]: 'app.order-acks=all\n%prod.app.order-acks=1\n%dev.app.order-acks=all\n' };
    assert.equal((await found(files)).length, 1);
  });

  it('follow the text while it changes', async () => {
    const file = `${RESOURCES}/application.yml`, session = open({ [file]: 'app:\n  order-acks: all\n' });
    const count = async (): Promise<number> => (await session.review()).findings.filter(({ rule }) => rule === 'acks-not-all').length;
    assert.equal(await count(), 0);
    session.set(file, 'app:\n  order-acks: 1\n');
    assert.equal(await count(), 1);
    session.delete(file);
    assert.equal(await count(), 0);
  });
});

describe('topics that a listener names by properties', () => {
  const topic = async (name: string, files: Record<string, string>): Promise<string> => {
    const session = openSession({ loadAsset });
    session.set('shop/src/main/java/shop/Orders.java', `package shop;
import org.springframework.kafka.annotation.KafkaListener;
class Orders {
    @KafkaListener(topics = "${name}")
    void on(String order) {
        try { Bank.transfer(order); } catch (RuntimeException e) { System.err.println(e); }
    }
    static class Bank { static native void transfer(String order); }
}
`);
    for (const [path, text] of Object.entries(files)) session.set(path, text);
    const { findings } = await session.review();
    return findings.find(({ rule }) => rule === 'swallowed-handler-error')!.message.split(': ')[0];
  };

  it('are called by their values in messages', async () => {
    const file = { [`${RESOURCES}/application.yml`]: 'kafka.topics:\n  payment-failed: payments.failed\n' };
    assert.equal(await topic('${kafka.topics.payment-failed}', file), '`payments.failed`');
    assert.equal(await topic('eu-${kafka.topics.payment-failed:none}', file), '`eu-payments.failed`');
  });

  it('stay as they are written where no value is known', async () => {
    const name = '${kafka.topics.payment-failed}';
    assert.equal(await topic(name, {}), `\`${name}\``);
    assert.equal(await topic(name, { [`${RESOURCES}/application.yml`]: 'kafka.topics.payment-failed: ${TOPIC}\n' }), `\`${name}\``);
    assert.equal(await topic(name, { 'other/src/main/resources/application.yml': 'kafka.topics.payment-failed: failures\n' }), `\`${name}\``);
  });
});
