import type { Stop } from '../../analysis/calls/loss';
import type { Types } from '../../analysis/values/types';
import type { Annotation, Func, TypeRef, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';

/** When the messages of a method count as done (`Acknowledgment.Strategy`). */
export type Strategy = 'MANUAL' | 'PRE_PROCESSING' | 'POST_PROCESSING' | 'NONE';

const STREAMS = /^(Multi|Flowable|Flux|Publisher|PublisherBuilder|Flow\.Publisher)$/, PROCESSORS = /^(Processor|ProcessorBuilder|Flow\.Processor)$/;
const MESSAGES = /^(Message|KafkaRecord|IncomingKafkaRecord|KafkaRecordBatch|IncomingKafkaRecordBatch)$/;

/** The strategy of a method, and the place that says so: its annotation, or the type by which it is the default. */
export interface Acknowledged {
  strategy: Strategy;
  at: Stop;
}

/** When a method's messages count as done, by its annotation or its signature (`MediatorConfigurationSupport.processDefaultAcknowledgement`, 4.27). */
export function acknowledgedBy(types: Types, unit: Unit, func: Func): Acknowledged | undefined {
  const own = types.marks.find(unit, func.annotations, 'acknowledgement')?.annotation, named = own && strategyOf(own);
  if (own) return named && { strategy: named, at: { unit, span: own.span, note: `@${own.name}` } };
  const strategy = byDefault(unit, func, types.marks.find(unit, func.annotations, 'outgoing') !== undefined);
  const span = func.returns?.span ?? func.nameSpan;
  return { strategy, at: { unit, span, note: func.returns ? simpleName(func.returns.name) : func.name } };
}

function strategyOf({ args }: Annotation): Strategy | undefined {
  const value = args.find(({ name }) => name === 'value')?.value, named = value && peel(value);
  const name = named?.kind === 'member' || named?.kind === 'name' ? named.name : undefined;
  return name !== undefined && /^(MANUAL|PRE_PROCESSING|POST_PROCESSING|NONE)$/.test(name) ? name as Strategy : undefined;
}

function byDefault(unit: Unit, { params, returns }: Func, isProcessor: boolean): Strategy {
  const given = params.length > 0 ? unit.symbols[params[0]].type : undefined;
  const takesStream = isStream(given), takesMessages = takesStream ? isMessage(given!.args[0]) : isMessage(given);
  if (!isProcessor) return takesMessages || (given === undefined && isMessage(returns?.args[0])) ? 'MANUAL' : 'POST_PROCESSING';
  if (isStream(returns) && takesStream) return isMessage(returns!.args[0]) && takesMessages ? 'MANUAL' : 'PRE_PROCESSING';
  if (returns && PROCESSORS.test(returns.name)) return isMessage(returns.args[0]) ? 'MANUAL' : 'PRE_PROCESSING';
  if (takesMessages) return 'MANUAL';
  return isStream(returns) ? 'PRE_PROCESSING' : 'POST_PROCESSING';
}

function isStream(type: TypeRef | undefined): boolean {
  return type !== undefined && STREAMS.test(type.name);
}

function isMessage(type: TypeRef | undefined): boolean {
  return type !== undefined && MESSAGES.test(simpleName(type.name));
}
