import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import { valueAt } from '../../analysis/values/routes';
import type { Annotation, Call, Expr, Unit } from '../../flow/unit';
import type { Evidence } from '../../kafka/evidence';
import { contains } from '../../text/span';
import { mayShareBeans, springSites } from './application-files';
import type { Bean, Beans } from './beans';
import { lastOf } from './error-handlers';

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

/** A setting of containers: where an application file says it, or the method of the container's factory. */
interface ContainerSetting {
  key: string;
  /** What a file says, and what the method is given, where it is so. */
  written: RegExp;
  given(unit: Unit, value: Expr): boolean;
  note: string;
}

/** What makes the container of a listener have a setting: its factory, or the files of the application. */
function containerHas(context: Analysis, beans: Beans, unit: Unit, listener: Annotation, setting: ContainerSetting): Evidence | undefined {
  const named = factoryGiven(context, unit, listener), [made, ...others] = factoriesOf(context, beans, unit, listener);
  if (others.length > 0) return undefined;
  if (!made) return (named ?? BOOTS_FACTORY) === BOOTS_FACTORY && beans.named(BOOTS_FACTORY).length === 0 ? filesSay(context, unit, setting) : undefined;
  const set = given(context, made, setting.key).at(-1);
  if (set) return setting.given(made.unit, set.value) ? context.evidence({ unit: made.unit, span: set.call.nameSpan, note: setting.note }) : undefined;
  // Boot's configurer gives a factory made by hand the properties of the application.
  const configured = made.unit.calls.some(call => call.name === 'configure' && contains(made.func.span, call.span));
  return configured ? filesSay(context, made.unit, setting) : undefined;
}

/** Where all files of an application that speak of a setting say so. */
function filesSay(context: Analysis, unit: Unit, { key, written, note }: ContainerSetting): Evidence | undefined {
  const sites = springSites(context.inputs, unit.path).filter(site => site.key === key), main = sites.filter(({ profile }) => profile === undefined);
  const [first] = main.length > 0 ? main : sites;
  return first && sites.every(({ value }) => value.known && written.test(value.value)) && (main.length > 0 || sites.length > 1) ? { path: first.path, span: first.span, note } : undefined;
}

/** What makes the container of a listener give it whole batches; `by` is the argument of its annotation that says so. */
export function givesBatches(context: Analysis, beans: Beans, unit: Unit, listener: Annotation, by: string): Evidence | undefined {
  const own = listener.args.find(arg => arg.name === by)?.value;
  if (own) return isTrue(context, unit, own) ? context.evidence({ unit, span: own.span, note: 'this listener is given whole batches' }) : undefined;
  if (factoriesOf(context, beans, unit, listener).some(made => given(context, made, 'batch-to-record').length > 0)) return undefined;
  return containerHas(context, beans, unit, listener, {
    key: 'spring:listener.type', written: /^batch$/i, given: (at, value) => isTrue(context, at, value), note: 'its listeners are given whole batches',
  });
}

/**
 * What makes the container of a listener leave the acknowledgement to it. A transaction of Kafka takes the offsets of all
 * records, acknowledged or not (KafkaMessageListenerContainer.ackCurrent).
 */
export function leavesAcknowledging(context: Analysis, beans: Beans, unit: Unit, listener: Annotation): Evidence | undefined {
  if (springSites(context.inputs, unit.path).some(({ key }) => key === 'transactional.id')) return undefined;
  const inTransaction = factoriesOf(context, beans, unit, listener).some(made => made.unit.calls.some(call =>
    contains(made.func.span, call.span) && context.types.meanings.of(made.unit, call)?.meaning.role === 'set-transaction-manager'));
  return inTransaction ? undefined : containerHas(context, beans, unit, listener, {
    key: 'spring:listener.ack-mode', written: /^manual([-_]?immediate)?$/i, given: (_, value) => /^MANUAL(_IMMEDIATE)?$/.test(lastOf(value)),
    note: 'here only what listeners acknowledge is committed',
  });
}
