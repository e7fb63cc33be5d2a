import type { Analysis } from '../../../analysis/analysis';
import { callbackFunctions } from '../../../analysis/calls/failure-callback';
import { moduleOf } from '../../../analysis/program/modules';
import type { FuncAt } from '../../../analysis/program/program';
import type { Annotation, TypeRef, Unit } from '../../../flow/unit';
import { simpleName } from '../../../flow/walk';
import { isTestPath } from '../../../kafka/environment';
import { BOUND_TYPES } from '../../../libraries/conventions';
import type { Span } from '../../../text/span';
import type { Beans } from '../beans';
import type { Bindings } from './bindings';

const PACKAGE = 'java.util.function.';
/** Types that stand for a whole stream of records: the function is called once, and what it makes of them runs later. */
const STREAMS = /^(Flux|Mono|Publisher|Tuple\d)$/;
/** Types of the binder for Kafka Streams. */
const OF_STREAMS = /^(KStream|KTable|GlobalKTable)$/;
const DEFINITIONS = ['spring.cloud.stream.function.definition', 'spring.cloud.function.definition'];

/** A function of the application that is a bean. */
export interface StreamFunction {
  unit: Unit;
  /** The bean's name, and where it stands. */
  name: string;
  span: Span;
  annotation: Annotation;
  type: string;
  args: readonly TypeRef[];
  /** What is run for each message; nothing where that is out of view. */
  bodies: readonly FuncAt[];
}

/** A function with the bindings of its ends; one that is composed with others has those of the whole. */
export interface BoundFunction extends StreamFunction {
  definition: string;
  input?: string;
  output?: string;
  /** It is given, or gives, a stream and not single messages. */
  isReactive: boolean;
}

/** The functions of the workspace that Spring Cloud Stream binds (FunctionConfiguration, BindableFunctionProxyFactory). */
export class Functions {
  #all: readonly StreamFunction[] | undefined;
  readonly #bound = new Map<string, readonly BoundFunction[]>();

  constructor(private readonly analysis: Analysis, private readonly beans: Beans, private readonly bindings: Bindings) {}

  /** Those of a module that are bound to Kafka. */
  boundIn(module: string): readonly BoundFunction[] {
    let bound = this.#bound.get(module);
    if (!bound) this.#bound.set(module, bound = this.#bind(this.#functions().filter(({ unit }) => moduleOf(unit.path) === module)));
    return bound;
  }

  /** The functions of a module with a name. */
  named(path: string, name: string): readonly StreamFunction[] {
    return this.#functions().filter(one => one.name === name && moduleOf(one.unit.path) === moduleOf(path));
  }

  #bind(own: readonly StreamFunction[]): BoundFunction[] {
    if (own.length === 0) return [];
    const { path } = own[0].unit;
    return this.#definitions(path, own).flatMap(definition => {
      const names = definition.split(/[|,]/).map(name => name.trim()), parts = names.flatMap(name => own.find(one => one.name === name) ?? []);
      const [first] = parts, last = parts.at(-1);
      if (!first || !last || parts.some(({ args }) => args.some(isOfStreams))) return [];
      const input = first.type === 'Supplier' ? undefined : this.bindings.ofFunction(path, definition, 'in');
      const output = last.type.endsWith('Consumer') ? undefined : this.bindings.ofFunction(path, definition, 'out');
      if (![input, output].some(binding => binding !== undefined && this.bindings.isKafka(path, binding))) return [];
      const isReactive = parts.some(({ args }) => args.some(arg => STREAMS.test(simpleName(arg.name))));
      return parts.map(one => ({ ...one, definition, input, output, isReactive }));
    });
  }

  /** The names of functions that are bound: those that a file lists, or the only one; where that is not known, those whose bindings files name. */
  #definitions(path: string, own: readonly StreamFunction[]): string[] {
    const said = DEFINITIONS.map(name => this.bindings.files.value(path, name)).find(value => value !== undefined);
    if (said?.known) return said.value.split(';').map(definition => definition.trim());
    const named = own.filter(({ name, type }) => this.bindings.names(path).includes(this.bindings.ofFunction(path, name, type === 'Supplier' ? 'out' : 'in')));
    return (said || own.length > 1 ? named : own).map(({ name }) => name);
  }

  #functions(): readonly StreamFunction[] {
    return this.#all ??= [...this.#beanMethods(), ...this.#components()].filter(({ unit }) => !isTestPath(unit.path));
  }

  #beanMethods(): StreamFunction[] {
    const { callFacts, types } = this.analysis;
    return Object.entries(BOUND_TYPES).flatMap(([type, method]) => this.beans.ofType(PACKAGE + type).map(({ unit, func, names }) => ({
      unit, name: names[0], span: func.nameSpan, type, args: func.returns?.args ?? [], annotation: types.marks.find(unit, func.annotations, 'bean')!.annotation,
      bodies: types.values.returned({ unit, func }).flatMap(value => callbackFunctions(callFacts, unit, value, method)),
    })));
  }

  #components(): StreamFunction[] {
    const { types } = this.analysis;
    return this.beans.components().flatMap(({ unit, decl, name, annotation }) => decl.supers.flatMap((parent): StreamFunction[] => {
      const full = types.members.ofRef(unit, parent) ?? '', type = full.startsWith(PACKAGE) ? full.slice(PACKAGE.length) : '';
      return Object.hasOwn(BOUND_TYPES, type)
        ? [{ unit, name, span: decl.nameSpan, type, args: parent.args, annotation, bodies: types.members.methodsIn({ unit, decl }, BOUND_TYPES[type], false) }] : [];
    }));
  }
}

function isOfStreams({ name, args }: TypeRef): boolean {
  return OF_STREAMS.test(simpleName(name)) || args.some(isOfStreams);
}
