import { judgeEnvironment, isSamplePath, type Circumstances } from '../kafka/environment';
import type { ConfigFacts } from '../kafka/facts';
import { readAnsible } from './kinds/ansible';
import { isBroker, readBroker } from './kinds/broker';
import { isBuildName } from './builds/npm';
import { clientKind, readClient } from './kinds/clients';
import { isCompose, readCompose } from './kinds/compose';
import { readConnectors } from './kinds/connectors';
import { readVariables } from './kinds/dotenv';
import { ConfigFile } from './file';
import { gapsOfBuild, gapsOfJson, gapsOfYaml } from './gaps';
import type { ParseHcl } from './notations/hcl-tree';
import { isHelmValues, readHelmValues } from './kinds/helm';
import { isConfluentOperator, readConfluentOperator, readWorkloads } from './kinds/kubernetes';
import { readMaps } from './kinds/maps';
import { readMicronaut } from './kinds/micronaut';
import { parseProperties } from './notations/properties';
import { isQuarkus, readQuarkus, readQuarkusYaml } from './kinds/quarkus';
import { mayBeSpring, readSpringProperties, readSpringYaml } from './kinds/spring/spring';
import type { Environment } from '../settings/setting';
import { lastOfEachName, resourcesOf } from './kinds/resources';
import { isScriptName, readScript } from './kinds/scripts';
import { isStrimzi, readStrimzi } from './kinds/strimzi';
import { readTerraform } from './kinds/terraform';
import { entriesAt, hasYamlErrors, itemsAt, parseYaml, textAt, type YamlNode } from './notations/yaml';
import type { Span } from '../text/span';

export { isBuildName, isLockName, LARGEST_LOCK, readBuild } from './builds/npm';
export { foreignImports, foreignLanguage } from './foreign';
export { isManifestName, readManifest } from './builds/manifests';

/** True for names of files that may configure Kafka; whether they do their content tells. */
export function isConfigName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(package|package-lock|tsconfig|composer|angular|renovate)[\w.-]*\.json$|^(pnpm-lock|mkdocs)\.ya?ml$/.test(name)) return false;
  return isHclName(name) || /\.(properties|ya?ml|json)(\.(template|tmpl|tpl|j2|dist|example|sample|orig))?$/i.test(name) || /^\.env(\.|$)|\.env$/.test(name) || isScriptName(name);
}

/** True for names of Terraform's and OpenTofu's files. */
function isHclName(path: string): boolean {
  return /\.(tf|tofu)$/i.test(path);
}

/** True for a file that cannot be read without the parser of HCL. */
export function needsHcl(path: string, text: string): boolean {
  return isHclName(path) && RESOURCES.test(text);
}

/** What stands in every file of Terraform that is understood. */
const RESOURCES = /"(\w*_)?(kafka|redpanda|msk)_?\w*"/;

/** One of these stands in every configuration file that matters: brokers, Connect, Redpanda and bindings of Spring can do without the name. */
export const CONFIG_WORDS: readonly string[] = [
  'kafka', 'Kafka', 'KAFKA', 'bootstrap.servers', 'connector.class', 'storage.topic', 'redpanda', 'Redpanda', 'REDPANDA',
  'process.roles', 'broker.id', 'zookeeper.connect', 'aws_msk_configuration', 'cloud.stream', 'bindings:', 'mp.messaging',
];
const CONCERNS = new RegExp(CONFIG_WORDS.join('|').replaceAll('.', '\\.'));

// What the understood kinds of YAML have at the start of a line; descriptions of interfaces and the like are not parsed.
const FORMS = /^[ \t{-]*["']?(services|apiVersion|spring|micronaut|quarkus|mp|%\w+|kafka_broker|kafka_broker_custom_properties|connector\.class|bootstrap\.servers)\b[\w."'-]*\s*:/m;
const KINDS = /^(Kafka\w*|StatefulSet|Deployment|DaemonSet|ReplicaSet|Pod|Job|CronJob|ConfigMap|Secret|List)$/;
const NAMED = /(producer|consumer|mirror)[^/]*\.properties/i;

/** True for names that alone say what a file configures, e.g. `producer.properties`. */
export function isClientName(path: string): boolean {
  return NAMED.test(path);
}

/** Configuration above this size, in UTF-16 units, is not read: it is generated. */
const LARGEST_CONFIG = 1 << 20;

/**
 * What a file says about Kafka; undefined for files that say nothing.
 * @throws Error when it speaks of Kafka and cannot be looked at
 */
export function readConfig(path: string, text: string, parseHcl?: ParseHcl, given?: Environment): ConfigFacts | undefined {
  if (!(CONCERNS.test(text) || isClientName(path))) return undefined;
  if (text.length > LARGEST_CONFIG) throw new RangeError('it is larger than 1 MiB');
  const file = new ConfigFile(path, text);
  const circumstances = isHclName(path) ? parseHcl && readTerraform(file, parseHcl(text).body) : read(file);
  return circumstances && finished(file, { ...circumstances, given });
}

/** Why a file that speaks of Kafka, or on which versions depend, could not be read or only in part. Never throws. */
export function gapsIn(path: string, text: string, parseHcl?: ParseHcl): string | undefined {
  if (isBuildName(path)) return gapsOfBuild(path, text);
  if (!isConfigName(path) || text.length > 1 << 20 || !CONCERNS.test(text)) return undefined;
  if (isHclName(path)) return parseHcl?.(text).broken && RESOURCES.test(text) ? 'its HCL has syntax errors' : undefined;
  if (/\.json(\.\w+)?$/i.test(path)) return /connector\.class/.test(text) ? gapsOfJson(text) : undefined;
  return /\.ya?ml(\.\w+)?$/i.test(path) && mayConfigure({ path, text }) ? gapsOfYaml(text, CONCERNS) : undefined;
}

/** True for a file that speaks of Kafka in YAML that is no YAML at this moment. */
export function isBrokenYaml(path: string, text: string): boolean {
  return /\.ya?ml(\.\w+)?$/i.test(path) && CONCERNS.test(text) && hasYamlErrors(text);
}

type Around = Circumstances | undefined;

function read(file: ConfigFile): Around {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if (/\.properties(\.\w+)?$/i.test(name)) return properties(file, undefined, name) ? { path: file.path } : undefined;
  if (/^\.env|\.env$/.test(name)) return readVariables(file) ? { path: file.path } : undefined;
  if (isScriptName(name)) return readScript(file) ? { path: file.path } : undefined;
  if (/\.json(\.\w+)?$/i.test(name))
    return /connector\.class/.test(file.text) && readConnectors(file, parseYaml(file.text)) ? { path: file.path } : undefined;
  return mayConfigure(file) ? yaml(file, parseYaml(file.text)) : undefined;
}

/** A look at the text that spares the parser definitions, roles and other resources that configure no Kafka. */
function mayConfigure({ path, text }: Pick<ConfigFile, 'path' | 'text'>): boolean {
  if (isHelmValues(path)) return true;
  if (!FORMS.test(text)) return false;
  const kinds = [...text.matchAll(/^kind:[ \t]*["']?(\w+)/gm)].map(match => match[1]);
  return kinds.length === 0 || kinds.some(kind => KINDS.test(kind));
}

/** Reads a `.properties` text or a block of one; true when it says something about Kafka. */
function properties(file: ConfigFile, span: Span | undefined, name: string, owner?: string): boolean {
  const entries = parseProperties(file.text, span);
  const keys = new Set(entries.map(entry => entry.key));
  if (isBroker(keys)) {
    readBroker(file, entries, name, entries[0].keySpan);
    return file.facts.clusters.length > 0;
  }
  const kind = clientKind(keys, name);
  if (kind) readClient(file, kind, entries, name, owner);
  else if (isQuarkus(keys)) readQuarkus(file, entries);
  else if (mayBeSpring(file.text)) readSpringProperties(file, span);
  return file.facts.settings.length > 0 || file.facts.topics.length > 0;
}

function yaml(file: ConfigFile, documents: readonly YamlNode[]): Around {
  const compose = documents.find(isCompose);
  if (compose) return readCompose(file, compose);
  const resources = documents
    .flatMap(listed)
    .filter(resource => textAt(resource, 'kind') !== undefined && textAt(resource, 'kind') !== 'CustomResourceDefinition');
  if (resources.length > 0) return kubernetes(file, lastOfEachName(resources));
  if (isHelmValues(file.path)) for (const document of documents) readHelmValues(file, document);
  else readSpringYaml(file, documents);
  if (file.facts.kinds.length === 0) readQuarkusYaml(file, documents);
  if (file.facts.kinds.length === 0) readMicronaut(file, documents);
  if (file.facts.kinds.length === 0) readAnsible(file, documents);
  if (file.facts.settings.length === 0 && file.facts.topics.length === 0) readConnectors(file, documents);
  if (file.facts.kinds.length === 0) for (const document of documents) readMaps(file, document);
  return file.facts.kinds.length > 0 ? { path: file.path } : undefined;
}

/** `kind: List` holds resources itself. */
function listed(document: YamlNode): YamlNode[] {
  return textAt(document, 'kind') === 'List' ? [...itemsAt(document, 'items')] : [document];
}

function kubernetes(file: ConfigFile, resources: readonly YamlNode[]): Around {
  const strimzi = readStrimzi(file, resources.filter(isStrimzi));
  const confluent = readConfluentOperator(file, resources.filter(isConfluentOperator));
  const workloads = readWorkloads(file, resources.filter(resource => !isStrimzi(resource) && !isConfluentOperator(resource)));
  for (const resource of resources) if (/^(ConfigMap|Secret)$/.test(textAt(resource, 'kind') ?? '')) configMap(file, resource);
  if (strimzi || confluent) {
    const counts = file.facts.clusters.flatMap(cluster => cluster.brokers ?? []);
    return { path: file.path, kind: 'cluster', ...(counts.length > 0 && { brokers: Math.max(...counts) }) };
  }
  return workloads ?? (file.facts.kinds.length > 0 ? { path: file.path } : undefined);
}

/** The files that a ConfigMap holds in blocks. */
function configMap(file: ConfigFile, resource: YamlNode): void {
  for (const { key, value } of [...entriesAt(resource, 'data'), ...entriesAt(resource, 'stringData')]) {
    if (value.kind !== 'scalar' || !value.block) continue;
    const clusters = file.facts.clusters.length;
    const before = file.facts.kinds.length + file.facts.clusters.length + file.facts.settings.length;
    if (/\.ya?ml$/i.test(key)) readSpringYaml(file, parseYaml(file.text, value.block));
    else properties(file, value.block, key, key);
    for (const cluster of file.facts.clusters.slice(clusters)) cluster.resources = resourcesOf(resource);
    if (file.facts.kinds.length + file.facts.clusters.length + file.facts.settings.length > before) file.is('kubernetes');
  }
}

/** Fills in what follows from all of the file: how serious it is, and whether anybody runs it as it is. */
function finished(file: ConfigFile, circumstances: Circumstances): ConfigFacts {
  const { facts } = file;
  facts.environment = judgeEnvironment(circumstances);
  facts.sample = circumstances.given !== 'production' && isSamplePath(file.path);
  for (const part of [...facts.clusters, ...facts.topics]) {
    part.sample = facts.sample;
    part.environment = facts.environment;
  }
  for (const cluster of facts.clusters) {
    if (cluster.brokers !== undefined) cluster.environment = judgeEnvironment({ ...circumstances, brokers: cluster.brokers });
  }
  const sites = [
    ...facts.settings, ...facts.ignored.map(({ site }) => site), ...facts.topics.flatMap(topic => topic.settings),
    ...facts.clusters.flatMap(cluster => cluster.members.flatMap(member => member.settings)),
  ];
  for (const site of sites) {
    site.environment = site.profile === undefined ? facts.environment : ofProfile(circumstances, site.profile);
    if (facts.sample) site.sample = true;
  }
  return facts;
}

/** A profile says what it is for itself, before what is said of its file. */
function ofProfile({ given, ...circumstances }: Circumstances, profile: string): Environment {
  const own = judgeEnvironment({ ...circumstances, profile });
  return own === 'neutral' ? given ?? own : own;
}
