import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import { valueAt } from '../../analysis/values/routes';
import type { Annotation, Call, Expr, Unit } from '../../flow/unit';
import type { Evidence } from '../../kafka/evidence';
import { contains } from '../../text/span';
import { mayShareBeans, springSites } from './application-files';
import type { Bean, Beans } from './beans';

/** The factory that Boot makes in each application that does not make it itself. */
export const BOOTS_FACTORY = 'kafkaListenerContainerFactory';

/** The name of the factory that a listener asks for. */
export function factoryGiven(context: Analysis, unit: Unit, listener: Annotation): string | undefined {
  const given = listener.args.find(a => a.name === 'containerFactory')?.value;
  const read = given && context.constants.read(unit, given);
  return read?.known ? read.value : undefined;
}

/**
 * The beans that make the factory with a name for the listeners of a file: those of its module whose package is nearest, or
 * the only one of that name in the workspace. Of several it is not known which is meant.
 */
export function factoriesNamed(context: Analysis, beans: Beans, path: string, name: string): readonly Bean[] {
  const named = beans.named(name), module = moduleOf(path);
  if (named.some(bean => bean.module === module)) return beans.nearest(name, path);
  return name !== BOOTS_FACTORY && named.length === 1 && mayShareBeans(context.inputs, module, named[0].module) ? named : [];
}

/** The beans that make the factory of a listener. */
function factoriesOf(context: Analysis, beans: Beans, unit: Unit, listener: Annotation): readonly Bean[] {
  return factoriesNamed(context, beans, unit.path, factoryGiven(context, unit, listener) ?? BOOTS_FACTORY);
}

/** A call in the method of a bean that sets something of the container, with the value it gives. */
function given(context: Analysis, { unit, func }: Bean, key: string): { call: Call; value: Expr }[] {
  return unit.calls.flatMap(call => {
    const meaning = contains(func.span, call.span) ? context.types.meanings.of(unit, call)?.meaning : undefined;
    const value = meaning?.role === 'set-container' && meaning.key === key ? call.args[Number(meaning.at)] : undefined;
    return value ? [{ call, value }] : [];
  });
}

function isTrue(context: Analysis, unit: Unit, expr: Expr): boolean {
  const read = context.constants.read(unit, expr);
  return read.known && read.value === 'true';
}

/**
 * Whether the container of a listener puts acknowledgements out of order right: it commits none behind a record that is not
 * acknowledged (ContainerProperties.setAsyncAcks, spring-kafka 2.8).
 */
export function ordersAcknowledgements(context: Analysis, beans: Beans, unit: Unit, listener: Annotation): boolean {
  const key = 'spring:listener.async-acks', all = factoriesOf(context, beans, unit, listener);
  if (all.length === 0) return springSites(context.inputs, unit.path).some(({ key: own, value }) => own === key && value.known && value.value === 'true');
  return all.every(made => given(context, made, key).some(({ value }) => isTrue(context, made.unit, value)));
}

/** Whether the container of a listener handles each record inside a transaction, and not one of Kafka. */
export function hasTransaction(context: Analysis, beans: Beans, unit: Unit, listener: Annotation): boolean {
  const all = factoriesOf(context, beans, unit, listener);
  return all.length > 0 && all.every(made => made.unit.calls.some(call => {
    const meaning = contains(made.func.span, call.span) ? context.types.meanings.of(made.unit, call)?.meaning : undefined;
    const manager = meaning?.role === 'set-transaction-manager' ? valueAt(context.types, made.unit, call, meaning.at) : undefined;
    return manager !== undefined && !/kafka/i.test(context.types.of(manager.unit, manager.expr) ?? '');
  }));
}

const TYPE = 'spring:listener.type';

/** What makes the container of a listener give it whole batches; `by` is the argument of its annotation that says so. */
export function givesBatches(context: Analysis, beans: Beans, unit: Unit, listener: Annotation, by: string): Evidence | undefined {
  const own = listener.args.find(arg => arg.name === by)?.value;
  if (own) return isTrue(context, unit, own) ? context.evidence({ unit, span: own.span, note: 'this listener is given whole batches' }) : undefined;
  const named = factoryGiven(context, unit, listener), [made, ...others] = factoriesOf(context, beans, unit, listener);
  if (others.length > 0) return undefined;
  if (!made) return (named ?? BOOTS_FACTORY) === BOOTS_FACTORY && beans.named(BOOTS_FACTORY).length === 0 ? batchesByProperty(context, unit) : undefined;
  if (given(context, made, 'batch-to-record').length > 0) return undefined;
  const set = given(context, made, TYPE).at(-1);
  if (set) return isTrue(context, made.unit, set.value) ? context.evidence({ unit: made.unit, span: set.call.nameSpan, note: 'listeners of this factory are given whole batches' }) : undefined;
  // Boot's configurer gives a factory made by hand the properties of the application.
  const configured = made.unit.calls.some(call => call.name === 'configure' && contains(made.func.span, call.span));
  return configured ? batchesByProperty(context, made.unit) : undefined;
}

/** Where all files of an application that speak of it say that its listeners are given batches. */
function batchesByProperty(context: Analysis, unit: Unit): Evidence | undefined {
  const sites = springSites(context.inputs, unit.path).filter(({ key }) => key === TYPE), [first] = sites;
  return first && sites.every(({ value, profile }) => value.known && value.value.toLowerCase() === 'batch' && profile === undefined)
    ? { path: first.path, span: first.span, note: 'listeners of this application are given whole batches' } : undefined;
}
