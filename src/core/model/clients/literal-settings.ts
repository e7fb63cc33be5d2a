import type { Analysis } from '../../analysis/analysis';
import type { ExprAt } from '../../analysis/program/program';
import type { Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Scope, SettingSite } from '../../settings/setting';
import { canonicalSetting, isBlock, type Spelled } from '../../settings/spelling';
import type { Bag } from '../found-client';
import { leaveOpen, siteOf } from './bag';

/** Collects the settings that object literals hold by the time they reach a client. */
export class LiteralSettings {
  constructor(private readonly analysis: Analysis) {}

  /** Puts the settings of an object into a bag. `spelling` names the dialect of the literal. */
  collect(at: ExprAt, scope: Scope, spelling: string | undefined, bag: Bag): void {
    this.#literal(at, '', scope, spelling, bag, 0);
  }

  /** Puts in the options that are written into a value on its way: `options.acks = 1`, `options['group.id'] = group`. */
  collectAssigned(at: ExprAt, scope: Scope, spelling: string | undefined, bag: Bag): void {
    const { sources, writes } = this.analysis.types;
    for (const { unit, way, value, step, func } of sources.of(at).passed.flatMap(field => writes.into(field))) {
      const name = way.join('.'), setting = canonicalSetting(spelling, name);
      if (way.includes('[]')) leaveOpen(bag, 'a key is computed', unit, step.span);
      else if (setting) {
        const read: SettingSite['value'] = func.body.includes(step) ? this.#value(unit, value, setting) : { known: false, why: 'it is set under a condition' };
        bag.sites.push({ ...siteOf(unit, scope, setting.key, name, read, value.span, step.target.span), dialect: spelling });
      } else if (isBlock(spelling, name)) this.#block({ unit, expr: value }, name, scope, spelling, bag, 1);
      else if (peel(value).kind === 'object') this.#literal({ unit, expr: value }, name, scope, spelling, bag, 1);
    }
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
        if (!prefix) this.collectAssigned(spread, scope, spelling, bag);
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
      } else if (spelling !== undefined) {
        const value = this.analysis.constants.read(object.unit, property.value);
        (bag.unread ??= []).push({ ...siteOf(object.unit, scope, name, name, value, property.value.span, property.nameSpan), dialect: spelling });
      }
    }
  }
}
