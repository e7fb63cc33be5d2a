import assert from 'node:assert/strict';
import { isBuildName, readBuild } from '../../src/core/config/index';
import { libraries } from '../../src/core/libraries/index';
import { extractFacts } from '../../src/core/facts/facts';

const PACKAGES = new Set(['kafkajs', '@confluentinc/kafka-javascript']);

function dependencies(path: string, text: string): string[] {
  return (readBuild(path, text, PACKAGES)?.dependencies ?? []).map(({ name, version, locked }) => `${name}@${version ?? '?'}${locked ? '!' : ''}`);
}

describe('build files of JavaScript', () => {
  it('package.json: the lowest version of a range', () => {
    const versions = (range: string): string => dependencies('package.json', JSON.stringify({ dependencies: { kafkajs: range } }))[0];
    assert.equal(versions('^2.2.4'), 'kafkajs@2.2.4');
    assert.equal(versions('>=1.15.0 <3'), 'kafkajs@1.15.0');
    assert.equal(versions('^2.0.0 || ^1.16.0'), 'kafkajs@1.16.0');
    assert.equal(versions('1.x'), 'kafkajs@1');
    for (const range of ['latest', '*', 'workspace:*', 'github:tulios/kafkajs', 'file:../kafkajs']) assert.equal(versions(range), 'kafkajs@?', range);
  });

  it('package.json: only what matters, wherever it is listed', () => {
    assert.deepEqual(dependencies('services/a/package.json', JSON.stringify({ dependencies: { express: '4.0.0', kafkajs: '2.0.0' }, devDependencies: { '@confluentinc/kafka-javascript': '~1.10.0' } })), [
      'kafkajs@2.0.0', '@confluentinc/kafka-javascript@1.10.0',
    ]);
    assert.equal(readBuild('services/a/package.json', '{"dependencies":{"kafkajs":"1.0.0"}}', PACKAGES)!.folder, 'services/a');
    assert.equal(readBuild('package.json', '{"dependencies":{"express":"1.0.0"}}', PACKAGES), undefined);
    assert.equal(readBuild('package.json', '{"dependencies":{"kafkajs":', PACKAGES), undefined);
  });

  it('package-lock.json in its three versions', () => {
    assert.deepEqual(dependencies('package-lock.json', '{"lockfileVersion":1,"dependencies":{"kafkajs":{"version":"1.15.0"}}}'), ['kafkajs@1.15.0!']);
    assert.deepEqual(dependencies('package-lock.json', '{"lockfileVersion":3,"packages":{"":{"dependencies":{"kafkajs":"^2.0.0"}},"node_modules/x/node_modules/kafkajs":{"version":"1.0.0"},"node_modules/kafkajs":{"version":"2.2.4"}}}'), ['kafkajs@2.2.4!']);
  });

  it('yarn.lock, classic and berry', () => {
    assert.deepEqual(dependencies('yarn.lock', '# yarn lockfile v1\n\n"@confluentinc/kafka-javascript@^1.0.0":\n  version "1.4.3"\n\nkafkajs@^2.0.0, kafkajs@^2.2.4:\n  version "2.2.4"\n'), ['@confluentinc/kafka-javascript@1.4.3!', 'kafkajs@2.2.4!']);
    assert.deepEqual(dependencies('yarn.lock', '__metadata:\n  version: 6\n\n"kafkajs@npm:^2.2.4":\n  version: 2.2.4\n  resolution: "kafkajs@npm:2.2.4"\n'), ['kafkajs@2.2.4!']);
    assert.deepEqual(dependencies('yarn.lock', 'kafkajs@^1.0.0:\n  version "1.16.0"\n\nkafkajs@^2.0.0:\n  version "2.2.4"\n'), ['kafkajs@?!']);
  });

  it('pnpm-lock.yaml, old and new', () => {
    assert.deepEqual(dependencies('pnpm-lock.yaml', 'packages:\n\n  /kafkajs/2.2.4:\n    resolution: {}\n'), ['kafkajs@2.2.4!']);
    assert.deepEqual(dependencies('pnpm-lock.yaml', "packages:\n\n  '@confluentinc/kafka-javascript@1.0.1(x@1.0.0)':\n    resolution: {}\n\n  kafkajs@2.2.4:\n    resolution: {}\n"), ['@confluentinc/kafka-javascript@1.0.1!', 'kafkajs@2.2.4!']);
  });
});

describe('build files', () => {
  it('tell the version of each client that has a table', () => {
    for (const { id, packages } of libraries.filter(({ language }) => language === 'typescript')) for (const name of packages) {
      const { build } = extractFacts('package.json', JSON.stringify({ dependencies: { [name]: '^1.2.3' } }), undefined);
      assert.deepEqual(build?.dependencies, [{ name, version: '1.2.3', locked: false }], id);
    }
  });
});

describe('build files of Java', () => {
  const pom = (body: string): string => `<?xml version="1.0"?>\n<!-- <version>0</version> -->\n<project xmlns="http://maven.apache.org/POM/4.0.0">${body}</project>`;
  const parent = (version: string): string => `<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent>`;
  const dependency = (group: string, name: string, version = ''): string =>
    `<dependencies><dependency><groupId>${group}</groupId><artifactId>${name}</artifactId>${version && `<version>${version}</version>`}</dependency></dependencies>`;

  it('pom.xml: what the Boot parent manages', () => {
    assert.deepEqual(dependencies('pom.xml', pom(parent('2.5.15') + dependency('org.springframework.kafka', 'spring-kafka'))), [
      'org.springframework.kafka:spring-kafka@2.7.14', 'org.springframework.boot:spring-boot@2.5.15', 'org.apache.kafka:kafka-clients@2.7.2',
    ]);
    assert.ok(dependencies('pom.xml', pom(parent('2.6.3'))).includes('org.apache.kafka:kafka-clients@3.0.0'));
    assert.ok(dependencies('pom.xml', pom(parent('2.6.6'))).includes('org.apache.kafka:kafka-clients@3.0.1'));
    assert.ok(dependencies('pom.xml', pom(`${parent('2.5.15')}<properties><kafka.version>3.4.0</kafka.version></properties>`)).includes('org.apache.kafka:kafka-clients@3.4.0'));
  });

  it('pom.xml: properties, own versions and boms', () => {
    assert.deepEqual(dependencies('pom.xml', pom(`<properties><a>2.8.1</a><kafka>\${a}</kafka></properties>${dependency('org.apache.kafka', 'kafka-clients', '${kafka}')}`)), ['org.apache.kafka:kafka-clients@2.8.1']);
    assert.deepEqual(dependencies('pom.xml', pom(dependency('org.apache.kafka', 'kafka-clients', '${elsewhere}'))), ['org.apache.kafka:kafka-clients@?']);
    assert.ok(dependencies('pom.xml', pom(`<dependencyManagement>${dependency('org.springframework.boot', 'spring-boot-dependencies', '3.4.1')}</dependencyManagement>`)).includes('org.apache.kafka:kafka-clients@3.8.1'));
    assert.deepEqual(dependencies('pom.xml', pom(dependency('org.springframework.kafka', 'spring-kafka', '2.7.1'))), ['org.springframework.kafka:spring-kafka@2.7.1', 'org.apache.kafka:kafka-clients@2.7.0']);
    assert.ok(dependencies('pom.xml', pom(dependency('org.springframework.modulith', 'spring-modulith-starter-jpa'))).length === 1);
    assert.equal(readBuild('pom.xml', '<project><dependencies><dependency>', PACKAGES), undefined);
  });

  it('build.gradle in its usual forms', () => {
    assert.deepEqual(dependencies('build.gradle', "plugins {\n  id 'org.springframework.boot' version '3.4.0' // boot\n}\ndependencies {\n  implementation 'org.springframework.kafka:spring-kafka'\n}\n"), [
      'org.springframework.kafka:spring-kafka@3.3.0', 'org.springframework.boot:spring-boot@3.4.0', 'org.apache.kafka:kafka-clients@3.8.1',
    ]);
    assert.ok(dependencies('build.gradle', "buildscript { ext { springBootVersion = '2.1.4.RELEASE' }\n classpath(\"org.springframework.boot:spring-boot-gradle-plugin:${springBootVersion}\") }").includes('org.apache.kafka:kafka-clients@2.0.1'));
    assert.deepEqual(dependencies('build.gradle', "def kafka = '2.8.0'\ncompile group: 'org.apache.kafka', name: 'kafka-clients', version: kafka\n"), ['org.apache.kafka:kafka-clients@?']);
    assert.deepEqual(dependencies('build.gradle', "implementation \"org.apache.kafka:kafka-clients:$kafkaVersion\"\next.kafkaVersion = '2.8.0'\n"), ['org.apache.kafka:kafka-clients@2.8.0']);
    assert.deepEqual(dependencies('build.gradle', "// implementation 'org.apache.kafka:kafka-clients:1.0.0'\n"), []);
    assert.deepEqual(dependencies('a/build.gradle.kts', 'plugins { id("org.springframework.boot") version "2.7.5" }\nextra["kafka.version"] = "3.5.1"\n'), [
      'org.springframework.boot:spring-boot@2.7.5', 'org.springframework.kafka:spring-kafka@2.8.6', 'org.apache.kafka:kafka-clients@3.5.1',
    ]);
  });

  it('the release train of Spring Cloud', () => {
    const cloud = dependency('org.springframework.cloud', 'spring-cloud-dependencies', '${train}');
    assert.deepEqual(dependencies('pom.xml', pom(`<properties><train>2025.1.1</train></properties><dependencyManagement>${cloud}</dependencyManagement>${dependency('org.springframework.cloud', 'spring-cloud-stream-binder-kafka')}`)), [
      'org.springframework.cloud:spring-cloud-stream-binder-kafka@?', 'org.springframework.cloud:spring-cloud-stream@5.0.1',
    ]);
    assert.deepEqual(dependencies('build.gradle', "ext { set('springCloudVersion', 'Hoxton.SR9') }\nimports { mavenBom \"org.springframework.cloud:spring-cloud-dependencies:${springCloudVersion}\" }\n"), [
      'org.springframework.cloud:spring-cloud-stream@3.0',
    ]);
  });

  it('version catalogs and gradle.properties', () => {
    const catalog = readBuild('gradle/libs.versions.toml', '[versions]\nkafka = "3.6.0"\nboot = { strictly = "3.2.1" }\n[libraries]\n# old = "org.apache.kafka:kafka-clients:1.0.0"\nclients = { module = "org.apache.kafka:kafka-clients", version.ref = "kafka" }\n[plugins]\nboot = { id = "org.springframework.boot", version.ref = "boot" }\n', PACKAGES)!;
    assert.equal(catalog.folder, '');
    assert.deepEqual(catalog.dependencies.map(({ name, version }) => `${name}@${version}`), [
      'org.apache.kafka:kafka-clients@3.6.0', 'org.springframework.boot:spring-boot@3.2.1', 'org.springframework.kafka:spring-kafka@3.1.0',
    ]);
    assert.deepEqual(dependencies('gradle.properties', 'kafkaVersion=2.6.0\n'), ['org.apache.kafka:kafka-clients@2.6.0']);
  });

  it('knows names', () => {
    for (const path of ['package.json', 'a/pom.xml', 'build.gradle.kts', 'gradle/libs.versions.toml', 'yarn.lock']) assert.ok(isBuildName(path));
    for (const path of ['my-package.json', 'pom.xml.bak', 'a/settings.gradle']) assert.ok(!isBuildName(path));
  });
});
