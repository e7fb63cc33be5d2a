import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

/** What is found about a producer whose settings come from a class with these fields, and where its fix writes. */
async function found(fields: string, more = ''): Promise<string[]> {
  const session = openSession({ loadAsset });
  session.set('src/main/java/shop/Options.java', `package shop;\n${fields}`);
  session.set('src/main/java/shop/Orders.java', `package shop;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
class Orders {
    private KafkaProducer<String, String> producer;
    Orders(Settings settings) {
        ${more}
        Properties properties = new Properties();
        properties.put(ProducerConfig.ACKS_CONFIG, settings.getOptions().getAcks());
        producer = new KafkaProducer<>(properties);
    }
}
`);
  session.set('src/main/java/shop/Settings.java', 'package shop;\nimport lombok.Getter;\n@Getter class Settings { private Options options; }\n');
  const { findings } = await session.review();
  return findings.filter(({ rule }) => rule === 'acks-not-all').map(({ sureness, fixes }) => `${sureness}: ${fixes[0].edits.map(edit => `${edit.path} ${edit.text}`).join()}`);
}

describe('defaults of fields', () => {
  it('are had by getters that Lombok writes', async () => {
    assert.deepEqual(await found('import lombok.Data;\n@Data class Options { private String acks = "1"; }'), ['likely: src/main/java/shop/Options.java "all"']);
  });

  it('are not had where nobody writes a getter, or somebody calls the setter', async () => {
    assert.deepEqual(await found('class Options { private String acks = "1"; }'), []);
    assert.deepEqual(await found('import lombok.Data;\n@Data class Options { private String acks = "1"; }', 'settings.getOptions().setAcks("all");'), []);
    assert.deepEqual(await found('import lombok.Data;\n@Data class Options { private String acks; Options() { acks = System.getenv("ACKS"); } }'), []);
  });
});
