import type { Call, Unit } from '../../flow/unit';
import type { Route } from '../../libraries/table';
import type { ExprAt } from '../program/program';
import type { Follow } from '../sources/questions';
import type { Types } from './types';

/** The value at a route into the arguments of a call; what callers give counts where it is one value. */
export function valueAt(types: Types, unit: Unit, call: Call, route: Route): ExprAt | undefined {
  const [near] = valuesAt(types, unit, call, route);
  if (near) return near;
  const far = valuesAt(types, unit, call, route, { callers: true });
  return far.length === 1 ? far[0] : undefined;
}

/** The values at a route as they are written: the last step of the way is not followed further. */
export function valuesAt(types: Types, unit: Unit, call: Call, route: Route, how?: Follow): readonly ExprAt[] {
  const [index, ...path] = route.split('.'), arg = call.args[Number(index)], last = path.at(-1);
  if (!arg || last === undefined) return arg ? [{ unit, expr: arg }] : [];
  const found = types.sources.of({ unit, expr: arg }, path.slice(0, -1), how).found.flatMap((holder): readonly ExprAt[] => {
    if (last !== '[]') { const value = types.values.property(holder, last); return value ? [value] : []; }
    return holder.expr.kind === 'array' ? holder.expr.items.filter(({ kind }) => kind !== 'spread').map(expr => ({ unit: holder.unit, expr })) : [];
  });
  return found.length > 0 ? found : types.sources.of({ unit, expr: arg }, path, how).found;
}
