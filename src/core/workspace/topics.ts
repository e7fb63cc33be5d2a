import type { Call, Unit } from '../flow/unit';
import { peel } from '../flow/walk';
import type { ClusterFacts, TopicFacts } from '../kafka/facts';
import type { Cluster, Topic } from '../kafka/cluster';
import type { Fix, LibraryUse, ServiceSetting } from '../kafka/model';
import { copiedTopics } from '../kafka/standing';
import { canonicalSetting } from '../kafka/spelling';
import type { Answer, SettingSite } from '../kafka/setting';
import { defaultOf } from '../kafka/versions';
import { addSetting, removeSetting, writeSetting } from '../kafka/write-setting';
import type { Edit } from '../text/edit';
import type { Context } from './context';
import { first } from './first';
import type { ExprAt } from './program';
import { written as writtenWhere } from './setting-edits';

/** The clusters that files describe. */
export function findClusters(context: Context): { facts: ClusterFacts; cluster: Cluster }[] {
  return context.inputs.configs.flatMap(config => config.clusters.map(facts => ({ facts, cluster: buildCluster(context, facts) })));
}

function buildCluster(context: Context, facts: ClusterFacts): Cluster {
  const sites = (key: string): SettingSite[] => {
    const seen = new Set<number>();
    // Merged keys of a YAML anchor stand once, though every broker has them.
    return facts.members.flatMap(m => m.settings).filter(s => s.key === key && !seen.has(s.span.start) && seen.add(s.span.start));
  };
  return {
    path: facts.path, span: facts.span, name: facts.name, brokers: facts.brokers, version: facts.version,
    environment: facts.environment, sample: facts.sample, complete: facts.complete,
    sites,
    setting(key: string): Answer {
      const written = sites(key);
      const unsure = written.find(s => !s.value.known);
      if (written.length > 0 && unsure && !unsure.value.known) return { known: false, why: unsure.value.why, place: { path: unsure.path, span: unsure.span } };
      if (written[0]?.value.known) return { known: true, value: written[0].value.value, from: 'file', site: written[0] };
      const implied = facts.implied.find(i => i.key === key);
      if (implied) return { known: true, value: implied.value, from: 'default', source: implied.why, version: facts.version };
      if (!facts.complete) return { known: false, why: 'other files may set it' };
      const found = defaultOf('broker', 'broker', key, facts.version);
      return found ? { known: true, value: found.value, from: 'default', source: found.source, version: facts.version } : { known: false, why: 'the broker version is not known' };
    },
    storage: facts.members.flatMap(m => m.storage),
    write: (site, value): Fix => fix(context, site, `Set \`${site.spelling}\` to \`${value}\``, source => writeSetting(source, site, value)),
    remove: (site): Fix => fix(context, site, `Delete \`${site.spelling}\``, source => removeSetting(source, site)),
    add: (key, value) => addToCluster(context, facts, key, value),
  };
}

/** Adds a setting beside one that all brokers share, or else beside one of each broker that lacks it. */
function addToCluster(context: Context, { path, members }: ClusterFacts, key: string, value: string): Fix | undefined {
  const lacking = members.filter(({ settings }) => !settings.some(site => site.key === key));
  if (lacking.length === 0) return undefined;
  const isShared = ({ span }: SettingSite) => lacking.every(({ settings }) => settings.some(site => site.span.start === span.start));
  const edits = new Map<string, Edit>();
  for (const { settings, variables, opening } of lacking) {
    const spelled = settings.filter(({ notation, spelling }) => notation !== 'env' || (variables !== undefined && spelling.startsWith(variables)));
    const nearest = inTurn(spelled, site => isShared(site), site => /replic|isr|unclean|topics/.test(site.key));
    const edit = opening ? openMap(context.inputs.source(path), opening, key, value) : first(nearest, site => {
      const source = context.inputs.source(site.path);
      return source && addSetting(source, site, key, value);
    });
    if (!edit) return undefined;
    edits.set(`${edit.path}:${edit.span.start}`, edit);
  }
  return { title: `Set \`${key}\` to \`${value}\``, edits: [...edits.values()], safe: false };
}

/** The first setting of a YAML map that is not there yet. */
function openMap(source: Source | undefined, { at, map }: { at: number; map: string }, key: string, value: string): Edit | undefined {
  if (!source) return undefined;
  const indent = source.indentAt(at), end = source.lineEnd;
  return { path: source.path, span: { start: at, end: at }, text: `${indent}${map}:${end}${indent}  ${key}: ${value}${end}` };
}

/** The later of the settings first, and before all others those that have the first quality, then the second. */
function inTurn(sites: readonly SettingSite[], ...qualities: ((site: SettingSite) => boolean)[]): SettingSite[] {
  const rank = (site: SettingSite): number => qualities.reduce((sum, has) => sum * 2 + (has(site) ? 1 : 0), 0);
  return [...sites].sort((a, b) => rank(b) - rank(a) || b.span.start - a.span.start);
}

type Source = NonNullable<ReturnType<Context['inputs']['source']>>;

function fix(context: Context, site: SettingSite, title: string, make: (source: Source) => ReturnType<typeof writeSetting>): Fix {
  const source = context.inputs.source(site.path);
  return { title, edits: source ? [make(source)] : [], safe: true };
}

/** The topics that files and code create. */
export function findTopics(context: Context, clusters: readonly { facts: ClusterFacts; cluster: Cluster }[]): Topic[] {
  const fromFiles = context.inputs.configs.flatMap(config => config.topics.map(facts => {
    const named = clusters.find(c => c.facts.reference !== undefined && c.facts.reference === facts.reference && facts.reference !== undefined);
    const beside = clusters.filter(c => c.facts.path === facts.path);
    return topicOf(context, facts, facts.settings, named?.cluster ?? (beside.length === 1 ? beside[0].cluster : undefined));
  }));
  const fromCode = context.program.units.flatMap(unit => unit.calls.flatMap(call => codeTopics(context, unit, call)));
  return [...fromFiles, ...fromCode];
}

/** `configEntries: [{ name: 'min.insync.replicas', value: '2' }]` */
function configEntries(context: Context, topic: ExprAt): SettingSite[] {
  const entries = context.types.values.property(topic, 'configEntries');
  const list = entries && peel(entries.expr);
  if (!entries || list?.kind !== 'array') return [];
  return list.items.flatMap(item => {
    const object = context.types.values.objectAt({ unit: entries.unit, expr: item });
    if (object?.expr.kind !== 'object') return [];
    const name = object.expr.properties.find(p => p.name === 'name');
    const value = object.expr.properties.find(p => p.name === 'value');
    const key = name && context.constants.read(object.unit, name.value);
    if (!key?.known || !value || !name) return [];
    return [{ scope: 'topic' as const, key: key.value, spelling: key.value, value: context.constants.read(object.unit, value.value), path: object.unit.path, span: value.value.span, keySpan: name.value.span, notation: 'typescript' as const }];
  });
}

/** Settings that only a development profile turns on: `@Profile("local")`. */
function profileOf(context: Context, unit: Unit, call: Call): Topic['environment'] | undefined {
  const func = unit.funcs[call.func];
  const owner = func.class === undefined ? undefined : unit.classes[func.class];
  const mark = [...func.annotations, ...(owner?.annotations ?? [])].find(a => /(^|\.)Profile$/.test(a.name));
  const text = mark && context.inputs.source(unit.path)?.slice(mark.span);
  return text && /"(dev|develop|development|local|test|it|docker)"/.test(text) && !/"!/.test(text) ? 'development' : undefined;
}

function topicOf(context: Context, facts: Omit<TopicFacts, 'settings'>, settings: readonly SettingSite[], cluster: Cluster | undefined, library?: LibraryUse): Topic {
  const site = (key: string): SettingSite | undefined => settings.find(s => s.key === key);
  return {
    path: facts.path, span: facts.span, name: facts.name, environment: facts.environment, sample: facts.sample, cluster,
    setting(key: string): Answer {
      const written = site(key);
      if (!written) {
        const use = library && defaultOf(library.id, 'topic', key, library.version);
        return use ? { known: true, value: use.value, from: 'default', source: use.source, version: library.version } : { known: false, why: 'not set here' };
      }
      return written.value.known ? { known: true, value: written.value.value, from: 'file', site: written } : { known: false, why: written.value.why };
    },
    write(key: string, value: string): Fix | undefined {
      const written = site(key);
      if (written) return { title: `Set \`${written.spelling}\` to \`${value}\``, edits: writtenWhere(context, written, value), safe: true };
      const beside = settings[settings.length - 1];
      const source = beside && context.inputs.source(beside.path);
      const edit = source && addSetting(source, beside, key, value);
      return edit ? { title: `Set \`${key}\` to \`${value}\``, edits: [edit], safe: false } : undefined;
    },
  };
}

function codeTopics(context: Context, unit: Unit, call: Call): Topic[] {
  const meaning = context.types.meanings.of(unit, call)?.meaning;
  if (meaning?.role === 'create-topics') return scriptTopics(context, unit, call, meaning.spelling);
  if (meaning?.role !== 'topic') return [];
  const settings: SettingSite[] = [];
  const read = (key: string, index: number): void => {
    const arg = call.args[index];
    if (arg) settings.push({ scope: 'topic', key, spelling: key, value: context.constants.read(unit, arg), path: unit.path, span: arg.span, keySpan: arg.span, notation: 'java' });
  };
  if (meaning.replicas) read('replication.factor', Number(meaning.replicas));
  // `TopicBuilder.name("t").replicas(1).config(K, V)`: the rest of the chain.
  for (let link = call; link.use.kind === 'receiver';) {
    link = unit.calls[link.use.call];
    if (link.name === 'configs' && link.args[0]) settings.push(...context.bags.of(unit, link.args[0], 'topic', undefined).sites);
    const step = context.types.meanings.of(unit, link)?.meaning;
    if (step?.role !== 'topic-setting') continue;
    const arg = link.args[Number(step.at ?? 0)];
    const key = step.key || (link.args[0] && context.bags.key(unit, link.args[0])?.key);
    if (arg && key) settings.push({ scope: 'topic', key, spelling: link.name, value: context.constants.read(unit, arg), path: unit.path, span: arg.span, keySpan: link.nameSpan, notation: 'java' });
  }
  const name = call.args[Number(meaning.name)] && context.constants.read(unit, call.args[Number(meaning.name)]);
  const circumstances = context.circumstances(unit.path);
  return [topicOf(context, { ...context.place(unit, call.nameSpan), ...circumstances, environment: profileOf(context, unit, call) ?? circumstances.environment, name: name?.known ? name.value : undefined }, settings, undefined)];
}

function scriptTopics(context: Context, unit: Unit, call: Call, spelling: string): Topic[] {
  const table = context.types.meanings.of(unit, call)?.library;
  const library = table && context.use(unit.path, table);
  const options = call.args[0] && context.types.values.objectAt({ unit, expr: call.args[0] });
  const list = options && context.types.values.property(options, 'topics');
  let items = list && peel(list.expr);
  let home = list?.unit ?? unit;
  if (items?.kind === 'name' && items.symbol !== undefined && home.symbols[items.symbol].values[0]) items = peel(home.symbols[items.symbol].values[0]);
  if (items?.kind === 'call') {
    // `names.map(topic => ({ topic, replicationFactor: 1 }))`
    const mapped = home.calls[items.call];
    const made = mapped.name === 'map' && mapped.args[0] ? context.types.callables.functionsAt({ unit: home, expr: mapped.args[0] })[0] : undefined;
    const value = made && context.types.values.returned(made)[0];
    if (made && value) { home = made.unit; items = { kind: 'array', items: [value], span: value.span }; }
  }
  if (items?.kind !== 'array') return [];
  return items.items.flatMap(item => {
    const object = context.types.values.objectAt({ unit: home, expr: item });
    if (object?.expr.kind !== 'object') return [];
    const settings: SettingSite[] = object.expr.properties.flatMap((p): SettingSite[] => {
      const key = canonicalSetting(spelling, p.name)?.key;
      return key ? [{ scope: 'topic' as const, key, spelling: p.name, value: context.constants.read(object.unit, p.value), path: object.unit.path, span: p.value.span, keySpan: p.nameSpan, notation: 'typescript' as const }] : [];
    });
    settings.push(...configEntries(context, object));
    const name = object.expr.properties.find(p => p.name === 'topic');
    const read = name && context.constants.read(object.unit, name.value);
    return [topicOf(context, { ...context.place(object.unit, object.expr.span), ...context.circumstances(object.unit.path), name: read?.known ? read.value : undefined }, settings, undefined, library)];
  });
}

/** Written settings of services beside the brokers that say how many copies their topics get. */
export function findServices(context: Context, clusters: readonly { facts: ClusterFacts; cluster: Cluster }[]): ServiceSetting[] {
  return context.inputs.configs.flatMap(config => config.settings.filter(site => copiedTopics(site) !== undefined).map(site => {
    const beside = clusters.filter(c => c.facts.path === config.path);
    return {
      site, cluster: beside.length === 1 ? beside[0].cluster : undefined,
      environment: site.environment ?? config.environment, sample: site.sample ?? config.sample,
      write: (value: string): Fix => fix(context, site, `Set \`${site.spelling}\` to \`${value}\``, source => writeSetting(source, site, value)),
    };
  }));
}
