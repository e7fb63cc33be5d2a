import type { Analysis } from '../../../analysis/analysis';
import type { Reports } from '../../../analysis/calls/reports';
import { moduleOf } from '../../../analysis/program/modules';
import type { FuncAt } from '../../../analysis/program/program';
import { valueAt } from '../../../analysis/values/routes';
import { first } from '../../../flow/first';
import type { Annotation, Call, Expr, Unit } from '../../../flow/unit';
import { peel } from '../../../flow/walk';
import { traitsOf } from '../../../languages/traits';
import { springCloudStream } from '../../../libraries/clients/spring-cloud-stream';
import { type Bindings, isSaid } from './bindings';
import type { ErrorChannels } from './channels';
import type { Functions } from './functions';

/** What the producers of all bindings tell of a record (KafkaBinderConfiguration takes the bean, KafkaTemplate asks it). */
const LISTENER = /(^|\.)ProducerListener$/, ON_ERROR = 'onError', ERROR_OF_LISTENER = 2;

/** Who hears what becomes of what bindings send (KafkaMessageChannelBinder.createProducerMessageHandler). */
export class Outputs {
  constructor(
    private readonly analysis: Analysis, private readonly bindings: Bindings, private readonly functions: Functions,
    private readonly channels: ErrorChannels,
  ) {}

  /** The binding to which a call sends. */
  bindingOf(unit: Unit, call: Call): string | undefined {
    const { constants, types } = this.analysis, meaning = types.meanings.of(unit, call)?.meaning;
    if (meaning?.role !== 'send') return undefined;
    if (!meaning.topic) return call.receiver && this.#outputOf(unit, call.receiver);
    const value = valueAt(types, unit, call, meaning.topic), read = value && constants.read(value.unit, value.expr);
    return read?.known ? read.value : undefined;
  }

  /** The binding of the channel that a value is: `@Output` names it, or else the method or variable that has the annotation. */
  #outputOf(unit: Unit, receiver: Expr): string | undefined {
    const { types } = this.analysis, held = types.members.held(unit, receiver);
    const own = held && this.#named(held.unit, held.variable.annotations, held.variable.name);
    if (own !== undefined) return own;
    return first(types.sources.of({ unit, expr: receiver }).found, at => {
      const value = peel(at.expr), call = value.kind === 'call' ? at.unit.calls[value.call] : undefined;
      if (call && types.meanings.of(at.unit, call)?.library === springCloudStream) return call.name;
      return call && first(types.callables.targets(at.unit, call), ({ unit: home, func }) => this.#named(home, func.annotations, func.name));
    });
  }

  #named(unit: Unit, annotations: readonly Annotation[], otherwise: string): string | undefined {
    const { constants, types } = this.analysis, annotation = types.marks.find(unit, annotations, 'gives')?.annotation;
    const given = annotation?.args.find(({ name }) => name === 'value')?.value;
    if (!annotation || !given) return annotation && otherwise;
    const read = constants.read(unit, given);
    return read.known ? read.value : undefined;
  }

  /** Who hears of what a call sends. */
  of(unit: Unit, call: Call): Reports {
    return this.ofBinding(unit.path, this.bindingOf(unit, call) ?? NOWHERE);
  }

  /** Who hears of what a binding of the module of a file sends. */
  ofBinding(path: string, binding: string): Reports {
    if (!this.bindings.isKafka(path, binding)) return { kind: 'unknown' };
    const sync = this.bindings.kafkaValue(path, binding, 'producer.sync');
    if ((sync && !sync.known) || !this.bindings.areWhole(path)) return { kind: 'unknown' };
    if (isSaid(sync, 'true') || this.bindings.isTransactional(path)) return { kind: 'thrown' };
    const asked = this.bindings.value(path, binding, 'producer.error-channel-enabled'), own = this.bindings.value(path, binding, 'error-handler-definition');
    if ([asked, own].some(value => value && !value.known)) return { kind: 'unknown' };
    const toChannel = isSaid(asked, 'true') ? this.channels.handlersOf(path, `${this.bindings.topics(path, binding).join(',')}.errors`) : [];
    const toFunction = own?.known ? this.functions.named(path, own.value).flatMap(({ bodies }) => bodies) : [];
    if (own && toFunction.length === 0) return { kind: 'unknown' };
    const heard = [...[...toChannel, ...toFunction].map(at => listener(at, 0)), ...this.#listeners(path).map(at => listener(at, ERROR_OF_LISTENER))];
    if (heard.length > 0) return { kind: 'heard', listeners: heard };
    return { kind: 'none', why: isSaid(asked, 'true') ? 'nobody listens to the error channel of its binding' : 'its binding does not wait for the outcome', setting: 'producer.sync' };
  }

  /** The beans of a module that are told what becomes of all records. */
  #listeners(path: string): readonly FuncAt[] {
    const { program, types } = this.analysis, module = moduleOf(path);
    return program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm' && moduleOf(unit.path) === module).flatMap(unit =>
      unit.classes.filter(({ supers }) => supers.some(({ name }) => LISTENER.test(name))).flatMap(decl => types.members.methodsIn({ unit, decl }, ON_ERROR, false)));
  }
}

/** A name that no binding has: what holds for it holds for all. */
const NOWHERE = '-';

function listener({ unit, func }: FuncAt, failure: number) {
  return { unit, expr: { kind: 'function' as const, func: func.id, span: func.span }, failure };
}
