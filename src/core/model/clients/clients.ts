import { namesIn, nameOfResult } from '../../analysis/values/names';
import type { Origin } from '../../analysis/values/origins';
import { valueAt } from '../../analysis/values/routes';
import type { Call, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Fix } from '../../kafka/evidence';
import type { Consumer, Producer } from '../../kafka/model';
import type { SettingSite } from '../../settings/setting';
import { addSetting, titleOfAddition } from '../../settings/write-setting';
import { contains } from '../../text/span';
import type { Context } from '../context';
import type { FoundClient, Bag } from '../found-client';
import type { FoundSend } from '../found-send';
import { settingOf, clientVersion, isTransactional } from './answers';
import { addCallSettings, addOption, spellingFor } from './later-settings';
import { lifetimeOf } from './lifetimes';
import { settingsIn } from './settings-in-code';

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
        const part = settingsIn(context, unit, arg, meaning.role, spellingFor(source, call));
        bag.sites.push(...part.sites);
        (bag.replaced ??= []).push(...(part.replaced ?? []));
        if (part.unread) (bag.unread ??= []).push(...part.unread);
        if (bag.open === undefined) { bag.open = part.open; bag.openAt = part.openAt; }
        bag.files ||= part.files;
        bag.home ??= part.home;
      }
      const always = meaning.role === 'consumer' ? meaning.gives?.filter(one => one.always) ?? [] : [], isGiven = ({ key }: SettingSite) => always.some(one => one.key === key);
      if (always.length > 0) { (bag.replaced ??= []).push(...bag.sites.filter(isGiven)); bag.sites = bag.sites.filter(site => !isGiven(site)); }
      const shared = call.receiver && traitsOf(unit).settings === 'literals' ? inherit(context, unit, call, meaning.role, bag) : undefined;
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
    const part = settingsIn(context, origin!.unit, arg, scope, source.spelling);
    bag.sites.push(...part.sites.filter(site => !bag.sites.some(own => own.key === site.key)));
    if (part.open !== undefined && source.spelling !== undefined) shared = { open: part.open, openAt: part.openAt, spelling: source.spelling };
  }
  return shared;
}

/** The sends of each client, in their order. */
export function sendsByClient(clients: readonly FoundClient[], sends: readonly FoundSend[]): ReadonlyMap<FoundClient, readonly FoundSend[]> {
  const owners = new Map(clients.flatMap(client => client.calls.map(({ call }) => [call, client] as const)));
  const own = new Map<FoundClient, FoundSend[]>();
  for (const send of sends) {
    const client = owners.get(send.call), others = client && own.get(client);
    if (others) others.push(send); else if (client) own.set(client, [send]);
  }
  return own;
}

/** A producer with the sends that are its own. */
export function buildProducer(context: Context, client: FoundClient, own: readonly FoundSend[]): Producer {
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
  const subscribes = client.calls.some(c => c.meaning.role === 'subscribe'), group = client.bag.sites.find(({ key }) => key === 'group.id');
  return {
    ...common(context, client),
    group: settingOf(context, client, 'group.id'),
    topics: subscribedTopics(context, client),
    // Whoever commits and never seeks starts where its group left off, as after `subscribe`.
    ownPosition: assigns && !subscribes && (client.calls.some(c => c.meaning.role === 'seek') || !client.calls.some(c => c.meaning.role === 'commit')),
    commitsHandled: client.meaning.role === 'consumer' && (client.meaning.commitsHandled || storesByHand(context, client)),
    subscribes: subscription && context.place(subscription.unit, subscription.call.nameSpan),
    freshGroup: isFresh(context, group),
    newGroup: holds(context, group, NEW) ? group : undefined,
    handlers: [],
    commits: [],
  };
}

/** Its clock commits only what the code has stored. */
function storesByHand(context: Context, client: FoundClient): boolean {
  const stores = settingOf(context, client, 'enable.auto.offset.store');
  return stores.known && stores.value === 'false';
}

/** The topics that a consumer subscribes to, where they are known. */
export function subscribedTopics(context: Context, client: FoundClient): string[] {
  const naming = [client, ...client.calls];
  const names = naming.flatMap(({ unit, call, meaning }) => meaning.role === 'subscribe' || meaning.role === 'consumer' ? (meaning.topics ?? []).flatMap(route => namesIn(context.constants, valueAt(context.types, unit, call, route))) : []);
  return [...new Set(names)];
}

/** The topics of some sends, where they are known. */
export function topicsOf(sends: readonly FoundSend[]): string[] {
  return [...new Set(sends.flatMap(({ send }) => send.topic ?? []))];
}

/** What differs from one start to the next. */
const FRESH = /uuid|nanoid|randomUUID|hostname|process\.pid|Date\.now|currentTimeMillis|nanoTime|Math\.random|getHostName|System\.getenv\("HOSTNAME"\)|random/i;

/** What no two starts have in common, also on one machine. */
const NEW = /uuid|nanoid|Date\.now|currentTimeMillis|nanoTime|random/i;
/** A text in quotes, in which no name stands. */
const PLAIN = /^(['"])[^'"\\]*\1$/;

/** The group's name holds something made anew by each process. */
export function isFresh(context: Context, site: SettingSite | undefined): boolean {
  return holds(context, site, FRESH);
}

function holds(context: Context, site: SettingSite | undefined, words: RegExp): boolean {
  const source = site && context.inputs.source(site.path);
  if (!source) return false;
  const written = source.slice(site.span);
  if (PLAIN.test(written)) return words.test(written);
  // A name stands for what is put into it.
  const held = context.program.unit(site.path)?.symbols.filter(({ kind, reads }) => kind !== 'param' && reads.some(read => contains(site.span, read.span))) ?? [];
  return [site.span, ...held.flatMap(({ values }) => values.map(value => value.span))].some(span => words.test(source.slice(span)));
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
  if (traitsOf(client.unit).settings === 'literals') return addOption(context, client, key, value);
  const beside = client.bag.sites.find(site => site.path === client.unit.path && !site.spelling.includes('.') === (traitsOf(client.unit).settings === 'literals')) ?? client.bag.sites[client.bag.sites.length - 1];
  const source = beside && context.inputs.source(beside.path);
  if (!beside || !source) return undefined;
  const edit = addSetting(source, beside, key, value);
  return edit && { title: titleOfAddition(edit), edits: [edit], safe: false };
}
