import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Route } from '../../libraries/table';
import type { ExprAt } from '../program/program';
import type { Types } from './types';

/** The value at a route into the arguments of a call. */
export function valueAt(types: Types, unit: Unit, call: Call, route: Route): ExprAt | undefined {
  const [index, ...path] = route.split('.');
  let value: ExprAt | undefined = call.args[Number(index)] && { unit, expr: call.args[Number(index)] };
  for (const piece of path) {
    if (!value) return undefined;
    if (piece === '[]') {
      const list: Expr = peel(value.expr);
      if (list.kind === 'array') value = list.items[0] && { unit: value.unit, expr: list.items[0] };
      else if (list.kind === 'name' && list.symbol !== undefined) {
        const held: Expr | undefined = value.unit.symbols[list.symbol].values[0];
        const inner: Expr | undefined = held && peel(held);
        value = inner?.kind === 'array' && inner.items[0] ? { unit: value.unit, expr: inner.items[0] } : undefined;
      } else value = undefined;
    } else value = types.values.property(value, piece);
  }
  return value;
}
