import type { Analysis } from '../../analysis/analysis';
import type { ExprAt, Field, FuncAt } from '../../analysis/program/program';
import type { Call, Expr, Unit, Variable } from '../../flow/unit';
import { enclosing, peel, simpleName } from '../../flow/walk';
import { APPLICATION_SETTINGS } from '../../libraries/index';
import type { Scope, SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import type { Bag } from '../found-client';
import { leaveOpen, siteOf } from './bag';
import { keyOf } from './setting-keys';

const PUTS = /^(put|setProperty|putIfAbsent|putAll|computeIfAbsent)$/;
/** Functions that only show what they are given. */
const PRINTS = /^(print|println|printf|log|debug|info|warn|trace|error|dump|describe|validate)/i;
const MAP_OF = /^(of|ofEntries|singletonMap|copyOf|unmodifiableMap)$/;

/** Collects the settings that maps and `Properties` hold by the time they reach a client. */
export class MapSettings {
  /** Writes that come too late for the client at hand, or that give way to an earlier one. */
  readonly unused: SettingSite[] = [];

  constructor(private readonly analysis: Analysis) {}

  /** Puts the settings of a value into a bag. */
  collect(at: ExprAt, scope: Scope, bag: Bag): void {
    this.#map(at, scope, bag, 0, new Set());
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
        const owner = expr.object.kind === 'this' ? this.analysis.types.members.fieldOf(unit, expr.object.class, expr.name) : this.#foreignField(unit, expr);
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
    const type = this.analysis.types.of(unit, expr.object);
    const own = type === undefined ? undefined : this.analysis.types.program.classNamed(type);
    return own && this.analysis.types.members.fieldIn(own, expr.name);
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
          if (taken && isLate(unit, variable, call, taken)) this.#keepUnused(() => this.#put(unit, call, scope, bag, depth, seen), bag);
          else this.#put(unit, call, scope, bag, depth, seen);
        }
        else if (/^(load|loadFromXML)$/.test(call.name)) leaveOpen(bag, 'the configuration is read from a file', unit, call.nameSpan);
        else if (call.name === 'remove') leaveOpen(bag, 'settings are removed again', unit, call.nameSpan);
      } else if (read.use.kind === 'argument') {
        const call = unit.calls[read.use.call];
        const index = read.use.index;
        if (call.kind === 'new' || read.use.path) continue;
        const targets = this.analysis.types.callables.targets(unit, call);
        for (const target of targets) {
          const param = target.func.params[index];
          if (param !== undefined) this.#writes(target.unit, target.unit.symbols[param], scope, bag, depth + 1, seen);
        }
        // A function that is not in view, and gives nothing back, is there to write into it.
        if (targets.length === 0 && call.use.kind === 'dropped' && !this.analysis.types.runtimes.of(unit, call) && !this.analysis.types.meanings.of(unit, call) && !PRINTS.test(call.name) && !(PUTS.test(call.name) && index === 0)) {
          leaveOpen(bag, 'a function that is not in view may set more', unit, call.nameSpan);
        }
      }
    }
  }

  /** A field that another class of the workspace writes to, or may: a subclass, or one that its class is made for. */
  #isShared(unit: Unit, field: Variable): boolean {
    const decl = unit.classes[field.class!], own = this.analysis.types.program.nameOf({ unit, decl });
    return decl.abstract === true || this.analysis.types.program.implementers(own).length > 0 || ['put', 'putAll', 'setProperty'].some(name =>
      this.analysis.types.program.callsNamed(name).some(({ unit: other, call }) => other !== unit && call.receiver?.kind === 'member' && call.receiver.name === field.name && this.#foreignField(other, call.receiver)?.variable === field));
  }

  /** Notes writes that have no effect. */
  #keepUnused(write: () => void, bag: Bag): void {
    const { sites, open, openAt } = bag;
    bag.sites = [];
    write();
    this.unused.push(...bag.sites);
    Object.assign(bag, { sites, open, openAt });
  }

  /** What files of the application put into a field; true where they do. */
  #fromFiles(field: Field, scope: Scope, bag: Bag): boolean {
    const entries = this.analysis.constants.fields.entries(field);
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
      if (PUTS.test(call.name)) this.#put(unit, call, scope, bag, depth, seen);
      if (/^load/.test(call.name)) leaveOpen(bag, 'the configuration is read from a file', unit, call.nameSpan);
    }
  }

  /** What callers give for a parameter: followed when there is one caller. */
  #argument(unit: Unit, variable: Variable, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>): void {
    const func = variable.func === undefined ? undefined : unit.funcs[variable.func];
    const index = func?.params.indexOf(variable.id) ?? -1;
    const given: readonly ExprAt[] = func && index >= 0 ? this.analysis.types.sources.given(unit, func, index) : [];
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
          if (PUTS.test(inner.name) && inner.receiver?.kind === 'this' && inner.receiver.class === call.class) this.#put(unit, inner, scope, bag, depth, seen);
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
    const targets = this.analysis.types.callables.targets(unit, call);
    const generated = targets.length === 0 ? this.analysis.types.generatedField(unit, call) : undefined;
    if (generated && this.#fromFiles(generated, scope, bag)) return;
    if (targets.length === 0) { bag.open ??= 'the configuration is made elsewhere'; return; }
    if (targets.length > 1 || targets.some(target => this.#isOverridden(target))) bag.open ??= 'one of several configurations';
    for (const target of targets.slice(0, 1)) {
      for (const value of this.analysis.types.values.returned(target)) this.#map({ unit: target.unit, expr: value }, scope, bag, depth + 1, seen);
    }
  }

  /** A method that a subclass of the workspace has as well. */
  #isOverridden({ unit, func }: FuncAt): boolean {
    if (func.class === undefined || func.static) return false;
    return this.analysis.types.program.implementers(this.analysis.types.program.nameOf({ unit, decl: unit.classes[func.class] })).some(one => this.analysis.types.members.methodsIn(one, func.name, false).length > 0);
  }

  /** One `put`, `setProperty` or `putAll`. */
  #put(unit: Unit, call: Call, scope: Scope, bag: Bag, depth: number, seen: Set<unknown>): void {
    // `parts.forEach(all::putAll)`: what is put stands elsewhere.
    if (call.args.length === 0) { leaveOpen(bag, 'part of the configuration is made elsewhere', unit, call.nameSpan); return; }
    if (call.name === 'putAll') { this.#map({ unit, expr: call.args[0] }, scope, bag, depth + 1, seen); return; }
    const key = /IfAbsent$/.test(call.name) ? keyOf(this.analysis, unit, call.args[0])?.key : undefined;
    if (key !== undefined && bag.sites.some(site => site.key === key)) this.#keepUnused(() => this.#entry(unit, call.args, scope, bag), bag);
    else this.#entry(unit, call.args, scope, bag);
  }

  #entry(unit: Unit, args: readonly Expr[], scope: Scope, bag: Bag): void {
    if (args.length < 2) return;
    const key = keyOf(this.analysis, unit, args[0]);
    if (!key) { if (peel(args[0]).kind !== 'literal') leaveOpen(bag, 'a key is computed', unit, args[0].span); return; }
    bag.sites.push(siteOf(unit, scope, key.key, key.spelling, this.analysis.constants.read(unit, args[1]), args[1].span, args[0].span));
  }
}

/** A write to a local map that stands after its client was made, and no loop leads back. */
function isLate(unit: Unit, variable: Variable, call: Call, taken: Span): boolean {
  if (variable.kind !== 'local' || call.span.start < taken.end) return false;
  const home = unit.funcs[call.func];
  if (home.id !== variable.func) return false;
  return !enclosing(home.body, call.span).some(({ step }) => step.kind === 'loop' && step.span.start <= taken.start && taken.end <= step.span.end);
}
