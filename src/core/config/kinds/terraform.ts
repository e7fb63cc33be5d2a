import type { Circumstances } from '../../kafka/environment';
import { canonicalValue } from '../../settings/spelling';
import type { Scope, SettingSite, Value } from '../../settings/setting';
import type { Span } from '../../text/span';
import { code } from '../../text/visible';
import { clusterOf } from '../containers/cluster';
import { topic } from '../containers/commands';
import type { ConfigFile } from '../file';
import { HclScope, type Each } from '../notations/hcl-scope';
import { attributeOf, entriesOf, type HclAttribute, type HclBlock, type HclBody } from '../notations/hcl-tree';
import { parseProperties } from '../notations/properties';
import { lastOfEach } from './clients';

/** The attributes of a resource that is a topic. */
interface TopicResource {
  name: string;
  /** Absent where the service says how many copies there are. */
  copies?: string;
  /** Kafka's keys, with dots or underscores. */
  config: string;
}

/**
 * Resources that are topics, by the documentation of their providers: Mongey/kafka, confluentinc/confluent (Confluent
 * Cloud keeps three copies), aiven/aiven, digitalocean/digitalocean, hashicorp/google. Redpanda's keep what its cloud says.
 */
const TOPICS: Readonly<Record<string, TopicResource>> = {
  kafka_topic: { name: 'name', copies: 'replication_factor', config: 'config' },
  confluent_kafka_topic: { name: 'topic_name', config: 'config' },
  aiven_kafka_topic: { name: 'topic_name', copies: 'replication', config: 'config' },
  digitalocean_database_kafka_topic: { name: 'name', copies: 'replication_factor', config: 'config' },
  google_managed_kafka_topic: { name: 'topic_id', copies: 'replication_factor', config: 'configs' },
  redpanda_topic: { name: 'name', config: 'configuration' },
};

/** Redpanda takes them and does nothing with them: https://docs.redpanda.com/current/develop/kafka-clients/ */
const UNUSED_BY_REDPANDA = /^(min\.insync\.replicas|unclean\.leader\.election\.enable|flush\..*)$/;

/** More resources of one `for_each` than this are not told apart. */
const MOST_RESOURCES = 200;

/** Reads the topics and brokers of a file of Terraform or OpenTofu. */
export function readTerraform(file: ConfigFile, body: HclBody): Circumstances | undefined {
  const scope = new HclScope(body), resources = body.blocks.filter(({ type, labels }) => type === 'resource' && labels.length === 2);
  const reader = new Reader(file, scope);
  for (const resource of resources) {
    const [type] = resource.labels, kind = Object.hasOwn(TOPICS, type) ? TOPICS[type] : undefined;
    if (kind) reader.topics(resource, kind, type === 'redpanda_topic' ? UNUSED_BY_REDPANDA : undefined);
    if (type === 'aws_msk_configuration') reader.mskConfiguration(resource, brokersOf(resources, scope));
    if (type === 'aiven_kafka') reader.aivenKafka(resource);
  }
  const { topics, clusters, undecided } = file.facts;
  if (topics.length + clusters.length + undecided.length === 0) return undefined;
  file.is('terraform');
  return { path: file.path, kind: 'cluster', localOnly: isLocal(file.text) };
}

function isLocal(text: string): boolean {
  return /\bbootstrap_servers\s*=\s*\[\s*"(localhost|127\.0\.0\.1):/.test(text);
}

/** The number of brokers of the only MSK cluster of a file. */
function brokersOf(resources: readonly HclBlock[], scope: HclScope): number | undefined {
  const [cluster, ...others] = resources.filter(({ labels }) => labels[0] === 'aws_msk_cluster');
  const count = others.length === 0 && cluster ? attributeOf(cluster, 'number_of_broker_nodes') : undefined;
  const found = count && scope.resolve(count.value);
  return found?.known && found.value.kind === 'literal' && /^\d+$/.test(found.value.text ?? '') ? Number(found.value.text) : undefined;
}

class Reader {
  constructor(private readonly file: ConfigFile, private readonly scope: HclScope) {}

  topics(resource: HclBlock, kind: TopicResource, unused: RegExp | undefined): void {
    const count = attributeOf(resource, 'count')?.value;
    if (count?.kind === 'literal' && count.text === '0') return;
    for (const each of this.#resources(resource, kind)) this.#topic(resource, kind, each, unused);
  }

  /** The entries for each of which there is a topic with copies of its own; else one for all. */
  #resources(resource: HclBlock, { copies }: TopicResource): readonly (Each | undefined)[] {
    const value = copies === undefined ? undefined : attributeOf(resource, copies)?.value, forEach = attributeOf(resource, 'for_each');
    if (!forEach || value?.kind !== 'name' || value.names[0] !== 'each') return [undefined];
    const found = this.scope.resolve(forEach.value), entries = found.known && found.value.kind === 'object' ? found.value.entries : [];
    return entries.length > 0 && entries.length <= MOST_RESOURCES ? entries : [undefined];
  }

  #topic(resource: HclBlock, kind: TopicResource, each: Each | undefined, unused: RegExp | undefined): void {
    const name = attributeOf(resource, kind.name), found = name && this.scope.resolve(name.value, each);
    const known = found?.known && !found.outside && found.value.kind === 'literal' ? found.value.text : undefined;
    const copies = kind.copies === undefined ? undefined : attributeOf(resource, kind.copies);
    const settings = [
      ...(copies ? this.#setting('topic', 'replication.factor', copies, each) : []),
      ...entriesOf(resource, kind.config).flatMap(entry => this.#setting('topic', keyOf(entry), entry, each)),
    ].filter(({ key }) => !unused?.test(key));
    const open = settings.find(({ key, value }) => key === 'replication.factor' && !value.known);
    if (open && !open.value.known)
      this.#ask(open.span, `How many copies does the topic ${code(known ?? resource.labels[1])} have?`, open.value.why);
    const counted = this.#countOf(resource, name);
    this.file.facts.topics.push({
      ...topic(this.file, known, each?.keySpan ?? name?.value.span ?? resource.nameSpan, settings), ...(counted && { counted }),
    });
  }

  /** `count = length(var.topics)` with a name out of that list: each is the same as before only as long as no other goes. */
  #countOf(resource: HclBlock, name: HclAttribute | undefined): Span | undefined {
    const count = attributeOf(resource, 'count');
    if (!count || !name || isKept(resource)) return undefined;
    const written = this.file.text.slice(name.value.span.start, name.value.span.end);
    return /\[\s*count\.index\s*\]|\belement\([^]*,\s*count\.index\s*\)/.test(written) ? count.value.span : undefined;
  }

  /** The lines of `server_properties`; what MSK sets by itself depends on the cluster, which is often elsewhere. */
  mskConfiguration(resource: HclBlock, brokers: number | undefined): void {
    const written = attributeOf(resource, 'server_properties');
    const found = written && this.scope.resolve(written.value);
    if (!found?.known || found.value.kind !== 'heredoc') {
      const why = found?.known === false ? found.why : 'they are given in another form';
      if (written) this.#ask(written.value.span, `What are the server properties of ${code(resource.labels[1])}?`, why);
      return;
    }
    const settings = lastOfEach(parseProperties(this.file.text, found.value.block)).map((entry): SettingSite => ({
      ...this.file.site('broker', entry.key, entry.key, {
        text: entry.value, span: entry.valueSpan, keySpan: entry.keySpan, notation: 'properties', placeholders: 'providers',
      }),
      ...this.#filled(entry.key, entry.value),
    }));
    this.#cluster(resource, settings, brokers);
  }

  /** A value that is one name to be filled in: `${var.replicas}`. */
  #filled(key: string, text: string): { value: Value } | undefined {
    const names = /^\$\{\s*((?:var|local)(?:\.[\w-]+)+)\s*\}$/.exec(text)?.[1].split('.');
    return names && { value: this.#valueOf(key, { kind: 'name', names, span: { start: 0, end: 0 } }, undefined) };
  }

  /** `kafka_user_config { kafka { auto_create_topics_enable = true } }` */
  aivenKafka(resource: HclBlock): void {
    const blocks = ['kafka_user_config', 'kafka'].reduce(
      (outer: readonly HclBlock[], type) => outer.flatMap(block => block.blocks.filter(inner => inner.type === type)), [resource],
    );
    const settings = blocks.flatMap(({ attributes }) => attributes.flatMap(one => this.#setting('broker', keyOf(one), one, undefined)));
    if (settings.length > 0) this.#cluster(resource, settings, undefined);
  }

  #cluster(resource: HclBlock, settings: SettingSite[], brokers: number | undefined): void {
    const [, name] = resource.labels, span = resource.nameSpan;
    const members = [{ name, span, settings, storage: [] }];
    this.file.facts.clusters.push(clusterOf(this.file, name, span, members, { complete: false, brokers }));
  }

  #setting(scope: Scope, key: string, { key: spelling, keySpan, value }: HclAttribute, each: Each | undefined): SettingSite[] {
    if (value.kind === 'literal' && value.text === undefined) return [];
    const read = this.#valueOf(key, value, each), site = { scope, key, spelling, path: this.file.path, keySpan, notation: 'hcl' as const };
    const own = value.kind === 'name' && value.names[0] === 'each' && read.known ? read.at : undefined;
    if (own && read.known) return [{ ...site, span: own.span, value: { known: true, value: read.value } }];
    return [{ ...site, span: value.span, value: read }];
  }

  #valueOf(key: string, value: HclAttribute['value'], each: Each | undefined): Value {
    const found = this.scope.resolve(value, each);
    if (!found.known) return { known: false, why: found.why };
    if (found.value.kind !== 'literal' || found.value.text === undefined) return { known: false, why: 'an expression gives it' };
    const text = canonicalValue(key, found.value.text.trim());
    if (!found.named) return { known: true, value: text };
    const at = { path: this.file.path, span: found.value.span, notation: 'hcl' as const };
    return { known: true, value: text, at, ...(found.outside && { placeholder: true }) };
  }

  #ask(span: Span, question: string, why: string): void {
    this.file.facts.undecided.push({ span, question, why });
  }
}

/** True where Terraform or the provider refuses to delete the topic: Redpanda's does unless it is told otherwise. */
function isKept(resource: HclBlock): boolean {
  const isTrue = (body: HclBody | undefined, key: string): boolean => {
    const value = body && attributeOf(body, key)?.value;
    return value?.kind === 'literal' && value.text === 'true';
  };
  if (resource.labels[0] === 'redpanda_topic' && !isTrue(resource, 'allow_deletion')) return true;
  return isTrue(resource.blocks.find(({ type }) => type === 'lifecycle'), 'prevent_destroy') || isTrue(resource, 'termination_protection');
}

/** `min_insync_replicas` and `"min.insync.replicas"` are one key. */
function keyOf({ key }: HclAttribute): string {
  return key.includes('.') ? key : key.replaceAll('_', '.');
}
