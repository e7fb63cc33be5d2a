import assert from 'node:assert/strict';
import { isConfigName, readConfig } from '../../src/core/config/index';
import { createHcl } from '../../src/core/config/notations/hcl';
import type { ParseHcl } from '../../src/core/config/notations/hcl-tree';
import { extractFacts } from '../../src/core/facts/facts';
import type { ConfigFacts } from '../../src/core/kafka/facts';
import type { SettingSite } from '../../src/core/settings/setting';
import { addSetting, writeSetting } from '../../src/core/settings/write-setting';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import { loadAsset } from '../assets';

describe('Terraform', () => {
  let parse: ParseHcl;
  before(async () => { parse = await createHcl(loadAsset); });

  const read = (text: string): ConfigFacts | undefined => readConfig('infra/main.tf', text, parse);
  const pairs = (sites: readonly SettingSite[]): string[] => sites.map(({ key, value }) => `${key}=${value.known ? value.value : `? ${value.why}`}`);
  const topics = (text: string) => read(text)!.topics.map(({ name, settings }) => [name, pairs(settings)]);

  it('is read by its names, and says nothing without a topic or broker', () => {
    assert.deepEqual(['main.tf', 'a/topics.tofu', 'terraform.tfstate', 'main.tf.json'].map(isConfigName), [true, true, false, true]);
    for (const text of ['# kafka\nresource "aws_instance" "kafka" {\n}\n', 'data "kafka_topic" "orders" {\n  name = "orders"\n}\n', 'module "kafka_topic" {\n  source = "./kafka"\n}\n'])
      assert.equal(read(text), undefined, text);
  });

  it('gives topics of each provider their copies and settings', () => {
    assert.deepEqual(topics(`resource "kafka_topic" "a" {
  name               = "orders"
  replication_factor = 3
  config = {
    "min.insync.replicas" = "2"
    "retention.ms"        = -1
    (var.key)             = "x"
  }
}
resource "confluent_kafka_topic" "b" {
  topic_name = "stock"
  config     = { "min.insync.replicas" = "1", }
}
resource "aiven_kafka_topic" "c" {
  topic_name  = "mail"
  replication = 2
  config {
    min_insync_replicas = 1
    flush_ms            = null
  }
}
resource "redpanda_topic" "d" {
  name          = "tries"
  configuration = { "min.insync.replicas" = "1", "retention.ms" = "1000" }
}
resource "google_managed_kafka_topic" "e" {
  topic_id           = "bills-\${var.stage}"
  replication_factor = 1
}
resource "kafka_topic" "none" {
  count              = 0
  replication_factor = 1
}
`), [
      ['orders', ['replication.factor=3', 'min.insync.replicas=2', 'retention.ms=-1']], ['stock', ['min.insync.replicas=1']],
      ['mail', ['replication.factor=2', 'min.insync.replicas=1']], ['tries', ['retention.ms=1000']], [undefined, ['replication.factor=1']],
    ]);
  });

  it('follows locals and the defaults of variables, and tells what it cannot know', () => {
    const facts = read(`locals {
  copies = tonumber("1")
  topic  = { copies = var.copies }
}
variable "copies" {
  default = 2
}
variable "open" {}
resource "kafka_topic" "a" {
  replication_factor = local.copies
}
resource "kafka_topic" "b" {
  replication_factor = local.topic.copies
}
resource "kafka_topic" "c" {
  name               = "c"
  replication_factor = var.open
}
resource "kafka_topic" "d" {
  replication_factor = var.stage == "prod" ? 3 : 1
}
resource "kafka_topic" "e" {
  replication_factor = var.elsewhere
}
`)!;
    assert.deepEqual(facts.topics.flatMap(({ settings }) => pairs(settings)), [
      'replication.factor=1', 'replication.factor=2', 'replication.factor=? `var.open` has no default',
      'replication.factor=? an expression gives it', 'replication.factor=? `var.elsewhere` is not set in this file',
    ]);
    assert.deepEqual(facts.topics.map(({ settings: [{ value }] }) => value.known && value.placeholder), [undefined, true, false, false, false]);
    assert.deepEqual(facts.undecided.map(({ question }) => question).slice(0, 1), ['How many copies does the topic `c` have?']);
  });

  it('tells the topics of one `for_each` apart where they have copies of their own', () => {
    const text = `locals {
  topics = {
    orders = { copies = 3 }
    stock  = { copies = 1 }
  }
}
resource "kafka_topic" "this" {
  for_each           = local.topics
  name               = each.key
  replication_factor = each.value.copies
}
`;
    assert.deepEqual(topics(text), [['orders', ['replication.factor=3']], ['stock', ['replication.factor=1']]]);
    assert.deepEqual(topics(text.replace('each.value.copies', '3')), [[undefined, ['replication.factor=3']]]);
    assert.deepEqual(topics(text.replace('= local.topics', '= var.topics')), [[undefined, ['replication.factor=? each resource of `for_each` has its own']]]);
  });

  it('reads the server properties of MSK and the brokers of Aiven', () => {
    const facts = read(`variable "least" {
  default = 1
}
resource "aws_msk_configuration" "this" {
  server_properties = <<-EOT
    # comment
    default.replication.factor = 3
    min.insync.replicas=\${var.least}
    unclean.leader.election.enable = \${var.unclean ? true : false}
  EOT
}
resource "aws_msk_cluster" "this" {
  number_of_broker_nodes = 3
}
resource "aiven_kafka" "this" {
  kafka_user_config {
    kafka {
      auto_create_topics_enable = true
    }
  }
}
`)!;
    assert.deepEqual(facts.clusters.map(({ brokers, members }) => [brokers, pairs(members.flatMap(({ settings }) => settings))]), [
      [3, ['default.replication.factor=3', 'min.insync.replicas=1', 'unclean.leader.election.enable=? `${var.unclean ? true : false}` is filled in when the file is read']],
      [undefined, ['auto.create.topics.enable=true']],
    ]);
    const [open] = read('resource "aws_msk_configuration" "this" {\n  server_properties = join("\\n", var.lines)\n}\n')!.undecided;
    assert.deepEqual([open.question, open.why], ['What are the server properties of `this`?', 'an expression gives it']);
  });

  it('keeps what is whole of a text with syntax errors, and tells of them', () => {
    const text = 'resource "kafka_topic" "a" {\n  replication_factor = 1\n}\n\nresource "kafka_topic" "b" {\n  replication_factor = = 3\n}\n';
    const facts = extractFacts('infra/main.tf', text, undefined, parse);
    assert.deepEqual([facts.config?.topics.length, facts.gaps], [1, 'its HCL has syntax errors']);
    assert.equal(extractFacts('infra/main.tf', `resource "kafka_topic" "a" {\n  config = ${'['.repeat(5000)}${']'.repeat(5000)}\n}\n`, undefined, parse).unread, 'it is nested too deeply');
  });

  it('is written in its own notation', () => {
    const edited = (text: string, key: string, change: (source: SourceText, site: SettingSite) => ReturnType<typeof writeSetting> | undefined): string | undefined => {
      const site = read(text)!.topics[0].settings.find(one => one.key === key)!, edit = change(new SourceText('infra/main.tf', text), site);
      return edit && applyEdits(text, [edit]);
    };
    const mongey = 'resource "kafka_topic" "a" {\n  replication_factor = 1\n  config = {\n    "min.insync.replicas" = "1"\n  }\n}\n';
    assert.equal(edited(mongey, 'replication.factor', (source, site) => writeSetting(source, site, '3')), mongey.replace('= 1', '= 3'));
    assert.equal(edited(mongey, 'min.insync.replicas', (source, site) => writeSetting(source, site, '2')), mongey.replace('"1"', '"2"'));
    assert.equal(edited(mongey, 'min.insync.replicas', (source, site) => addSetting(source, site, 'retention.ms', '-1')), mongey.replace('"1"\n', '"1"\n    "retention.ms"        = "-1"\n'));
    assert.equal(edited(mongey, 'replication.factor', (source, site) => addSetting(source, site, 'retention.ms', '-1')), undefined);
    const aiven = 'resource "aiven_kafka_topic" "a" {\n  config {\n    flush_ms = 1\n  }\n}\n';
    assert.equal(edited(aiven, 'flush.ms', (source, site) => addSetting(source, site, 'min.insync.replicas', '2')), aiven.replace('1\n', '1\n    min_insync_replicas = 2\n'));
  });
});
