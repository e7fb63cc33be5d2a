import type { Call, Expr, Unit, Variable } from '../../flow/unit';
import { eachStep, enclosing, peel, simpleName } from '../../flow/walk';
import { APPLICATION_SETTINGS } from '../../libraries/index';
import { canonicalSetting, isBlock, javaConstant, type Spelled } from '../../settings/spelling';
import type { Scope, SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import type { Analysis } from '../../analysis/analysis';
import type { Constants } from '../../analysis/values/constants';
import type { Origins } from '../../analysis/values/origins';
import type { ExprAt, FuncAt, Field } from '../../analysis/program/program';
import type { Types } from '../../analysis/values/types';
import type { Bag } from '../found-client';

const PUTS = /^(put|setProperty|putIfAbsent|putAll|computeIfAbsent)$/;
/** Functions that only show what they are given. */
const PRINTS = /^(print|println|printf|log|debug|info|warn|trace|error|dump|describe|validate)/i;
const MAP_OF = /^(of|ofEntries|singletonMap|copyOf|unmodifiableMap)$/;

/** Collects the settings that object literals, maps and `Properties` hold by the time they reach a client. */
export class Bags {
  readonly #types: Types;
  readonly #constants: Constants;
  readonly #origins: Origins;

  constructor({ types, constants, origins }: Pick<Analysis, 'types' | 'constants' | 'origins'>) {
    this.#types = types;
    this.#constants = constants;
    this.#origins = origins;
  }

  /** Writes that come too late for the client at hand, or that give way to an earlier one. */
  readonly #unused: SettingSite[] = [];

  /** The settings of an expression given to a client. `spelling` names the dialect of an object literal. */
  of(unit: Unit, expr: Expr, scope: Scope, spelling: string | undefined): Bag {
    const bag: Bag = { sites: [] };
    if (unit.language === 'typescript') {
      this.#literal({ unit, expr }, '', scope, spelling, bag, 0);
      this.#assigned({ unit, expr }, scope, spelling, bag, 0);
    } else this.#map({ unit, expr }, scope, bag, 0, new Set());
    bag.replaced = this.#unused.splice(0);
    // Of several writes of one key the last counts.
    const last = new Map<string, SettingSite>();
    for (const site of bag.sites) last.set(site.key, site);
    bag.replaced.push(...bag.sites.filter(site => last.get(site.key) !== site));
    bag.sites = [...last.values()];
    return bag;
  }

  /** Options that are written into an object on the way from where it was made: `options.acks = 1`, `options['group.id'] = group`. */
  #assigned({ unit, expr }: ExprAt, scope: Scope, spelling: string | undefined, bag: Bag, depth: number): void {
    if (depth > 4) return;
    const value = peel(expr);
    if (value.kind === 'call') {
      const [target] = this.#types.callables.targets(unit, unit.calls[value.call]);
      if (target) for (const returned of this.#types.values.returned(target)) this.#assigned({ unit: target.unit, expr: returned }, scope, spelling, bag, depth + 1);
      return;
    }
    const held = this.#types.members.held(unit, value);
    if (!held) return;
    const { kind, values, route } = held.variable;
    const given = kind === 'import' ? this.#types.program.imported(held.unit, held.variable) : undefined;
    if (typeof given === 'object') this.#assigned(given, scope, spelling, bag, depth + 1);
    if (!route) for (const one of values) this.#assigned({ unit: held.unit, expr: one }, scope, spelling, bag, depth + 1);
    for (const func of held.unit.funcs) {
      eachStep(func.body, step => {
        const way = step.kind === 'assign' ? this.#wayTo(held.unit, step.target, held.variable) : undefined;
        if (step.kind !== 'assign' || way === undefined) return;
        const name = way.join('.'), setting = canonicalSetting(spelling, name);
        if (way.includes('')) leaveOpen(bag, 'a key is computed', held.unit, step.span);
        else if (setting) {
          const value: SettingSite['value'] = func.body.includes(step) ? this.#value(held.unit, step.value, setting) : { known: false, why: 'it is set under a condition' };
          bag.sites.push({ ...site(held.unit, scope, setting.key, name, value, step.value.span, step.target.span), dialect: spelling });
        } else if (isBlock(spelling, name)) this.#block({ unit: held.unit, expr: step.value }, name, scope, spelling, bag, 1);
      });
    }
  }

  /** The names from a variable to a place inside it that is written; a computed one is empty. */
  #wayTo(unit: Unit, target: Expr, variable: Variable): string[] | undefined {
    if (target.kind !== 'member' && target.kind !== 'index') return undefined;
    const name = target.kind === 'member' ? target.name : '';
    if (this.#types.members.held(unit, target.object)?.variable === variable) return [name];
    const outer = this.#wayTo(unit, target.object, variable);
    return outer && [...outer, name];
  }

  #block(at: ExprAt, name: string, scope: Scope, spelling: string | undefined, bag: Bag, depth: number): void {
    const block = this.#types.values.objectAt(at);
    if (block) this.#literal(block, name, scope, spelling, bag, depth);
    else bag.open ??= 'part of the configuration is made elsewhere';
  }

  #value(unit: Unit, expr: Expr, setting: Spelled): SettingSite['value'] {
    const value = this.#constants.read(unit, expr);
    return value.known && setting.value ? { ...value, value: setting.value(value.value) } : value;
  }

  #literal(at: ExprAt, prefix: string, scope: Scope, spelling: string | undefined, bag: Bag, depth: number): void {
    const object = this.#types.values.objectAt(at);
    if (!object || object.expr.kind !== 'object' || depth > 4) {
      if (!prefix) bag.open ??= 'the configuration is made elsewhere';
      return;
    }
    if (!prefix) bag.home ??= object as { unit: Unit; expr: Expr };
    // What stands beside a block of options wins over what stands in it.
    const blocks = object.expr.properties.filter(p => !prefix && isBlock(spelling, p.name));
    for (const property of [...blocks, ...object.expr.properties.filter(p => !blocks.includes(p))]) {
      if (!property.name) {
        const spread = { unit: object.unit, expr: property.value };
        this.#literal(spread, prefix, scope, spelling, bag, depth + 1);
        if (!prefix) this.#assigned(spread, scope, spelling, bag, depth + 1);
        if (!this.#types.values.objectAt(spread)) bag.open ??= 'part of the configuration is made elsewhere';
        continue;
      }
      const name = prefix ? `${prefix}.${property.name}` : property.name;
      const inner = peel(property.value);
      const setting = canonicalSetting(spelling, name);
      if (setting) {
        const value = this.#value(object.unit, property.value, setting);
        bag.sites.push({ ...site(object.unit, scope, setting.key, name, value, property.value.span, property.nameSpan), dialect: spelling });
      } else if (inner.kind === 'object') {
        this.#literal({ unit: object.unit, expr: inner }, name, scope, spelling, bag, depth + 1);
      } else if (blocks.includes(property)) {
        this.#block({ unit: object.unit, expr: inner }, name, scope, spelling, bag, depth + 1);
      }
    }
  }

  #map(at: ExprAt, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>): void {
    if (depth > 7) { bag.open ??= 'the configuration is made elsewhere'; return; }
    const { unit } = at;
    const expr = peel(at.expr);
    switch (expr.kind) {
      case 'name': {
        const variable = expr.symbol === undefined ? undefined : unit.symbols[expr.symbol];
        if (variable) this.#variable(unit, variable, scope, bag, depth, seen, depth === 0 ? expr.span : undefined);
        else bag.open ??= 'the configuration is made elsewhere';
        return;
      }
      case 'member': {
        const owner = expr.object.kind === 'this' ? this.#types.members.fieldOf(unit, expr.object.class, expr.name) : this.#foreignField(unit, expr);
        if (owner) this.#variable(owner.unit, owner.variable, scope, bag, depth, seen);
        else bag.open ??= 'the configuration is made elsewhere';
        return;
      }
      case 'call': this.#call(unit, unit.calls[expr.call], scope, bag, depth, seen); return;
      case 'choice': bag.open ??= 'one of several configurations'; for (const option of expr.options) this.#map({ unit, expr: option }, scope, bag, depth + 1, seen); return;
      case 'literal': return;
      default: bag.open ??= 'the configuration is made elsewhere';
    }
  }

  #foreignField(unit: Unit, expr: Expr & { kind: 'member' }): { unit: Unit; variable: Variable } | undefined {
    const type = this.#types.of(unit, expr.object);
    const own = type === undefined ? undefined : this.#types.program.classNamed(type);
    return own && this.#types.members.fieldIn(own, expr.name);
  }

  /** `taken`: where the client takes it, so that what is put later never acts. */
  #variable(unit: Unit, variable: Variable, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>, taken?: Span): void {
    if (seen.has(variable)) return;
    seen.add(variable);
    bag.home ??= { unit, expr: { kind: 'name', name: variable.name, symbol: variable.id, span: variable.span } };
    const bound = variable.kind === 'field' && this.#fromFiles({ unit, variable }, scope, bag);
    if (!bound) for (const value of variable.values) this.#map({ unit, expr: value }, scope, bag, depth + 1, seen);
    if (variable.kind === 'param') this.#argument(unit, variable, scope, bag, depth, seen);
    else if (variable.values.length === 0 && variable.kind === 'field') bag.open ??= 'the configuration is set from outside';
    if (variable.kind === 'field' && !variable.private && this.#isShared(unit, variable)) bag.open ??= 'another class may set more';
    for (const read of variable.reads) {
      if (read.use.kind === 'receiver') {
        const call = unit.calls[read.use.call];
        if (PUTS.test(call.name)) {
          if (taken && isLate(unit, variable, call, taken)) this.#keepUnused(() => this.put(unit, call, scope, bag, depth, seen), bag);
          else this.put(unit, call, scope, bag, depth, seen);
        }
        else if (/^(load|loadFromXML)$/.test(call.name)) leaveOpen(bag, 'the configuration is read from a file', unit, call.nameSpan);
        else if (call.name === 'remove') leaveOpen(bag, 'settings are removed again', unit, call.nameSpan);
      } else if (read.use.kind === 'argument') {
        const call = unit.calls[read.use.call];
        const index = read.use.index;
        if (call.kind === 'new' || read.use.path) continue;
        const targets = this.#types.callables.targets(unit, call);
        for (const target of targets) {
          const param = target.func.params[index];
          if (param !== undefined) this.#writes(target.unit, target.unit.symbols[param], scope, bag, depth + 1, seen);
        }
        // A function that is not in view, and gives nothing back, is there to write into it.
        if (targets.length === 0 && call.use.kind === 'dropped' && !this.#types.runtimes.of(unit, call) && !this.#types.meanings.of(unit, call) && !PRINTS.test(call.name) && !(PUTS.test(call.name) && index === 0)) {
          leaveOpen(bag, 'a function that is not in view may set more', unit, call.nameSpan);
        }
      }
    }
  }

  /** A field that another class of the workspace writes to, or may: a subclass, or one that its class is made for. */
  #isShared(unit: Unit, field: Variable): boolean {
    const decl = unit.classes[field.class!], own = this.#types.program.nameOf({ unit, decl });
    return decl.abstract === true || this.#types.program.implementers(own).length > 0 || ['put', 'putAll', 'setProperty'].some(name =>
      this.#types.program.callsNamed(name).some(({ unit: other, call }) => other !== unit && call.receiver?.kind === 'member' && call.receiver.name === field.name && this.#foreignField(other, call.receiver)?.variable === field));
  }

  /** Notes writes that have no effect. */
  #keepUnused(write: () => void, bag: Bag): void {
    const { sites, open, openAt } = bag;
    bag.sites = [];
    write();
    this.#unused.push(...bag.sites);
    Object.assign(bag, { sites, open, openAt });
  }

  /** What files of the application put into a field; true where they do. */
  #fromFiles(field: Field, scope: Scope, bag: Bag): boolean {
    const entries = this.#constants.fields.entries(field);
    for (const { key, path, file, span, keySpan, notation, written, value } of entries) {
      // The setting stands at its value, so the value need not say where it stands.
      bag.sites.push({ scope, key, spelling: path, value: value.known ? written : value, path: file, span, keySpan, notation });
    }
    if (entries.length > 0) bag.open ??= 'more may be set from outside';
    return entries.length > 0;
  }

  /** The writes that a function makes to a map that it was given. */
  #writes(unit: Unit, param: Variable, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>): void {
    if (seen.has(param) || depth > 7) return;
    seen.add(param);
    for (const read of param.reads) {
      if (read.use.kind !== 'receiver') continue;
      const call = unit.calls[read.use.call];
      if (PUTS.test(call.name)) this.put(unit, call, scope, bag, depth, seen);
      if (/^load/.test(call.name)) leaveOpen(bag, 'the configuration is read from a file', unit, call.nameSpan);
    }
  }

  /** What callers give for a parameter: followed when there is one caller. */
  #argument(unit: Unit, variable: Variable, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>): void {
    const func = variable.func === undefined ? undefined : unit.funcs[variable.func];
    const index = func?.params.indexOf(variable.id) ?? -1;
    const given: ExprAt[] = func && index >= 0 ? this.#origins.givers(unit, func, index) : [];
    if (given.length === 1) this.#map(given[0], scope, bag, depth + 1, seen);
    else bag.open ??= given.length ? 'several callers give different configurations' : 'the configuration is given from outside';
  }

  #call(unit: Unit, call: Call, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>): void {
    if (call.kind === 'new') {
      const name = simpleName(call.type?.name ?? '');
      if (!/^(Properties|HashMap|LinkedHashMap|TreeMap|ConcurrentHashMap|Hashtable)$/.test(name)) { bag.open ??= 'the configuration is made elsewhere'; return; }
      if (call.args[0] && peel(call.args[0]).kind !== 'literal') this.#map({ unit, expr: call.args[0] }, scope, bag, depth + 1, seen);
      if (call.class !== undefined) {
        for (const inner of unit.calls) {
          if (PUTS.test(inner.name) && inner.receiver?.kind === 'this' && inner.receiver.class === call.class) this.put(unit, inner, scope, bag, depth, seen);
        }
      }
      return;
    }
    const receiver = call.receiver ? peel(call.receiver) : undefined;
    if (MAP_OF.test(call.name) && receiver?.kind === 'name' && /^(Map|ImmutableMap|Collections)$/.test(receiver.name)) {
      if (call.name === 'ofEntries') {
        for (const arg of call.args) if (peel(arg).kind === 'call') this.#entry(unit, unit.calls[(peel(arg) as { call: number }).call].args, scope, bag);
      } else if (call.args.length === 1) this.#map({ unit, expr: call.args[0] }, scope, bag, depth + 1, seen);
      else for (let i = 0; i + 1 < call.args.length; i += 2) this.#entry(unit, call.args.slice(i, i + 2), scope, bag);
      return;
    }
    if (APPLICATION_SETTINGS.test(call.name)) { bag.files = true; bag.open ??= 'the application file may set more'; return; }
    const targets = this.#types.callables.targets(unit, call);
    const generated = targets.length === 0 ? this.#types.generatedField(unit, call) : undefined;
    if (generated && this.#fromFiles(generated, scope, bag)) return;
    if (targets.length === 0) { bag.open ??= 'the configuration is made elsewhere'; return; }
    if (targets.length > 1 || targets.some(target => this.#isOverridden(target))) bag.open ??= 'one of several configurations';
    for (const target of targets.slice(0, 1)) {
      for (const value of this.#types.values.returned(target)) this.#map({ unit: target.unit, expr: value }, scope, bag, depth + 1, seen);
    }
  }

  /** A method that a subclass of the workspace has as well. */
  #isOverridden({ unit, func }: FuncAt): boolean {
    if (func.class === undefined || func.static) return false;
    return this.#types.program.implementers(this.#types.program.nameOf({ unit, decl: unit.classes[func.class] })).some(one => this.#types.members.methodsIn(one, func.name, false).length > 0);
  }

  /** One `put`, `setProperty` or `putAll`. */
  put(unit: Unit, call: Call, scope: Scope, bag: Bag, depth = 0, seen: Set<unknown> = new Set()): void {
    // `parts.forEach(all::putAll)`: what is put stands elsewhere.
    if (call.args.length === 0) { leaveOpen(bag, 'part of the configuration is made elsewhere', unit, call.nameSpan); return; }
    if (call.name === 'putAll') { this.#map({ unit, expr: call.args[0] }, scope, bag, depth + 1, seen); return; }
    const key = /IfAbsent$/.test(call.name) ? this.key(unit, call.args[0])?.key : undefined;
    if (key !== undefined && bag.sites.some(site => site.key === key)) this.#keepUnused(() => this.#entry(unit, call.args, scope, bag), bag);
    else this.#entry(unit, call.args, scope, bag);
  }

  #entry(unit: Unit, args: readonly Expr[], scope: Scope, bag: Bag): void {
    if (args.length < 2) return;
    const key = this.key(unit, args[0]);
    if (!key) { if (peel(args[0]).kind !== 'literal') leaveOpen(bag, 'a key is computed', unit, args[0].span); return; }
    bag.sites.push(site(unit, scope, key.key, key.spelling, this.#constants.read(unit, args[1]), args[1].span, args[0].span));
  }

  /** Kafka's key of an expression: a literal, or a constant of the client's configuration classes. */
  key(unit: Unit, expr: Expr): { key: string; spelling: string; side?: 'producer' | 'consumer' } | undefined {
    const value = peel(expr);
    if (value.kind === 'literal' && typeof value.value === 'string') return { key: value.value, spelling: value.value };
    const name = value.kind === 'member' || value.kind === 'name' ? value.name : undefined;
    if (!name) return undefined;
    const owner = value.kind === 'member' ? this.#types.of(unit, value.object) ?? (value.object.kind === 'name' ? value.object.name : '') : this.#staticOwner(unit, value as Expr & { kind: 'name' });
    if (/(^|\.)(ProducerConfig|ConsumerConfig|CommonClientConfigs|AdminClientConfig|TopicConfig|StreamsConfig|SaslConfigs)$/.test(owner)) {
      if (/\./.test(owner) && !owner.startsWith('org.apache.kafka.')) return this.#read(unit, value);
      const key = javaConstant(name);
      if (!key) return undefined;
      return { key, spelling: name, side: /ProducerConfig$/.test(owner) ? 'producer' : /ConsumerConfig$/.test(owner) ? 'consumer' : undefined };
    }
    return this.#read(unit, value);
  }

  #read(unit: Unit, value: Expr): { key: string; spelling: string } | undefined {
    const constant = this.#constants.read(unit, value);
    return constant.known ? { key: constant.value, spelling: constant.value } : undefined;
  }

  #staticOwner(unit: Unit, value: Expr & { kind: 'name' }): string {
    const variable = value.symbol === undefined ? undefined : unit.symbols[value.symbol];
    if (variable?.kind === 'import' && variable.of !== undefined && unit.imports[variable.of].static) return unit.imports[variable.of].module;
    const wildcard = unit.imports.find(i => i.static && i.name === '*' && /(ProducerConfig|ConsumerConfig|CommonClientConfigs|TopicConfig)$/.test(i.module));
    return !variable && wildcard && /^[A-Z_]+$/.test(value.name) ? wildcard.module : '';
  }
}

/** A write to a local map that stands after its client was made, and no loop leads back. */
function isLate(unit: Unit, variable: Variable, call: Call, taken: Span): boolean {
  if (variable.kind !== 'local' || call.span.start < taken.end) return false;
  const home = unit.funcs[call.func];
  if (home.id !== variable.func) return false;
  return !enclosing(home.body, call.span).some(({ step }) => step.kind === 'loop' && step.span.start <= taken.start && taken.end <= step.span.end);
}

function leaveOpen(bag: Bag, why: string, unit: Unit, span: Span): void {
  if (bag.open !== undefined) return;
  bag.open = why;
  bag.openAt = { path: unit.path, span };
}

function site(unit: Unit, scope: Scope, key: string, spelling: string, value: SettingSite['value'], span: Span, keySpan: Span): SettingSite {
  return { scope, key, spelling, value, path: unit.path, span, keySpan, notation: unit.language };
}
