import type { Analysis } from '../../../analysis/analysis';
import { treatmentOf } from '../../../analysis/ways/treatment';
import { moduleOf } from '../../../analysis/program/modules';
import type { FuncAt } from '../../../analysis/program/program';
import type { Unit } from '../../../flow/unit';
import { isDeadLetterName } from '../../../libraries/conventions';
import { springCloudStream } from '../../../libraries/clients/spring-cloud-stream';
import type { Container } from '../../../kafka/model';
import type { Place, Span } from '../../../text/span';
import { contains } from '../../../text/span';
import type { Beans } from '../beans';
import { type Failures, judgeErrorHandler, keepsRecords } from '../error-handlers';
import { keepsFailures } from '../kept-failures';
import { type Bindings, isSaid } from './bindings';
import type { ErrorChannels } from './channels';
import type { Functions } from './functions';

/** An input of the module of a file, with the code that it calls. */
export interface Input extends Place {
  binding: string;
  /** Where that code stands as handlers. */
  handlers: readonly Place[];
  bodies: readonly FuncAt[];
}

/** What is set on containers that code is given to customize. */
const CUSTOMIZERS = ['ListenerContainerCustomizer', 'ListenerContainerWithDlqAndRetryCustomizer', 'KafkaListenerContainerCustomizer'];
const SETS_HANDLER = /^set(Common|Batch|Generic)?ErrorHandler$|^setAfterRollbackProcessor$/;

/**
 * What becomes of a record whose code keeps failing, by the bindings of Spring Cloud Stream: after `max-attempts` it goes to the
 * channel of errors, whose last subscriber throws it on, and the container logs and skips it (KafkaMessageChannelBinder
 * 2.2.1 to 5.0.2: `LoggingErrorHandler` and its successors, `new DefaultErrorHandler(new FixedBackOff(0L, 0L))` from 3.2).
 */
export class BindingFailures {
  constructor(
    private readonly analysis: Analysis, private readonly beans: Beans, private readonly bindings: Bindings,
    private readonly functions: Functions, private readonly channels: ErrorChannels,
  ) {}

  /** The container of an input; nothing for one without a group, which reads what comes while it runs. */
  containerOf({ path, span, binding, handlers, bodies }: Input): Container | undefined {
    const group = this.bindings.value(path, binding, 'group');
    if (!group) return undefined;
    const place = this.bindings.placeOf(path, binding, 'group', 'destination') ?? { path, span }, topics = this.bindings.topics(path, binding);
    return {
      path: place.path, span: place.span, ...this.analysis.circumstances(place.path), library: this.analysis.use(path, springCloudStream), what: 'binding', name: binding, topics, calls: handlers,
      failures: isDeadLetterName(`${binding} ${topics.join(' ')}`) ? 'handled' : this.#failures(path, binding, group.known ? group.value : undefined, bodies), because: [],
    };
  }

  #failures(path: string, binding: string, group: string | undefined, bodies: readonly FuncAt[]): Failures {
    const deadLetters = this.bindings.kafkaValue(path, binding, 'consumer.enable-dlq'), own = this.bindings.value(path, binding, 'error-handler-definition');
    if ((deadLetters && !deadLetters.known) || (own && !own.known)) return 'unknown';
    // A function that is named takes the place of the binder's own.
    if (own) return this.#byFunctions(path, own.value);
    if (isSaid(deadLetters, 'true')) return 'dead-letter';
    if (bodies.length > 0 && bodies.every(({ unit, func }) => keepsFailures(this.analysis, unit, func))) return 'handled';
    const named = this.bindings.kafkaValue(path, binding, 'consumer.common-error-handler-bean-name');
    if (named) return named.known ? worst(this.beans.nearest(named.value, path).map(({ unit, func }) => this.#made(unit, func.span))) : 'unknown';
    const customized = this.#customized(path);
    if (customized) return customized;
    const channel = group === undefined ? '' : `${this.bindings.topics(path, binding).join(',')}.${group}.errors`, handlers = this.channels.handlersOf(path, channel);
    if (handlers.length > 0) return worst(handlers.map(at => this.#treated(at)));
    return this.bindings.areWhole(path) ? 'skipped' : 'unknown';
  }

  #byFunctions(path: string, name: string): Failures {
    return worst(this.functions.named(path, name).flatMap(({ bodies }) => bodies.map(at => this.#treated(at))));
  }

  /** What a function does with a record of which it is told that it failed. */
  #treated(at: FuncAt): Failures {
    const { lost, unseen } = treatmentOf(this.analysis.ways, at, 0);
    return lost.length > 0 ? 'skipped' : unseen ? 'unknown' : 'handled';
  }

  /** What code of the module sets on all containers; nothing where that is no error handler. */
  #customized(path: string): Failures | undefined {
    const { program } = this.analysis, module = moduleOf(path);
    const places = program.units.filter(unit => moduleOf(unit.path) === module).flatMap(unit => [
      ...unit.funcs.filter(({ returns, annotations }) => returns && CUSTOMIZERS.includes(returns.name) && this.analysis.types.marks.find(unit, annotations, 'bean')).map(({ span }) => ({ unit, span })),
      ...unit.classes.filter(({ supers }) => supers.some(({ name }) => CUSTOMIZERS.includes(name))).map(({ span }) => ({ unit, span })),
    ]);
    const setting = places.filter(({ unit, span }) => unit.calls.some(call => SETS_HANDLER.test(call.name) && contains(span, call.span)));
    return setting.length > 0 ? worst(setting.map(({ unit, span }) => this.#made(unit, span))) : undefined;
  }

  /** The error handlers that a piece of code makes. */
  #made(unit: Unit, span: Span): Failures {
    const made = this.analysis.types.meanings.in(unit).filter(({ call, meaning }) => meaning.role === 'error-handler' && contains(span, call.span)).map(({ call }) => judgeErrorHandler(this.analysis, unit, call));
    return made.length === 0 ? 'unknown' : made.every(keepsRecords) ? 'handled' : worst(made.map(({ failures }) => failures));
  }
}

/** What holds of several that have a part in it: what one keeps is kept. */
function worst(all: readonly Failures[]): Failures {
  return all.find(one => /^(dead-letter|handled|retried-for-ever|stopped)$/.test(one)) ?? (all.length > 0 && all.every(one => one === 'skipped') ? 'skipped' : 'unknown');
}
