import assert from 'node:assert/strict';
import { settingMarkdown } from '../../src/core/report/setting-words';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

/** What is said of the setting at the first `text` of a file. */
async function at(files: Record<string, string>, path: string, text: string): Promise<string | undefined> {
  const session = openSession({ loadAsset });
  for (const [name, content] of Object.entries(files)) session.set(name, content);
  await session.review();
  const view = session.settingAt(path, files[path].indexOf(text));
  return view && settingMarkdown(view);
}

const pom = (version: string) => `<project><groupId>a</groupId><artifactId>b</artifactId><version>1</version><dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>${version}</version></dependency></dependencies></project>`;

describe('a setting under the cursor', () => {
  it('tells its value, the default of the version in use, and what it means', async () => {
    const java = `import org.apache.kafka.clients.producer.*;\nclass A { void a() { var p = new java.util.Properties(); p.put(ProducerConfig.ACKS_CONFIG, "1"); var producer = new KafkaProducer<String, String>(p); } }`;
    for (const [version, usual] of [['2.8.0', '1'], ['3.9.1', 'all']]) {
      const text = await at({ 'pom.xml': pom(version), 'src/main/java/A.java': java }, 'src/main/java/A.java', '"1"');
      assert.ok(text?.startsWith('**acks** (producer): `1`'), text);
      assert.ok(text?.includes(`By default: \`${usual}\` in kafka-clients ${version} (ProducerConfig.java`), text);
      assert.ok(text?.includes('Which replicas must have a record'), text);
    }
  });

  it('is found in files of brokers and topics too, by its key and by its value', async () => {
    const files = { 'config/server.properties': 'broker.id=1\nlog.dirs=/data\nzookeeper.connect=z:2181\nmin.insync.replicas=1\n' };
    assert.match(await at(files, 'config/server.properties', 'min.insync') ?? '', /^\*\*min\.insync\.replicas\*\* \(broker\): `1`/);
    assert.match(await at(files, 'config/server.properties', '1\n') ?? 'none', /^none/);
    assert.equal(await at(files, 'config/server.properties', 'log.dirs'), undefined);
  });

  it('says where the value comes from, and why it is not known', async () => {
    const script = (value: string) => ({ 'package.json': '{"dependencies":{"kafkajs":"2.2.4"}}', 'a.ts': `import { Kafka } from 'kafkajs';\nconst ACKS = 1;\nexport async function a() { const producer = new Kafka({ brokers: [] }).producer(); await producer.send({ topic: 't', acks: ${value}, messages: [] }); }` });
    assert.match(await at(script('ACKS'), 'a.ts', 'acks:') ?? '', /\*\*acks\*\* \(producer\): `1`/);
    assert.match(await at(script('process.env.ACKS'), 'a.ts', 'acks:') ?? '', /not known/);
  });
});
