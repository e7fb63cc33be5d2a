import type { Analysis } from '../../../analysis/analysis';
import type { Reports } from '../../../analysis/calls/reports';
import { moduleOf } from '../../../analysis/program/modules';
import { NOTHING_HANDED } from '../../../analysis/values/handler-methods';
import type { Mark } from '../../../analysis/values/marks';
import type { Annotation, Call, Func, Unit } from '../../../flow/unit';
import type { Evidence } from '../../../kafka/evidence';
import type { Container, Send, SkippedBacklog, Undecided } from '../../../kafka/model';
import { traitsOf } from '../../../languages/traits';
import { springCloudStream } from '../../../libraries/clients/spring-cloud-stream';
import { isDeadLetterName } from '../../../libraries/conventions';
import type { LibraryTable } from '../../../libraries/table';
import type { FoundHandler } from '../../../model/found-handler';
import type { FoundSend } from '../../../model/found-send';
import { type MadeClients, OpenFramework } from '../../../model/framework';
import { code } from '../../../text/visible';
import { Beans } from '../beans';
import { Bindings, isSaid } from './bindings';
import { ErrorChannels } from './channels';
import { BindingFailures, type Input } from './failures';
import { type BoundFunction, Functions } from './functions';
import { inputsWithoutGroup } from './groups';
import { Outputs } from './outputs';
import { producersOf } from './producers';

/** Constants of the binder's own interfaces (Sink, Source and Processor of spring-cloud-stream 3). */
const CONSTANTS: Readonly<Record<string, string>> = { 'Sink.INPUT': 'input', 'Processor.INPUT': 'input', 'Source.OUTPUT': 'output', 'Processor.OUTPUT': 'output' };

/** Spring Cloud Stream with the binder for Kafka in one state of the workspace. */
export class SpringCloudStream extends OpenFramework {
  readonly #bindings: Bindings;
  readonly #functions: Functions;
  readonly #outputs: Outputs;
  readonly #failures: BindingFailures;

  constructor(private readonly analysis: Analysis) {
    super();
    const beans = new Beans(analysis.types, analysis.constants), bindings = new Bindings(analysis), channels = new ErrorChannels(analysis);
    this.#bindings = bindings;
    this.#functions = new Functions(analysis, beans, bindings);
    this.#outputs = new Outputs(analysis, bindings, this.#functions, channels);
    this.#failures = new BindingFailures(analysis, beans, bindings, this.#functions, channels);
  }

  override listens(unit: Unit, _func: Func, { annotation, library }: Mark): boolean {
    if (library !== springCloudStream) return true;
    const binding = this.#target(unit, annotation);
    return binding !== undefined && this.#bindings.isKafka(unit.path, binding);
  }

  override handlers(unit: Unit): readonly FoundHandler[] {
    if (traitsOf(unit).ecosystem !== 'jvm') return [];
    return this.#functions.boundIn(moduleOf(unit.path)).filter(one => one.unit === unit && this.#isRead(one)).flatMap(one => one.bodies.map(at => this.#handler(one, at)));
  }

  override topics(path: string, library: LibraryTable, names: readonly string[]): readonly string[] | undefined {
    return library === springCloudStream ? names.flatMap(name => this.#bindings.topics(path, name)) : undefined;
  }

  override reports(unit: Unit, call: Call): Reports | undefined {
    return this.analysis.types.meanings.of(unit, call)?.library === springCloudStream ? this.#outputs.of(unit, call) : undefined;
  }

  override transactions(): (found: FoundSend) => boolean {
    return ({ library, unit }) => library === springCloudStream && this.#bindings.isTransactional(unit.path);
  }

  override leavesAcknowledging(unit: Unit, listener: Annotation): Evidence | undefined {
    const binding = this.#bindingOf(unit, listener);
    return binding === undefined || this.#bindings.isTransactional(unit.path) ? undefined : this.#manual(unit.path, binding);
  }

  override skippedBacklogs(): SkippedBacklog[] {
    return inputsWithoutGroup(this.analysis, this.#bindings);
  }

  override containers(): Container[] {
    const inputs = new Map<string, Input>();
    for (const input of this.#inputs()) {
      const key = `${moduleOf(input.path)}\n${input.binding}`, other = inputs.get(key);
      inputs.set(key, other ? { ...other, handlers: [...other.handlers, ...input.handlers], bodies: [...other.bodies, ...input.bodies] } : input);
    }
    return [...inputs.values()].flatMap(input => this.#failures.containerOf(input) ?? []);
  }

  override sends(): readonly Send[] {
    const outputs = new Map(this.#all().flatMap(one => (one.output === undefined || one.isReactive ? [] : [[`${moduleOf(one.unit.path)}\n${one.output}`, one] as const])));
    return [...outputs.values()].flatMap(one => this.#sentBy(one) ?? []);
  }

  override clients(): MadeClients {
    const { program, types } = this.analysis;
    const called = program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit => types.meanings.in(unit).filter(({ meaning, library }) => library === springCloudStream && meaning.role === 'send')
      .map(({ call }) => ({ path: unit.path, binding: this.#outputs.bindingOf(unit, call) })));
    const all = [...this.#all().map(({ unit, output }) => ({ path: unit.path, binding: output })), ...called];
    return { producers: producersOf(this.analysis, this.#bindings, all.flatMap(({ path, binding }) => (binding === undefined ? [] : [{ path, binding }]))), consumers: [] };
  }

  override undecided(): readonly Undecided[] {
    return this.#all().filter(({ isReactive, input }) => isReactive && input !== undefined).map(({ unit, span }) => ({
      path: unit.path, span, question: 'Is the record kept when this function\'s work fails?', why: 'it is given its records as a stream, which is not followed', layer: 'consumer',
    }));
  }

  #all(): readonly BoundFunction[] {
    const modules = new Set(this.analysis.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').map(({ path }) => moduleOf(path)));
    return [...modules].flatMap(module => this.#functions.boundIn(module));
  }

  /** What the binding of a function sends, which does not wait, so that what the function was given counts as done before. */
  #sentBy({ unit: { path }, span, name, input, output, type }: BoundFunction): Send | undefined {
    const binding = output!, reports = this.#bindings.isKafka(path, binding) ? this.#outputs.ofBinding(path, binding) : undefined;
    if (reports?.kind !== 'none') return undefined;
    const place = this.#bindings.placeOf(path, binding, 'destination') ?? { path, span }, [topic] = this.#bindings.topics(path, binding);
    return {
      path: place.path, span: place.span, ...this.analysis.circumstances(place.path), library: this.analysis.use(path, springCloudStream), topic, name: binding, fate: 'dropped', implied: true,
      because: [{ path, span, note: `${type === 'Supplier' ? 'what' : 'the result of what'} ${code(name)} ${input === undefined ? 'gives' : 'is given'} goes there` }], sureness: 'certain',
      unreported: true, waitsBy: reports.setting, wrapped: false, transaction: false, purpose: isDeadLetterName(`${binding} ${topic ?? ''}`) ? 'dead-letter' : 'business',
    };
  }

  /** It is given single messages of a topic. */
  #isRead({ unit, input, isReactive }: BoundFunction): boolean {
    return input !== undefined && !isReactive && this.#bindings.isKafka(unit.path, input);
  }

  #handler({ unit, span, name, annotation, input }: BoundFunction, { unit: home, func }: BoundFunction['bodies'][number]): FoundHandler {
    const { path } = unit, binding = input!;
    return {
      unit, span, form: 'listener', library: springCloudStream, func, name, topics: this.#bindings.topics(path, binding), home, mayLeaveBy: [], annotation,
      batch: isSaid(this.#bindings.value(path, binding, 'consumer.batch-mode'), 'true'), byHand: this.#manual(path, binding) !== undefined, region: func.span, handed: NOTHING_HANDED,
    };
  }

  /** The inputs that code reads. */
  #inputs(): Input[] {
    const functions = this.#all().filter(one => one.input !== undefined && this.#bindings.isKafka(one.unit.path, one.input) && !one.isReactive).map(({ unit, span, input, bodies }) => ({
      path: unit.path, span, binding: input!, handlers: [{ path: unit.path, span }], bodies,
    }));
    const { program, types } = this.analysis;
    const listeners = program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit => unit.funcs.flatMap((func): Input[] => {
      const mark = types.marks.find(unit, func.annotations, 'listener'), binding = mark?.library === springCloudStream ? this.#target(unit, mark.annotation) : undefined;
      if (!mark || binding === undefined || !this.#bindings.isKafka(unit.path, binding)) return [];
      const place = { path: unit.path, span: mark.annotation.span };
      return [{ ...place, binding, handlers: [place], bodies: [{ unit, func }] }];
    }));
    return [...functions, ...listeners];
  }

  /** The binding that `@StreamListener` names. */
  #target(unit: Unit, { args }: Annotation): string | undefined {
    const given = args.find(({ name }) => name === 'value' || name === 'target')?.value;
    if (given?.kind === 'member' && given.object.kind === 'name' && `${given.object.name}.${given.name}` in CONSTANTS) return CONSTANTS[`${given.object.name}.${given.name}`];
    const read = given && this.analysis.constants.read(unit, given);
    return read?.known ? read.value : undefined;
  }

  #bindingOf(unit: Unit, listener: Annotation): string | undefined {
    const mark = this.analysis.types.marks.find(unit, [listener], 'listener');
    if (mark) return mark.library === springCloudStream ? this.#target(unit, listener) : undefined;
    return this.#functions.boundIn(moduleOf(unit.path)).find(({ annotation }) => annotation === listener)?.input;
  }

  /** Where files leave it to code to acknowledge what a binding reads. */
  #manual(path: string, binding: string): Evidence | undefined {
    const mode = this.#bindings.kafkaValue(path, binding, 'consumer.ack-mode'), automatic = this.#bindings.kafkaValue(path, binding, 'consumer.auto-commit-offset');
    const said = mode ? mode.known && /^manual([-_]?immediate)?$/i.test(mode.value) && mode : isSaid(automatic, 'false') && automatic;
    return said && said.known && said.at ? { path: said.at.path, span: said.at.span, note: 'here only what is acknowledged is committed' } : undefined;
  }
}
