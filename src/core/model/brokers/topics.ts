import type { ExprAt } from '../../analysis/program/program';
import type { Call, Unit } from '../../flow/unit';
import type { Cluster, Topic } from '../../kafka/cluster';
import type { Fix } from '../../kafka/evidence';
import type { TopicFacts } from '../../kafka/facts';
import type { LibraryUse } from '../../kafka/model';
import type { Answer, SettingSite } from '../../settings/setting';
import { canonicalSetting } from '../../settings/spelling';
import { defaultOf } from '../../settings/versions';
import { addSetting, titleOfAddition, titleOfWrite } from '../../settings/write-setting';
import { written as writtenWhere } from '../clients/setting-edits';
import { keyOf } from '../clients/setting-keys';
import { settingsIn } from '../clients/settings-in-code';
import type { Meaning } from '../../libraries/table';
import type { Context } from '../context';
import { clusterFor, type FoundCluster } from './clusters';
import { sameIn, topicCopies } from './copies';
import { stateTopics } from './state-topics';

/** The topics that files and code create. */
export function findTopics(context: Context, clusters: readonly FoundCluster[]): Topic[] {
  const fromFiles = topicCopies(context.inputs).map(([facts, ...copies]) => {
    const named = clusters.find(c => c.facts.reference !== undefined && c.facts.reference === facts.reference && facts.reference !== undefined);
    return topicOf(context, facts, facts.settings, named?.cluster ?? clusterFor(clusters, facts.path, facts.hosts ?? []), undefined, copies);
  });
  const fromCode = context.program.units.flatMap(unit => context.types.meanings.in(unit).flatMap(({ call }) => codeTopics(context, unit, call)));
  const stateOf = stateTopics(context);
  return [...fromFiles, ...fromCode].map(topic => ({ ...topic, state: stateOf(topic) }));
}

/** `configEntries: [{ name: 'min.insync.replicas', value: '2' }]` */
function configEntries(context: Context, topic: ExprAt): SettingSite[] {
  return context.types.sources.of(topic, ['configEntries', '[]'], { callers: true }).found.flatMap(object => {
    if (object.expr.kind !== 'object') return [];
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
  const mark = context.types.marks.find(unit, [...func.annotations, ...(owner?.annotations ?? [])], 'profile')?.annotation;
  const text = mark && context.inputs.source(unit.path)?.slice(mark.span);
  return text && /"(dev|develop|development|local|test|it|docker)"/.test(text) && !/"!/.test(text) ? 'development' : undefined;
}

function topicOf(context: Context, facts: Omit<TopicFacts, 'settings'>, settings: readonly SettingSite[], cluster: Cluster | undefined, library?: LibraryUse, copies: readonly TopicFacts[] = []): Topic {
  const site = (key: string): SettingSite | undefined => settings.find(s => s.key === key);
  return {
    path: facts.path, span: facts.span, name: facts.name, environment: facts.environment, sample: facts.sample, cluster,
    ...(facts.counted && { counted: { path: facts.path, span: facts.counted } }),
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
      if (written) {
        const edits = sameIn(settings, copies.map(copy => copy.settings), written).flatMap(one => writtenWhere(context, one, value));
        return { title: titleOfWrite(written.spelling, edits, value), edits, safe: true };
      }
      const edits = [settings, ...copies.map(copy => copy.settings)].map(each => {
        const beside = each[each.length - 1];
        const source = beside && context.inputs.source(beside.path);
        return source && addSetting(source, beside, key, value);
      });
      return edits.every(edit => edit !== undefined) ? { title: titleOfAddition(edits[0]), edits, safe: false } : undefined;
    },
  };
}

function codeTopics(context: Context, unit: Unit, call: Call): Topic[] {
  const meaning = context.types.meanings.of(unit, call)?.meaning;
  if (meaning?.role === 'create-topics') return scriptTopics(context, unit, call, meaning);
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
    if (link.name === 'configs' && link.args[0]) settings.push(...settingsIn(context, unit, link.args[0], 'topic', undefined).sites);
    const step = context.types.meanings.of(unit, link)?.meaning;
    if (step?.role !== 'topic-setting') continue;
    const arg = link.args[Number(step.at ?? 0)];
    const key = step.key || (link.args[0] && keyOf(context, unit, link.args[0])?.key);
    if (arg && key) settings.push({ scope: 'topic', key, spelling: link.name, value: context.constants.read(unit, arg), path: unit.path, span: arg.span, keySpan: link.nameSpan, notation: 'java' });
  }
  const name = call.args[Number(meaning.name)] && context.constants.read(unit, call.args[Number(meaning.name)]);
  const circumstances = context.circumstances(unit.path);
  return [topicOf(context, { ...context.place(unit, call.nameSpan), ...circumstances, environment: profileOf(context, unit, call) ?? circumstances.environment, name: name?.known ? name.value : undefined }, settings, undefined)];
}

function scriptTopics(context: Context, unit: Unit, call: Call, { at, spelling }: Meaning & { role: 'create-topics' }): Topic[] {
  const table = context.types.meanings.of(unit, call)?.library;
  const library = table && context.use(unit.path, table);
  const [index, ...path] = at.split('.'), options = call.args[Number(index)];
  const items = options ? context.types.sources.of({ unit, expr: options }, path, { callers: true }).found : [];
  return items.flatMap(object => {
    if (object.expr.kind !== 'object') return [];
    const settings: SettingSite[] = object.expr.properties.flatMap((p): SettingSite[] => {
      const key = canonicalSetting(spelling, p.name)?.key;
      return key ? [{ scope: 'topic' as const, key, spelling: p.name, dialect: spelling, value: context.constants.read(object.unit, p.value), path: object.unit.path, span: p.value.span, keySpan: p.nameSpan, notation: 'typescript' as const }] : [];
    });
    settings.push(...configEntries(context, object));
    const name = object.expr.properties.find(p => p.name === 'topic');
    const read = name && context.constants.read(object.unit, name.value);
    return [topicOf(context, { ...context.place(object.unit, object.expr.span), ...context.circumstances(object.unit.path), name: read?.known ? read.value : undefined }, settings, undefined, library)];
  });
}
