import type { Annotation, Expr, Unit } from '../flow/unit';
import { peel } from '../flow/walk';
import type { Beans } from './beans';
import type { FuncAt } from './program';
import type { Types } from './types';

const METHOD = 'handleError';
const STEREOTYPE = /(^|\.)(Component|Service|Configuration|Named|Repository|Controller)$/;

/**
 * The method of this workspace that gets what a listener throws, by `@KafkaListener(errorHandler = "…")`: its record
 * counts as handled when the method returns.
 */
export function listenerErrorHandler(beans: Beans, unit: Unit, annotation: Annotation): FuncAt | undefined {
  const { types, constants } = beans;
  const given = annotation.args.find(arg => arg.name === 'errorHandler')?.value;
  const read = given && constants.read(unit, given);
  if (!read?.known || read.value === '') return undefined;
  for (const bean of beans.named(read.value)) {
    for (const value of types.values.returned(bean)) {
      const found = methodOf(types, bean.unit, value);
      if (found) return found;
    }
  }
  for (const at of types.program.units) {
    if (at.language !== 'java') continue;
    for (const decl of at.classes) {
      const mark = decl.annotations.find(a => STEREOTYPE.test(a.name));
      if (!mark || (beans.namesGiven(at, mark)[0] ?? decapitalized(decl.name)) !== read.value) continue;
      const found = types.members.methodsIn({ unit: at, decl }, METHOD)[0];
      if (found) return found;
    }
  }
  return undefined;
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

function decapitalized(name: string): string {
  return /^[A-Z][A-Z]/.test(name) ? name : name.slice(0, 1).toLowerCase() + name.slice(1);
}
