import assert from 'node:assert/strict';
import { auditMarkdown } from '../../src/core/report/audit';
import { unreadClientInWords } from '../../src/core/report/words';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

async function review(files: Record<string, string>) {
  const session = openSession({ loadAsset });
  for (const [path, text] of Object.entries(files)) session.set(path, text);
  return session.review();
}

/** What is said of the clients of some files, each as `name path:line`. */
async function unread(files: Record<string, string>): Promise<string[]> {
  return (await review(files)).unreadClients.map(({ name, path, range }) => `${name} ${path}:${range.start.line}`);
}

const npm = (dependencies: Record<string, string>, more = {}) => JSON.stringify({ ...more, dependencies }, undefined, 2);
const pom = (group: string, artifact: string, scope = '') =>
  `<project>\n<artifactId>own</artifactId>\n<dependencies><dependency>\n<groupId>${group}</groupId><artifactId>${artifact}</artifactId>${scope}</dependency></dependencies></project>`;

describe('clients that are not read', () => {
  it('are named by the code that imports them, or else by the build file', async () => {
    assert.deepEqual(await unread({ 'package.json': npm({ 'kafka-streams': '^5.0.0' }) }), ['kafka-streams for Node.js package.json:3']);
    assert.deepEqual(await unread({
      'package.json': npm({ 'kafka-streams': '^5.0.0' }), 'src/bus.ts': "\nimport { KafkaStreams } from 'kafka-streams';\nnew KafkaStreams({});\n",
    }), ['kafka-streams for Node.js src/bus.ts:2']);
  });

  const builds: [string, string, string][] = [
    ['pom.xml', pom('org.apache.camel', 'camel-kafka'), 'Apache Camel'],
    ['pom.xml', pom('org.apache.kafka', 'kafka-streams'), 'Kafka Streams'],
    ['build.gradle.kts', 'dependencies {\n  implementation("io.micronaut.kafka:micronaut-kafka")\n}\n', 'Micronaut Kafka'],
    ['build.gradle', "dependencies {\n  implementation group: 'io.vertx', name: 'vertx-kafka-client', version: '4.5.0'\n}\n", 'Vert.x Kafka client'],
    ['gradle/libs.versions.toml', '[libraries]\nalpakka = { module = "com.typesafe.akka:akka-stream-kafka_2.13", version = "4.0.2" }\n', 'Alpakka Kafka'],
    ['build.sbt', 'libraryDependencies += "com.github.fd4s" %% "fs2-kafka" % "3.5.1"\n', 'fs2-kafka'],
    ['requirements.txt', '# clients\nconfluent_kafka[avro]>=2.3 ; python_version > "3.8"\n', 'confluent-kafka for Python'],
    ['pyproject.toml', '[project]\nname = "x"\ndependencies = [\n  "aiokafka>=0.10",\n]\n', 'aiokafka'],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.11"\nfaust-streaming = "*"\n', 'Faust'],
    ['setup.py', "from setuptools import setup\nsetup(name='x', install_requires=['kafka-python>=2'])\n", 'kafka-python'],
    ['go.mod', 'module example.com/x\n\nrequire (\n\tgithub.com/IBM/sarama v1.43.0\n)\n', 'sarama'],
    ['go.mod', 'module example.com/x\n\nrequire github.com/twmb/franz-go/pkg/kadm v1.9.0\n', 'franz-go'],
    ['Cargo.toml', '[package]\nname = "x"\n\n[dependencies]\nrdkafka = { version = "0.36", features = ["tokio"] }\n', 'rdkafka for Rust'],
    ['Orders.csproj', '<Project>\n<ItemGroup><PackageReference Include="Confluent.Kafka" Version="2.3.0" /></ItemGroup></Project>', 'Confluent.Kafka'],
    ['Gemfile', "source 'x'\ngem 'karafka', '~> 2.4'\n", 'Karafka'],
    ['composer.json', '{\n"require": { "ext-rdkafka": "*" } }', 'php-rdkafka'],
    ['mix.exs', 'defp deps, do: [\n{:brod, "~> 3.16"}]\n', 'brod'],
  ];
  for (const [path, text, name] of builds) {
    it(`${name} in ${path}`, async () => assert.deepEqual((await unread({ [path]: text })).map(one => one.replace(/:\d+$/, '')), [`${name} ${path}`]));
  }

  const imports: [string, string, string][] = [
    ['src/A.java', 'import reactor.kafka.receiver.KafkaReceiver;\nclass A { Object all(KafkaReceiver<String, String> receiver) { return receiver.receiveAutoAck(); } }\n', 'Reactor Kafka'],
    ['src/A.java', 'import io.vertx.kafka.client.producer.KafkaProducer;\nclass A { KafkaProducer<String, String> producer; }\n', 'Vert.x Kafka client'],
    ['app/main.py', 'from confluent_kafka import Producer\n', 'confluent-kafka for Python'],
    ['main.go', 'package main\n\nimport (\n\t"fmt"\n\tkafka "github.com/segmentio/kafka-go"\n)\n', 'segmentio/kafka-go'],
    ['A.cs', 'using System;\nusing Confluent.Kafka;\n', 'Confluent.Kafka'],
    ['src/main.rs', 'use rdkafka::producer::FutureProducer;\n', 'rdkafka for Rust'],
    ['a.php', '<?php\n$p = new \\RdKafka\\Producer($conf);\n', 'php-rdkafka'],
    ['src/app.ts', "import { ServerKafka } from '@nestjs/microservices';\nexport class Bus extends ServerKafka {}\n", 'NestJS microservices'],
  ];
  for (const [path, text, name] of imports) {
    it(`${name} in ${path}`, async () => assert.deepEqual((await unread({ [path]: text })).map(one => one.replace(/:\d+$/, '')), [`${name} ${path}`]));
  }

  it('need not be in the table when they are named after Kafka', async () => {
    assert.deepEqual(await unread({ 'package.json': npm({ '@acme/kafka-bus': '1.0.0' }) }), ['@acme/kafka-bus package.json:3']);
    assert.deepEqual(await unread({ 'pom.xml': pom('com.acme', 'acme-kafka') }), ['com.acme:acme-kafka pom.xml:4']);
  });

  it('are none of the workspace\'s own packages, of tests, of tools or of what is read', async () => {
    assert.deepEqual(await unread({
      'package.json': npm({ '@acme/kafka': 'workspace:*', kafkajs: '2.2.4', '@kafkajs/zstd': '1', '@confluentinc/kafka-javascript': '1.0.0', '@types/kafka-node': '1', 'opentelemetry-instrumentation-kafkajs': '1' },
        { devDependencies: { 'kafka-streams': '5' } }),
      'packages/kafka/package.json': npm({}, { name: '@acme/kafka' }),
      'src/bus.ts': "// once it was kafka-streams\nimport { publish } from '@acme/kafka';\npublish('orders');\n",
      'test/bus.test.ts': "import { KafkaStreams } from 'kafka-streams';\n",
    }), []);
    assert.deepEqual(await unread({ 'pom.xml': pom('org.springframework.kafka', 'spring-kafka') }), []);
    assert.deepEqual(await unread({ 'pom.xml': pom('org.testcontainers', 'kafka', '<scope>test</scope>') }), []);
    assert.deepEqual(await unread({ 'go.mod': 'module example.com/kafka-tools\n\nrequire github.com/acme/kafka-x v1.0.0 // indirect\n', 'cmd/a.go': 'package a\n\nimport "example.com/kafka-tools/pkg"\n' }), []);
    assert.deepEqual(await unread({ 'kafka.py': 'x = 1\n', 'main.py': 'from kafka import x\n' }), []);
    assert.deepEqual(await unread({ 'package.json': npm({ '@nestjs/microservices': '11' }), 'src/app.ts': "// not kafka\nimport { Transport } from '@nestjs/microservices';\nconst options = { transport: Transport.RMQ };\n" }), []);
  });

  it('leave their code to its language where that is not read', async () => {
    const kotlin = 'package a\n\nimport org.springframework.kafka.annotation.KafkaListener\n';
    const { unreadClients } = await review({ 'src/main/kotlin/A.kt': kotlin, 'src/main/kotlin/B.kt': kotlin, 'src/test/kotlin/ATest.kt': kotlin, 'src/main/kotlin/C.kt': 'package a\n// kafka\n' });
    assert.deepEqual(unreadClients.map(unreadClientInWords), ['Kotlin code is not read yet (2 files with Kafka)']);
  });
});

describe('a review beside a client that is not read', () => {
  it('does not sound like praise', async () => {
    const audit = auditMarkdown(await review({ 'package.json': npm({ 'kafka-streams': '^5.0.0' }) }));
    assert.match(audit, /No findings in what could be read/);
    assert.match(audit, /Uses kafka-streams for Node\.js, which is not read yet/);
    assert.doesNotMatch(audit, /No code that (sends|reads) records was seen|Nothing that notices losses was seen|No database write beside a send/);
  });

  it('says what was not seen only where all could be read', async () => {
    const audit = auditMarkdown(await review({ 'package.json': npm({ kafkajs: '^2.0.0' }) }));
    assert.match(audit, /No code that sends records was seen/);
  });
});
