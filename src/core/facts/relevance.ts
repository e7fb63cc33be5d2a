import type { Call, ClassDecl, Expr, Func, Unit } from '../flow/unit';
import { peel, simpleName } from '../flow/walk';
import { CODE_WORDS, libraries } from '../libraries/index';
import { BOUND_TYPES, OUTBOX } from '../libraries/conventions';
import type { LibraryTable, Meaning } from '../libraries/table';
import { outermost, type Asks } from './asks';
import { mayBeHandler } from './leads';

/** What a call of a client is to the functions around it. */
const OF_CLIENTS: ReadonlySet<Meaning['role']> = new Set<Meaning['role']>([
  'client', 'producer', 'consumer', 'send', 'subscribe', 'handle', 'poll', 'assign', 'seek', 'pause', 'connect', 'close', 'flush',
  'begin', 'commit-transaction', 'abort', 'send-offsets', 'in-transaction', 'commit', 'acknowledge', 'nack', 'set-setting',
  'set-error-handler', 'set-container', 'create-topics', 'template', 'recoverer', 'error-handler', 'container-factory', 'back-off',
]);

/** Of these the callers count: what they give reaches a client, and what comes of it reaches them. */
const FOR_CALLERS: ReadonlySet<Meaning['role']> = new Set<Meaning['role']>([
  'client', 'producer', 'consumer', 'send', 'subscribe', 'handle', 'poll', 'commit', 'begin', 'in-transaction', 'template',
  'container-factory', 'error-handler',
]);

/** Of these what follows is the way of a record, which counts to its end. */
const OF_RECORDS: ReadonlySet<Meaning['role']> = new Set<Meaning['role']>([
  'consumer', 'subscribe', 'handle', 'poll', 'commit', 'acknowledge', 'nack', 'container-factory', 'error-handler', 'recoverer',
]);

/** The names by which code shows that it has to do with Kafka: those of the tables, and of a team's own. */
export class ClientNames {
  readonly calls: ReadonlySet<string>;
  readonly callers: ReadonlySet<string>;
  /** Names under which clients are given what is handed records. */
  readonly receivers: ReadonlySet<string>;
  readonly polls: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
  readonly #own: RegExp | undefined;

  constructor(own: readonly LibraryTable[] = []) {
    const all = [...libraries, ...own];
    this.calls = callsOf(all, OF_CLIENTS);
    this.callers = callsOf(all, FOR_CALLERS);
    this.receivers = callsOf(all, OF_RECORDS);
    this.polls = callsOf(all, new Set(['poll', 'acknowledge']));
    this.types = new Set(all.flatMap(({ types }) => Object.keys(types).map(lastOf)));
    this.annotations = new Set(all.flatMap(({ annotations }) => Object.entries(annotations ?? {}))
      .filter(([, { role }]) => /listener|retry-topic|dead-letter|channel-handler/.test(role)).map(([name]) => lastOf(name)));
    const words = wordsOf(own).map(word => word.replace(/[^\w\s]/g, '\\$&'));
    if (words.length > 0) this.#own = new RegExp(`(?<!\\w)(?:${words.join('|')})(?!\\w)`);
  }

  /** True when a text speaks of Kafka, or of a library for it, at all; files that do not are parsed only when a question leads to them. */
  mentioned(text: string): boolean {
    return SPEAKS.test(text) || (this.#own?.test(text) ?? false);
  }
}

/** The words by which a file shows that it uses a team's own libraries: their modules and types. */
export function wordsOf(own: readonly LibraryTable[]): string[] {
  const names = own.flatMap(({ types }) => Object.keys(types));
  const modules = names.map(type => type.slice(0, Math.max(0, type.lastIndexOf('#'))));
  const types = names.map(lastOf).filter(name => /^[\w$]+$/.test(name) && name !== 'default');
  return [...new Set([...modules, ...types])].filter(word => word !== '');
}

const SPEAKS = new RegExp(['kafka', ...CODE_WORDS].join('|').replaceAll('.', '\\.'), 'i');

const TRIGGERS = new Set(libraries.flatMap(({ triggers }) => [...triggers?.events ?? [], ...triggers?.handlers ?? []].map(lastOf)));

/** Names of methods, and of types that are made, that mean something of a kind. */
function callsOf(tables: readonly LibraryTable[], roles: ReadonlySet<Meaning['role']>): ReadonlySet<string> {
  const names = new Set<string>(), isOne = (meaning: Meaning) => roles.has(meaning.role);
  for (const { types } of tables) {
    for (const [name, { create, methods, stream }] of Object.entries(types)) {
      if (stream) continue;
      if (create && isOne(create)) names.add(lastOf(name));
      for (const [method, meanings] of Object.entries(methods ?? {})) if ([meanings].flat().some(isOne)) names.add(method);
    }
  }
  return names;
}

function lastOf(type: string): string {
  return type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf('#')) + 1);
}

/** The outermost functions of a file that have to do with Kafka, and what others may call or read to have to do with it, too. */
export interface Roots {
  /** `receives`: it is handed records, or polls them. */
  funcs: readonly { id: number; receives: boolean }[];
  /** Functions whose callers count, and variables that hold clients. `receives`: what callers give may be handed records. */
  shared: readonly { name: string; class?: number; receives: boolean }[];
}

/** What has to do with Kafka in a file that says so, or with an outbox; a function of its text alone. */
export function rootsIn(unit: Unit, text: string, { calls }: Asks, names: ClientNames): Roots {
  const funcs: Roots['funcs'][number][] = [], shared = new Map<string, Roots['shared'][number]>();
  const share = (name: string, owner: number | undefined, receives: boolean): void => {
    const key = `${owner ?? ''} ${name}`;
    if (name !== '') shared.set(key, { name, class: owner, receives: receives || (shared.get(key)?.receives ?? false) });
  };
  for (const func of unit.funcs) {
    if (outermost(unit, func.id) !== func.id) continue;
    const own = calls.get(func.id) ?? [];
    const owner = func.class === undefined ? undefined : unit.classes[func.class];
    const listens = [...func.annotations, ...owner?.annotations ?? []].some(({ name }) => names.annotations.has(simpleName(name)))
      || (owner?.supers.some(({ name }) => isOfClients(unit, name, names)) ?? false) || mayBeBound(func, owner) || isTriggered(unit, func);
    if (!listens && !isAboutKafka(unit, func, own, text, names)) continue;
    funcs.push({ id: func.id, receives: listens || own.some(call => names.polls.has(call.name) && !isOfOthers(unit, call, names)) });
    for (const call of own) {
      if (!names.callers.has(call.name) || isOfOthers(unit, call, names)) continue;
      const receives = names.receivers.has(call.name);
      share(func.kind === 'constructor' && owner ? owner.name : func.name, func.class, receives);
      // `return { write: async message => { await producer.send(…) } }`
      for (let at = unit.funcs[call.func]; at !== func && at.parent !== undefined; at = unit.funcs[at.parent])
        share(at.name, func.class, receives);
      const held = call.use.kind === 'stored' ? unit.symbols[call.use.symbol] : undefined;
      if (held && !held.private) share(held.name, held.class, receives);
    }
  }
  const owners = new Set(funcs.map(({ id }) => unit.funcs[id].class));
  for (const { name, class: owner, params } of unit.funcs) {
    if (owner !== undefined && owners.has(owner) && params.some(id => mayBeHandler(unit.symbols[id]))) share(name, owner, true);
  }
  // A module may give them another name, or be one of them: `module.exports = producer`.
  for (const { name, value } of unit.exports) {
    const exported = value?.kind === 'name' && value.symbol !== undefined ? shared.get(` ${unit.symbols[value.symbol].name}`) : undefined;
    if (exported) share(name, undefined, exported.receives);
    if (value?.kind === 'call' && names.callers.has(unit.calls[value.call].name)) share(name, undefined, true);
  }
  return { funcs, shared: [...shared.values()] };
}

/** A platform may run it with records: by the type of its parameter, or of the constant that holds it. */
function isTriggered(unit: Unit, func: Func): boolean {
  const held = func.use?.kind === 'stored' ? unit.symbols[func.use.symbol] : undefined;
  const types = [...func.params.map(id => unit.symbols[id]), held].map(variable => variable?.type);
  return types.some(type => type && [type, ...type.args].some(({ name }) => TRIGGERS.has(simpleName(name))));
}

function isAboutKafka(unit: Unit, func: Func, calls: readonly Call[], text: string, names: ClientNames): boolean {
  if (calls.some(call => names.calls.has(call.name) && !isOfOthers(unit, call, names))) return true;
  // A module, and what holds the initialisers of a class, stand over all of the file.
  const said = func.id === 0 ? calls.map(({ span }) => text.slice(span.start, Math.min(span.end, span.start + 300))).join('\n')
    : text.slice(func.span.start, func.span.end);
  return names.mentioned(said) || OUTBOX.test(said);
}

/** Whether the application's files may bind a function to a topic: it is a bean, or the method of one. */
function mayBeBound({ annotations, returns, name }: Func, owner: ClassDecl | undefined): boolean {
  return (returns !== undefined && Object.hasOwn(BOUND_TYPES, returns.name) && annotations.some(one => simpleName(one.name) === 'Bean'))
    || (owner?.supers.some(one => Object.hasOwn(BOUND_TYPES, one.name) && BOUND_TYPES[one.name] === name) ?? false);
}

/** True for a call on something whose declared type is known, and that of no client: its own class says what it has to do with Kafka. */
function isOfOthers(unit: Unit, { receiver }: Call, names: ClientNames): boolean {
  const type = receiver && typeOf(unit, peel(receiver));
  return type !== undefined && !names.types.has(lastOf(type)) && !/kafka|producer|consumer|template/i.test(type);
}

/** The type that is written for a value in its file. */
function typeOf(unit: Unit, expr: Expr): string | undefined {
  if (expr.kind === 'call') return unit.calls[expr.call].type?.name;
  const owner = expr.kind === 'member' && expr.object.kind === 'this' ? expr.object.class : undefined;
  const variable = expr.kind === 'name' && expr.symbol !== undefined ? unit.symbols[expr.symbol]
    : owner === undefined ? undefined
      : unit.classes[owner].fields.map(id => unit.symbols[id]).find(({ name }) => name === (expr as Expr & { kind: 'member' }).name);
  const [value] = variable?.values ?? [];
  return variable?.type?.name ?? (value?.kind === 'call' ? unit.calls[value.call].type?.name : undefined);
}

function isOfClients(unit: Unit, type: string, names: ClientNames): boolean {
  const [head] = type.split('.');
  return names.mentioned(type) || unit.imports.some(({ local, name, module }) => (local ?? name) === head && names.mentioned(module));
}
