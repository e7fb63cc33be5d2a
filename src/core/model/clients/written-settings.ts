import { lastName } from '../../analysis/outcomes/last-name';
import { nameOfResult } from '../../analysis/values/names';
import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { isTestPath } from '../../kafka/environment';
import type { Fix } from '../../kafka/evidence';
import type { ClientSetting, LibraryUse, Subject } from '../../kafka/model';
import { subjectOf } from '../../kafka/subject';
import type { Answer, Scope, SettingSite } from '../../settings/setting';
import { canonicalSetting, sideOf } from '../../settings/spelling';
import { titleOfWrite } from '../../settings/write-setting';
import { code } from '../../text/visible';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';
import type { FoundSend } from '../found-send';
import { settingOf } from './answers';
import { subscribedTopics, topicsOf, isFresh } from './clients';
import { removed, written } from './setting-edits';
import { keyOf } from './setting-keys';
import { Siblings, siblingsIn } from './siblings';

/** Every written setting whose side is known: of clients in code, of unambiguous `put`s, of files. */
export function findClientSettings(context: Context, clients: readonly FoundClient[], sends: readonly FoundSend[]): ClientSetting[] {
  const result: ClientSetting[] = [];
  const seen = new Set<string>(), sent = new Map(sends.map(found => [found.call, found])), subjects = new Map<FoundClient, Subject>();
  const subjectsOf = (client: FoundClient): Subject => {
    let subject = subjects.get(client);
    if (!subject) {
      const topics = client.meaning.role === 'consumer' ? subscribedTopics(context, client) : topicsOf(client.calls.flatMap(({ call }) => sent.get(call) ?? []));
      subjects.set(client, subject = { name: nameOfResult(client.call, client.unit), topics });
    }
    return subject;
  };
  const add = (site: SettingSite, side: 'producer' | 'consumer', library: LibraryUse | undefined, client: FoundClient | undefined, siblings: Siblings, within?: 'connect' | 'streams', send?: Subject, clients?: string): void => {
    const key = `${site.path}:${site.span.start}:${site.key}`;
    if (seen.has(key)) return;
    seen.add(key);
    const circumstances = context.circumstances(site.path);
    result.push({
      site, side, library, within, ...(client || !clients ? {} : { clients }), ...(client ? subjectsOf(client) : { name: site.owner ?? site.profile }), ...send,
      environment: site.environment ?? circumstances.environment, sample: site.sample ?? circumstances.sample,
      overriddenBy: siblings.override(site),
      get freshGroup() { return isFresh(context, siblings.of('group.id').find(s => !s.profile || s.profile === site.profile)); },
      beside(other: string): Answer {
        if (client) return settingOf(context, client, other);
        const found = siblings.beside(site, other);
        if (found) return found.value.known ? { known: true, value: found.value.value, from: site.notation === 'java' || site.notation === 'typescript' ? 'code' : 'file', site: found } : { known: false, why: found.value.why };
        return { known: false, why: 'not set beside it' };
      },
      write(value: string): Fix {
        const edits = written(context, site, value);
        return { title: titleOfWrite(site.spelling, edits, value), edits, safe: true };
      },
      remove: (): Fix => ({ title: `Delete ${code(site.spelling)}`, edits: removed(context, site), safe: true }),
    });
  };
  for (const client of clients) {
    const siblings = new Siblings(client.bag.sites);
    for (const site of client.bag.sites) add(site, client.meaning.role, context.use(client.unit.path, client.library), client, siblings);
  }
  // What one client never sees another one may.
  for (const client of clients) for (const site of client.bag.replaced ?? []) seen.add(`${site.path}:${site.span.start}:${site.key}`);
  for (const found of sends) sendSettings(context, found, add);
  for (const unit of context.program.units) if (traitsOf(unit).settings === 'maps') loosePuts(context, unit, add);
  for (const config of context.inputs.configs) {
    // What a client is told in a test holds for that test.
    if (isTestPath(config.path)) continue;
    const siblings = siblingsIn(config.settings), clients = context.dependency(config.path, ['org.apache.kafka:kafka-clients']);
    for (const site of config.settings) {
      const side = site.scope === 'producer' || site.scope === 'consumer' ? site.scope : site.scope === 'client' || site.scope === 'streams' ? sideOf(site.key) : undefined;
      if (side && site.scope !== 'streams') add(site, side, undefined, undefined, siblings(site), config.kinds.includes('connect') ? 'connect' : undefined, undefined, clients);
    }
  }
  return result;
}

const ALONE = new Siblings([]);

type Add = (site: SettingSite, side: 'producer' | 'consumer', library: LibraryUse | undefined, client: FoundClient | undefined, siblings: Siblings, within?: undefined, send?: Subject) => void;

/** Options that stand in the send itself: `producer.send({ acks: 0, … })`. */
function sendSettings(context: Context, found: FoundSend, add: Add): void {
  const meaning = context.types.meanings.of(found.unit, found.call)?.meaning;
  if (meaning?.role !== 'send' || !meaning.acks) return;
  const [index, name] = meaning.acks.split('.');
  const options = found.call.args[Number(index)], written = options && context.types.values.named({ unit: found.unit, expr: options }, name);
  if (!written) return;
  const { unit, property } = written;
  const dialect = `${found.library.id}.send`, setting = canonicalSetting(dialect, name);
  const read = context.constants.read(unit, property.value);
  const site: SettingSite = {
    scope: 'producer', key: setting?.key ?? name, spelling: name, dialect, value: read.known && setting?.value ? { ...read, value: setting.value(read.value) } : read,
    path: unit.path, span: property.value.span, keySpan: property.nameSpan, notation: 'typescript',
  };
  found.send.acks = site;
  add(site, 'producer', context.use(found.unit.path, found.library), undefined, ALONE, undefined, subjectOf(found.send));
}

/** The group that the same function puts into the same map. */
function groupBeside(context: Context, unit: Unit, { receiver, func }: Call): SettingSite[] {
  return unit.calls.flatMap((call): SettingSite[] => {
    if (!PUTS.test(call.name) || call.args.length !== 2 || call.func !== func || !call.receiver || !receiver || lastName(call.receiver) !== lastName(receiver)) return [];
    const [name, value] = call.args;
    const key = keyOf(context, unit, name);
    return key?.key === 'group.id' ? [{ scope: 'consumer', key: key.key, spelling: key.spelling, value: context.constants.read(unit, value), path: unit.path, span: value.span, keySpan: name.span, notation: 'java' }] : [];
  });
}

const PUTS = /^(put|setProperty|putIfAbsent)$/;
const LOOSE = new Set(['acks', 'enable.auto.commit', 'auto.offset.reset', 'enable.idempotence', 'retries']);

/** `put`s of unambiguous keys into maps whose client is not in view. */
function loosePuts(context: Context, unit: Unit, add: Add): void {
  const speaksKafka = unit.imports.some(i => /^org\.(apache\.kafka|springframework\.kafka)\b/.test(i.module));
  if (!speaksKafka) return;
  const streams = (receiver: Expr | undefined): boolean => {
    const home = receiver && peel(receiver);
    const symbol = home?.kind === 'name' ? home.symbol : undefined;
    return unit.calls.some(c => PUTS.test(c.name) && c.receiver && (symbol === undefined ? lastName(c.receiver) === lastName(receiver!) : peel(c.receiver).kind === 'name' && (peel(c.receiver) as { symbol?: number }).symbol === symbol)
      && c.args[0] && peel(c.args[0]).kind === 'member' && /StreamsConfig$/.test(lastName((peel(c.args[0]) as Expr & { kind: 'member' }).object)));
  };
  for (const call of unit.calls) {
    if (!PUTS.test(call.name) || call.args.length !== 2) continue;
    const key = keyOf(context, unit, call.args[0]);
    const side = key && (key.side ?? sideOf(key.key));
    if (!key || !side || !LOOSE.has(key.key) || (key.key === 'retries' && key.side !== 'producer')) continue;
    // Streams start at the beginning unless this says otherwise; the rest they decide themselves.
    if (key.key !== 'auto.offset.reset' && call.receiver && streams(call.receiver)) continue;
    const site: SettingSite = { scope: side as Scope, key: key.key, spelling: key.spelling, value: context.constants.read(unit, call.args[1]), path: unit.path, span: call.args[1].span, keySpan: call.args[0].span, notation: 'java' } as SettingSite;
    add(site, side, undefined, undefined, new Siblings(groupBeside(context, unit, call)));
  }
}
