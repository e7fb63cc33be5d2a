import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { isTestPath } from '../../kafka/environment';
import { defaultOf } from '../../settings/versions';
import { canonicalSetting, sideOf, spellingsOf } from '../../settings/spelling';
import type { ClientSetting, Consumer, LibraryUse, Producer, Subject } from '../../kafka/model';
import { subjectOf } from '../../kafka/subject';
import type { Answer, Scope, SettingSite } from '../../settings/setting';
import { addSetting, titleOfAddition, titleOfWrite } from '../../settings/write-setting';
import { contains } from '../../text/span';
import { code } from '../../text/visible';
import { Bags } from './settings-in-code';
import { addCallSettings, addOption, saidLater } from './later-settings';
import type { Context } from '../context';
import { lastName } from '../../analysis/outcomes/treatment';
import { lifetimeOf } from './lifetimes';
import { namesIn, nameOfResult } from '../../analysis/values/names';
import type { Origin } from '../../analysis/values/origins';
import type { FoundSend } from '../found-send';
import { Siblings, siblingsIn } from './siblings';
import { removed, written } from './setting-edits';
import type { Fix } from '../../kafka/evidence';
import type { FoundClient, Bag } from '../found-client';
import { valueAt } from '../../analysis/values/routes';

/** Finds the producers and consumers that code makes, with their settings and the calls on them. */
export function findClients(context: Context): FoundClient[] {
  const clients = new Map<Call, FoundClient>();
  for (const unit of context.program.units) {
    for (const { call, meaning, library } of context.types.meanings.in(unit)) {
      if (meaning.role !== 'producer' && meaning.role !== 'consumer') continue;
      const bag: Bag = { sites: [] };
      for (const source of meaning.settings) {
        const arg = call.args[Number(source.at)];
        if (!arg) continue;
        const part = new Bags(context).of(unit, arg, meaning.role, source.spelling);
        bag.sites.push(...part.sites);
        (bag.replaced ??= []).push(...(part.replaced ?? []));
        if (bag.open === undefined) { bag.open = part.open; bag.openAt = part.openAt; }
        bag.files ||= part.files;
        bag.home ??= part.home;
      }
      const shared = call.receiver && unit.language === 'typescript' ? inherit(context, unit, call, meaning.role, bag) : undefined;
      clients.set(call, { unit, call, library, meaning, bag, shared, calls: [] });
    }
  }
  const several = new Map<Call, FoundClient>();
  for (const unit of context.program.units) {
    for (const { call, meaning } of context.types.meanings.in(unit)) {
      if (!call.receiver || !/^(send|handle|subscribe|assign|seek|poll|close|flush|commit|begin|set-setting)$/.test(meaning.role)) continue;
      const origin = context.origins.of(unit, call.receiver);
      const client = origin && apart(clients, several, origin);
      if (client) { client.calls.push({ unit, call, meaning }); addCallSettings(context, client, unit, call, meaning); }
    }
  }
  const split = new Set([...several.values()].map(({ call }) => call));
  return [...[...clients.values()].filter(({ call, calls }) => calls.length > 0 || !split.has(call)), ...several.values()];
}

/** The client that a value holds; consumers that a function makes are told apart by its calls. */
function apart(clients: ReadonlyMap<Call, FoundClient>, several: Map<Call, FoundClient>, { call, via }: Origin): FoundClient | undefined {
  const client = clients.get(call);
  if (!client || !via || client.meaning.role !== 'consumer') return client;
  let own = several.get(via);
  if (!own) several.set(via, own = { ...client, via, bag: { ...client.bag, sites: [...client.bag.sites] }, calls: [] });
  return own;
}

/** Settings of the connection that its producers and consumers share: `new Kafka({ retry: { retries: 0 } })`. */
function inherit(context: Context, unit: Unit, call: Call, scope: 'producer' | 'consumer', bag: Bag): FoundClient['shared'] {
  const origin = context.origins.of(unit, call.receiver!);
  const meaning = origin && context.types.meanings.of(origin.unit, origin.call)?.meaning;
  if (meaning?.role !== 'client') return undefined;
  let shared: FoundClient['shared'];
  for (const source of meaning.settings ?? []) {
    const arg = origin!.call.args[Number(source.at)];
    if (!arg) continue;
    const part = new Bags(context).of(origin!.unit, arg, scope, source.spelling);
    bag.sites.push(...part.sites.filter(site => !bag.sites.some(own => own.key === site.key)));
    if (part.open !== undefined && source.spelling !== undefined) shared = { open: part.open, openAt: part.openAt, spelling: source.spelling };
  }
  return shared;
}

/** The answer to a setting of a client in code: written, from the application's files, by default, or not decided. */
export function settingOf(context: Context, client: FoundClient, key: string): Answer {
  const scope = client.meaning.role;
  const written = client.bag.sites.find(site => site.key === key);
  if (written) return written.value.known ? { known: true, value: written.value.value, from: 'code', site: written } : { known: false, why: written.value.why, place: { path: written.path, span: written.span } };
  if (client.bag.files) {
    const file = context.frameworks.flatMap(one => one.settings(client.unit.path)).find(site => site.key === key && (site.scope === scope || site.scope === 'client') && !site.profile);
    if (file?.value.known) return { known: true, value: file.value.value, from: 'file', site: file };
  } else if (client.bag.open) return { known: false, why: client.bag.open, place: client.bag.openAt };
  const { shared } = client;
  if (shared && spellingsOf(shared.spelling, key).length > 0) return { known: false, why: shared.open, place: shared.openAt };
  const later = saidLater(context, client, key);
  if (later !== undefined) return { known: false, why: later };
  const given = client.meaning.managed ? client.library.gives?.find(one => one.side === scope && one.key === key) : undefined;
  if (given) return { known: true, value: given.value, from: 'default', source: given.source };
  const use = clientVersion(context, client);
  const found = defaultOf(use.id, scope, key, use.version);
  return found ? { known: true, value: found.value, from: 'default', source: found.source, version: use.version } : { known: false, why: 'the version of the client is not known' };
}

/** The library whose defaults hold: behind a framework's factories it is that of the client. */
function clientVersion(context: Context, { unit, library }: FoundClient): LibraryUse {
  if (!library.clients) return context.use(unit.path, library);
  const { id, packages } = library.clients, version = context.dependency(unit.path, packages);
  return version ? { id, version } : { id };
}

/** Whether a producer takes part in transactions. */
export function isTransactional(context: Context, client: FoundClient): Producer['transactional'] {
  const id = settingOf(context, client, 'transactional.id');
  if (id.known) return id.value !== '' && id.from !== 'default';
  return client.bag.sites.some(s => s.key === 'transactional.id') ? true : client.bag.open ? 'unknown' : false;
}

export function buildProducer(context: Context, client: FoundClient, sends: readonly FoundSend[]): Producer {
  const calls = new Set(client.calls.map(({ call }) => call)), own = sends.filter(({ call }) => calls.has(call));
  const closed = client.calls.filter(c => c.meaning.role === 'close' || c.meaning.role === 'flush').map(c => context.place(c.unit, c.call.nameSpan));
  const producer: Producer = {
    ...common(context, client),
    sends: own.map(s => s.send), topics: topicsOf(own),
    transactional: isTransactional(context, client),
    lifetime: client.meaning.managed ? 'held' : lifetimeOf(context, client),
    closed,
    allAwaited: own.length > 0 && own.every(({ unit, call }) => context.ways.surfaces.isWaitedFor(unit, call)),
    buffers: client.library.buffer === 'dies',
    get close() { return context.repair(client.unit, false, (repairs, source) => repairs.close(client.unit, source, client.call)); },
  };
  for (const s of own) s.send.producer = producer;
  return producer;
}

export function buildConsumer(context: Context, client: FoundClient): Consumer {
  const assigns = client.calls.some(c => c.meaning.role === 'assign');
  const subscription = client.calls.find(c => c.meaning.role === 'subscribe' && c.meaning.settings);
  const subscribes = client.calls.some(c => c.meaning.role === 'subscribe');
  return {
    ...common(context, client),
    group: settingOf(context, client, 'group.id'),
    topics: subscribedTopics(context, client),
    // Whoever commits and never seeks starts where its group left off, as after `subscribe`.
    ownPosition: assigns && !subscribes && (client.calls.some(c => c.meaning.role === 'seek') || !client.calls.some(c => c.meaning.role === 'commit')),
    commitsHandled: client.meaning.role === 'consumer' && client.meaning.commitsHandled,
    subscribes: subscription && context.place(subscription.unit, subscription.call.nameSpan),
    freshGroup: isFresh(context, client.bag.sites.find(s => s.key === 'group.id')),
    handlers: [],
    commits: [],
  };
}

/** The topics that a consumer subscribes to, where they are known. */
function subscribedTopics(context: Context, { calls }: FoundClient): string[] {
  const names = calls.flatMap(({ unit, call, meaning }) => meaning.role === 'subscribe' ? (meaning.topics ?? []).flatMap(route => namesIn(context.constants, valueAt(context.types, unit, call, route))) : []);
  return [...new Set(names)];
}

/** The topics of some sends, where they are known. */
function topicsOf(sends: readonly FoundSend[]): string[] {
  return [...new Set(sends.flatMap(({ send }) => send.topic ?? []))];
}

/** What differs from one start to the next. */
const FRESH = /uuid|nanoid|randomUUID|hostname|process\.pid|Date\.now|currentTimeMillis|nanoTime|Math\.random|getHostName|System\.getenv\("HOSTNAME"\)|random/i;

/** The group's name holds something made anew by each process. */
function isFresh(context: Context, site: SettingSite | undefined): boolean {
  const source = site && context.inputs.source(site.path);
  if (!source) return false;
  // A name stands for what is put into it.
  const held = context.program.unit(site.path)?.symbols.filter(({ kind, reads }) => kind !== 'param' && reads.some(read => contains(site.span, read.span))) ?? [];
  return [site.span, ...held.flatMap(({ values }) => values.map(value => value.span))].some(span => FRESH.test(source.slice(span)));
}

function common(context: Context, client: FoundClient) {
  const { unit, call } = client;
  return {
    ...context.place(unit, call.nameSpan), ...context.circumstances(unit.path), name: nameOfResult(call, unit),
    library: client.library.clients ? { id: client.library.id, version: clientVersion(context, client).version } : context.use(unit.path, client.library),
    setting: (key: string) => settingOf(context, client, key),
    add: (key: string, value: string) => addTo(context, client, key, value),
  };
}

function addTo(context: Context, client: FoundClient, key: string, value: string): Fix | undefined {
  if (client.unit.language === 'typescript') return addOption(context, client, key, value);
  const beside = client.bag.sites.find(site => site.path === client.unit.path && !site.spelling.includes('.') === (client.unit.language === 'typescript')) ?? client.bag.sites[client.bag.sites.length - 1];
  const source = beside && context.inputs.source(beside.path);
  if (!beside || !source) return undefined;
  const edit = addSetting(source, beside, key, value);
  return edit && { title: titleOfAddition(edit), edits: [edit], safe: false };
}

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
  const add = (site: SettingSite, side: 'producer' | 'consumer', library: LibraryUse | undefined, client: FoundClient | undefined, siblings: Siblings, within?: 'connect' | 'streams', send?: Subject): void => {
    const key = `${site.path}:${site.span.start}:${site.key}`;
    if (seen.has(key)) return;
    seen.add(key);
    const circumstances = context.circumstances(site.path);
    result.push({
      site, side, library, within, ...(client ? subjectsOf(client) : { name: site.owner ?? site.profile }), ...send,
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
  for (const unit of context.program.units) if (unit.language === 'java') loosePuts(context, unit, add);
  for (const config of context.inputs.configs) {
    // What a client is told in a test holds for that test.
    if (isTestPath(config.path)) continue;
    const siblings = siblingsIn(config.settings);
    for (const site of config.settings) {
      const side = site.scope === 'producer' || site.scope === 'consumer' ? site.scope : site.scope === 'client' || site.scope === 'streams' ? sideOf(site.key) : undefined;
      if (side && site.scope !== 'streams') add(site, side, undefined, undefined, siblings(site), config.kinds.includes('connect') ? 'connect' : undefined);
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
  const object = found.call.args[Number(index)] && context.types.values.objectAt({ unit: found.unit, expr: found.call.args[Number(index)] });
  if (object?.expr.kind !== 'object') return;
  const property = object.expr.properties.find(p => p.name === name);
  if (!property) return;
  const dialect = `${found.library.id}.send`, setting = canonicalSetting(dialect, name);
  const read = context.constants.read(object.unit, property.value);
  const site: SettingSite = {
    scope: 'producer', key: setting?.key ?? name, spelling: name, dialect, value: read.known && setting?.value ? { ...read, value: setting.value(read.value) } : read,
    path: object.unit.path, span: property.value.span, keySpan: property.nameSpan, notation: 'typescript',
  };
  found.send.acks = site;
  add(site, 'producer', context.use(found.unit.path, found.library), undefined, ALONE, undefined, subjectOf(found.send));
}

/** The group that the same function puts into the same map. */
function groupBeside(context: Context, unit: Unit, { receiver, func }: Call): SettingSite[] {
  return unit.calls.flatMap((call): SettingSite[] => {
    if (!PUTS.test(call.name) || call.args.length !== 2 || call.func !== func || !call.receiver || !receiver || lastName(call.receiver) !== lastName(receiver)) return [];
    const [name, value] = call.args;
    const key = new Bags(context).key(unit, name);
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
    const key = new Bags(context).key(unit, call.args[0]);
    const side = key && (key.side ?? sideOf(key.key));
    if (!key || !side || !LOOSE.has(key.key) || (key.key === 'retries' && key.side !== 'producer')) continue;
    // Streams start at the beginning unless this says otherwise; the rest they decide themselves.
    if (key.key !== 'auto.offset.reset' && call.receiver && streams(call.receiver)) continue;
    const site: SettingSite = { scope: side as Scope, key: key.key, spelling: key.spelling, value: context.constants.read(unit, call.args[1]), path: unit.path, span: call.args[1].span, keySpan: call.args[0].span, notation: 'java' } as SettingSite;
    add(site, side, undefined, undefined, new Siblings(groupBeside(context, unit, call)));
  }
}
