import { moduleOf } from '../../analysis/program/modules';
import type { FuncAt } from '../../analysis/program/program';
import type { Types } from '../../analysis/values/types';
import type { Annotation, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { nearestTo, type Beans } from './beans';

const METHOD = 'handleError';

/**
 * The method of this workspace that gets what a listener throws, by `@KafkaListener(errorHandler = "…")`: its record
 * counts as handled when the method returns.
 */
export function listenerErrorHandler(beans: Beans, unit: Unit, annotation: Annotation): FuncAt | undefined {
  const { types, constants } = beans;
  const given = annotation.args.find(arg => arg.name === 'errorHandler')?.value;
  const read = given && constants.read(unit, given);
  if (!read?.known || read.value === '') return undefined;
  const made = beans.nearest(read.value, unit.path).flatMap(bean => types.values.returned(bean).flatMap(value => methodOf(types, bean.unit, value) ?? []));
  const components = beans.components().filter(({ name }) => name === read.value).flatMap(one => types.members.methodsIn({ unit: one.unit, decl: one.decl }, METHOD).slice(0, 1));
  const inModule = components.filter(at => moduleOf(at.unit.path) === moduleOf(unit.path));
  const near = made.length > 0 ? made : nearestTo(unit.path, inModule.length > 0 ? inModule : components, at => at.unit.path);
  // Which of several is meant is not known.
  return near.length === 1 ? near[0] : undefined;
}

function methodOf(types: Types, unit: Unit, value: Expr): FuncAt | undefined {
  const made = peel(value);
  if (made.kind !== 'call') return types.callables.functionsAt({ unit, expr: made })[0];
  const call = unit.calls[made.call];
  const decl = call.class === undefined ? undefined : unit.classes[call.class];
  if (decl) return types.members.methodsIn({ unit, decl }, METHOD, false)[0];
  const type = types.of(unit, made);
  const own = type === undefined ? undefined : types.program.classNamed(type);
  return own && types.members.methodsIn(own, METHOD)[0];
}
