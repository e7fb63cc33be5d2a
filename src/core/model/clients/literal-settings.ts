import type { Analysis } from '../../analysis/analysis';
import type { ExprAt } from '../../analysis/program/program';
import type { Expr, Unit, Variable } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import type { Scope, SettingSite } from '../../settings/setting';
import { canonicalSetting, isBlock, type Spelled } from '../../settings/spelling';
import type { Bag } from '../found-client';
import { leaveOpen, siteOf } from './bag';

/** Collects the settings that object literals hold by the time they reach a client. */
export class LiteralSettings {
  constructor(private readonly analysis: Analysis) {}

  /** Puts the settings of a value into a bag. `spelling` names the dialect of the literal. */
  collect(at: ExprAt, scope: Scope, spelling: string | undefined, bag: Bag): void {
    this.#literal(at, '', scope, spelling, bag, 0);
    this.#assigned(at, scope, spelling, bag, 0);
  }

  /** Options that are written into an object on the way from where it was made: `options.acks = 1`, `options['group.id'] = group`. */
  #assigned({ unit, expr }: ExprAt, scope: Scope, spelling: string | undefined, bag: Bag, depth: number): void {
    if (depth > 4) return;
    const value = peel(expr);
    if (value.kind === 'call') {
      const [target] = this.analysis.types.callables.targets(unit, unit.calls[value.call]);
      if (target) for (const returned of this.analysis.types.values.returned(target)) this.#assigned({ unit: target.unit, expr: returned }, scope, spelling, bag, depth + 1);
      return;
    }
    const held = this.analysis.types.members.held(unit, value);
    if (!held) return;
    const { kind, values, route } = held.variable;
    const given = kind === 'import' ? this.analysis.types.program.imported(held.unit, held.variable) : undefined;
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
          bag.sites.push({ ...siteOf(held.unit, scope, setting.key, name, value, step.value.span, step.target.span), dialect: spelling });
        } else if (isBlock(spelling, name)) this.#block({ unit: held.unit, expr: step.value }, name, scope, spelling, bag, 1);
      });
    }
  }

  /** The names from a variable to a place inside it that is written; a computed one is empty. */
  #wayTo(unit: Unit, target: Expr, variable: Variable): string[] | undefined {
    if (target.kind !== 'member' && target.kind !== 'index') return undefined;
    const name = target.kind === 'member' ? target.name : '';
    if (this.analysis.types.members.held(unit, target.object)?.variable === variable) return [name];
    const outer = this.#wayTo(unit, target.object, variable);
    return outer && [...outer, name];
  }

  #block(at: ExprAt, name: string, scope: Scope, spelling: string | undefined, bag: Bag, depth: number): void {
    const block = this.analysis.types.values.objectAt(at);
    if (block) this.#literal(block, name, scope, spelling, bag, depth);
    else bag.open ??= 'part of the configuration is made elsewhere';
  }

  #value(unit: Unit, expr: Expr, setting: Spelled): SettingSite['value'] {
    const value = this.analysis.constants.read(unit, expr);
    return value.known && setting.value ? { ...value, value: setting.value(value.value) } : value;
  }

  #literal(at: ExprAt, prefix: string, scope: Scope, spelling: string | undefined, bag: Bag, depth: number): void {
    const object = this.analysis.types.values.objectAt(at);
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
        if (!this.analysis.types.values.objectAt(spread)) bag.open ??= 'part of the configuration is made elsewhere';
        continue;
      }
      const name = prefix ? `${prefix}.${property.name}` : property.name;
      const inner = peel(property.value);
      const setting = canonicalSetting(spelling, name);
      if (setting) {
        const value = this.#value(object.unit, property.value, setting);
        bag.sites.push({ ...siteOf(object.unit, scope, setting.key, name, value, property.value.span, property.nameSpan), dialect: spelling });
      } else if (inner.kind === 'object') {
        this.#literal({ unit: object.unit, expr: inner }, name, scope, spelling, bag, depth + 1);
      } else if (blocks.includes(property)) {
        this.#block({ unit: object.unit, expr: inner }, name, scope, spelling, bag, depth + 1);
      }
    }
  }
}
