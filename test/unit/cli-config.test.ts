import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build, DROPPED_SEND, Folder, reviewJson, runCli } from './cli-folder';

const CONFIG = 'kafka-review.config.json';

describe('the configuration of the command line', function () {
  this.timeout(60_000);
  let folder: Folder;
  before(build);
  beforeEach(() => { folder = new Folder({ 'src/orders.ts': DROPPED_SEND }); });
  afterEach(() => folder.remove());

  const configure = (config: unknown, path = CONFIG) => folder.write({ [path]: typeof config === 'string' ? config : JSON.stringify(config) });

  it('gives severities, by folder too, which options come before', () => {
    configure({ rules: { 'dropped-send': 'warning' }, overrides: [{ files: ['old'], rules: { 'dropped-send': 'off' } }] });
    folder.write({ 'old/a.ts': DROPPED_SEND });
    assert.deepEqual(reviewJson(folder), { code: 0, found: ['src/orders.ts:6 dropped-send'], unread: [], seen: 2 });
    assert.equal(runCli(folder, 'review', '--rules', 'dropped-send=error').code, 1);
    assert.deepEqual(reviewJson(folder, '--no-config').found, ['old/a.ts:6 dropped-send', 'src/orders.ts:6 dropped-send']);
  });

  it('is found above the reviewed folder, and is relative to its own', () => {
    configure('exclude: [src/orders.ts]', 'kafka-review.config.yml');
    assert.deepEqual(reviewJson(folder, 'src').found, []);
    const { stdout } = runCli(folder, 'src/orders.ts');
    assert.match(stdout, /^src\/orders\.ts {2}not read: excluded by kafka-review\.config\.yml/);
    // A repository ends the way up.
    mkdirSync(join(folder.path, 'src/.git'));
    assert.deepEqual(reviewJson(folder, 'src').found, ['orders.ts:6 dropped-send']);
    assert.deepEqual(reviewJson(folder, 'src', '--config', 'kafka-review.config.yml').found, []);
  });

  it('accepts losses of telemetry, and says so in every report', () => {
    configure({ telemetry: ['ord*'] });
    const { code, stdout } = runCli(folder);
    assert.equal(runCli(folder, 'review').code, 0);
    assert.equal(code, 0);
    assert.match(stdout + runCli(folder, 'review').stdout, /No findings · .* · 1 accepted for topics of telemetry \(orders\)/);
    const { findings, summary } = JSON.parse(runCli(folder, 'review', '--format', 'json').stdout);
    assert.deepEqual([findings, summary.suppressedBy], [[], { telemetry: 1 }]);
    const { runs: [{ results: [result] }] } = JSON.parse(runCli(folder, 'review', '--format', 'sarif').stdout);
    assert.deepEqual(result.suppressions, [{ kind: 'external', justification: 'some records of `orders` may be lost, as the configuration says' }]);
    assert.match(runCli(folder, 'audit').stdout, /## Accepted for topics of telemetry\n\n- \[src\/orders\.ts:6\]/);
  });

  it('tells what own libraries mean, in files that do not speak of Kafka', () => {
    const own = DROPPED_SEND.replace("'kafkajs'", "'@acme/bus'").replace('new Kafka({ brokers: [\'kafka:9092\'] }).producer()', 'new EventBus()').replace('Kafka }', 'EventBus }');
    folder.write({ 'src/orders.ts': own });
    assert.deepEqual(reviewJson(folder).found, []);
    configure({ libraries: [{ id: 'acme-bus', language: 'typescript', types: { '@acme/bus#EventBus': { methods: { send: { role: 'send', topic: '0.topic', outcome: 'promise' } } } } }] });
    assert.deepEqual(reviewJson(folder).found, ['src/orders.ts:6 dropped-send']);
  });

  it('knows dead letters and outboxes of own libraries', () => {
    const type = (methods: object) => ({ libraries: [{ id: 'acme-bus', language: 'typescript', types: { '@acme/bus#Bus': { methods } } }] });
    folder.write({
      'src/orders.ts': `import { Bus } from '@acme/bus';\nconst bus = new Bus();\nexport async function place(db: import('pg').Pool, id: string) {\n`
        + '  await db.query(\'INSERT INTO orders(id) VALUES ($1)\', [id]);\n  await bus.put(\'orders\', { id });\n}\n',
      'package.json': '{ "dependencies": { "pg": "8.0.0" } }',
    });
    configure(type({ put: { role: 'send', topic: '0', outcome: 'promise' } }));
    assert.deepEqual(reviewJson(folder).found, ['src/orders.ts:5 dual-write']);
    configure(type({ put: { role: 'send', topic: '0', outcome: 'promise', purpose: 'dead-letter' } }));
    assert.deepEqual(reviewJson(folder).found, []);
    configure(type({ put: { role: 'database-write', table: 'outbox' } }));
    assert.deepEqual(reviewJson(folder).found, []);
  });

  it('says which files are of production', () => {
    const broker = 'services:\n  kafka:\n    image: apache/kafka:3.9.0\n    environment:\n      KAFKA_PROCESS_ROLES: broker,controller\n      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: "true"\n';
    folder.write({ 'src/orders.ts': '', 'lab/compose.yml': broker });
    const severity = () => JSON.parse(runCli(folder, 'review', '--show', 'possible', '--format', 'json').stdout).findings
      .find(({ rule }: { rule: string }) => rule === 'unclean-leader-election')?.severity;
    configure({ environments: { production: ['lab'] } });
    const production = severity();
    configure({ environments: { development: ['lab'] } });
    assert.deepEqual([production, severity()], ['warning', 'info']);
  });

  it('is never passed over when it has mistakes', () => {
    configure('{\n  "rules": { "dropped-sent": "off" }\n}');
    assert.deepEqual(runCli(folder, 'review'), {
      code: 2, stdout: '',
      stderr: 'kafka-review: nothing is reviewed, since the configuration has a mistake:\nkafka-review.config.json:2:14  `rules` has no `dropped-sent`; write `dropped-send`.\n',
    });
    configure('{}', 'kafka-review.config.yml');
    assert.match(runCli(folder, 'audit').stderr, /`kafka-review\.config\.json` stands beside it/);
    assert.equal(runCli(folder, 'review', '--config', 'kafka-review.config.yml').code, 1);
    assert.match(runCli(folder, 'review', '--config', 'gone.json').stderr, /there is no configuration `gone\.json`\. `kafka-review init` writes one\./);
    assert.match(runCli(folder, 'review', '--config', 'src').stderr, /it is no file/);
  });

  it('is no link out of the repository, and no endless file', () => {
    symlinkSync('/etc/hostname', join(folder.path, CONFIG));
    assert.match(runCli(folder, 'review').stderr, /it is a link that leads out of the repository/);
    symlinkSync('/nowhere', join(folder.path, 'kafka-review.config.yaml'));
    assert.equal(runCli(folder, 'review').code, 2);
    configure(' '.repeat(10_000_000), 'big/kafka-review.config.json');
    assert.match(runCli(folder, 'review', 'big').stderr, /it is larger than 256 KB/);
  });

  it('is written by `init`, once', () => {
    assert.deepEqual(runCli(folder, 'init'), { code: 0, stdout: `${CONFIG} is written. It changes nothing yet; the README tells what can stand in it.\n`, stderr: '' });
    assert.deepEqual(JSON.parse(readFileSync(join(folder.path, CONFIG), 'utf8')), { rules: {}, exclude: [], telemetry: [], overrides: [] });
    assert.equal(runCli(folder, 'review').code, 1);
    assert.match(runCli(folder, 'init', '--format', 'yaml').stderr, /there is a `kafka-review\.config\.json` already/);
  });
});
