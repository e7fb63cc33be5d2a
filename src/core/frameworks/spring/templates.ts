import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import type { ExprAt } from '../../analysis/program/program';
import type { Call, Expr, TypeRef, Unit, Variable } from '../../flow/unit';
import { enclosing, isNothing, peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import type { Producer } from '../../kafka/model';
import { SETS_TRANSACTIONS } from '../../libraries/clients/spring-kafka';
import type { FoundClient } from '../../model/found-client';
import type { FoundSend } from '../../model/found-send';
import type { SettingSite } from '../../settings/setting';
import { contains } from '../../text/span';
import { mayShareBeans, springSites } from './application-files';
import type { Bean, Beans } from './beans';

const FACTORY = 'org.springframework.kafka.core.ProducerFactory';

/** Whether the sends of a value are part of transactions; undefined where it is not known. */
type Answer = boolean | undefined;

/**
 * Spring's templates: with the producers of which factory they send. Outside a transaction the template of a
 * transactional factory refuses to send (KafkaTemplate.getTheProducer), so its sends count as inside one.
 */
export class Templates {
  readonly #factories: ReadonlyMap<Call, FoundClient>;
  readonly #variables = new Map<Variable, Answer>();
  readonly #modules = new Map<string, boolean>();
  /** Packages of applications to which code gives a prefix: Boot's factory is theirs, and that of the packages below. */
  readonly #prefixed: readonly string[];
  /** Modules in which some factory is made transactional, of which it is not known which. */
  readonly #unplaced: ReadonlySet<string>;

  constructor(
    private readonly analysis: Analysis, private readonly beans: Beans, clients: readonly FoundClient[],
    private readonly isTransactional: (client: FoundClient) => Producer['transactional'],
  ) {
    this.#factories = new Map(clients.filter(c => c.meaning.role === 'producer' && c.meaning.managed).map(c => [c.call, c]));
    const placed = new Set(clients.flatMap(c => c.calls.map(({ call }) => call)));
    this.#prefixed = analysis.program.units.filter(setsPrefix).map(unit => unit.package ?? '');
    this.#unplaced = new Set(analysis.program.callsNamed(SETS_TRANSACTIONS).filter(({ call }) => !placed.has(call)).map(({ unit }) => moduleOf(unit.path)));
  }

  /** True for a send whose failure the commit of a transaction reports. */
  inTransaction(found: FoundSend): boolean {
    let sent = found;
    while (sent.inner) sent = sent.inner;
    const { unit, call } = sent;
    const answer = call.receiver && this.#of({ unit, expr: call.receiver }, 0);
    return answer ?? [unit, found.unit].some(at => this.#module(at.path) || this.#isPrefixed(at));
  }

  #isPrefixed({ package: own = '' }: Unit): boolean {
    return this.#prefixed.some(home => own === home || own.startsWith(`${home}.`));
  }

  /** What holds for templates of a module whose factory is not known: Boot's own takes the application's file. */
  #module(path: string): boolean {
    const module = moduleOf(path);
    let answer = this.#modules.get(module);
    if (answer === undefined) {
      const factories = [...this.#factories.values()].filter(({ unit }) => moduleOf(unit.path) === module);
      answer = this.#unplaced.has(module)
        || springSites(this.analysis.inputs, path).some(site => site.key === 'transactional.id' && site.scope === 'producer')
        || (factories.length > 0 && factories.every(factory => this.isTransactional(factory) === true));
      this.#modules.set(module, answer);
    }
    return answer;
  }

  /** The answer for an expression that gives a template or a factory. */
  #of({ unit, expr }: ExprAt, depth: number): Answer {
    if (depth > 10) return undefined;
    const value = peel(expr);
    if (value.kind === 'choice') return agreed(value.options.map(option => this.#of({ unit, expr: option }, depth + 1)));
    if (value.kind === 'call') return this.#ofCall(unit, unit.calls[value.call], depth);
    const held = this.analysis.types.members.held(unit, value);
    if (!held) return undefined;
    if (!this.#variables.has(held.variable)) {
      this.#variables.set(held.variable, undefined);
      this.#variables.set(held.variable, this.#ofVariable(held.unit, held.variable, depth));
    }
    return this.#variables.get(held.variable);
  }

  #ofCall(unit: Unit, call: Call, depth: number): Answer {
    const { types } = this.analysis;
    const factory = this.#factories.get(call);
    if (factory) return this.#ofFactory(factory);
    const meaning = types.meanings.of(unit, call)?.meaning;
    if (meaning?.role === 'template') {
      const [given, ...others] = call.args;
      const answer = given && this.#of({ unit, expr: given }, depth + 1);
      // Settings of its own may make it transactional.
      return answer || others.every(isFlag) ? answer : undefined;
    }
    const field = types.generatedField(unit, call);
    if (field) return this.#ofVariable(field.unit, field.variable, depth + 1);
    return agreed(types.callables.targets(unit, call).flatMap(target => types.values.returned(target).map(expr => this.#of({ unit: target.unit, expr }, depth + 1))));
  }

  #ofFactory(factory: FoundClient): Answer {
    const answer = this.isTransactional(factory);
    if (answer === true) return factory.bag.sites.some(site => site.key === 'transactional.id' && this.#isChosen(site)) ? undefined : true;
    // It may be the one that is made transactional.
    return answer === 'unknown' || this.#unplaced.has(moduleOf(factory.unit.path)) ? undefined : false;
  }

  /** Set under a condition only: what a file or the environment says decides. */
  #isChosen({ path, span }: SettingSite): boolean {
    return this.analysis.program.unit(path)?.funcs.some(func => contains(func.bodySpan, span) && enclosing(func.body, span).some(({ step }) => step.kind === 'branch')) ?? false;
  }

  #ofVariable(unit: Unit, variable: Variable, depth: number): Answer {
    const func = variable.func === undefined ? undefined : unit.funcs[variable.func];
    const values = variable.values.filter(value => !isNothing(value)).map(expr => ({ unit, expr }));
    const given = variable.kind === 'param' && func ? this.analysis.types.sources.given(unit, func, func.params.indexOf(variable.id)) : values;
    if (given.length > 0) return agreed(given.map(at => this.#of(at, depth + 1)));
    return this.#isInjected(unit, variable) ? this.#injected(unit, variable, depth) : undefined;
  }

  /** Spring gives the value: to a parameter of a constructor or a marked method, or to a field that nothing else fills. */
  #isInjected(unit: Unit, variable: Variable): boolean {
    if (variable.kind === 'param') {
      const func = variable.func === undefined ? undefined : unit.funcs[variable.func];
      return func?.kind === 'constructor' || (func !== undefined && this.analysis.types.marks.find(unit, func.annotations, 'bean', 'injected', 'resource') !== undefined);
    }
    const owner = variable.kind === 'field' && variable.class !== undefined ? unit.classes[variable.class] : undefined;
    return owner !== undefined && !this.analysis.program.callsNamed(owner.name).some(({ call }) => call.kind === 'new');
  }

  #injected(unit: Unit, variable: Variable, depth: number): Answer {
    const type = this.analysis.types.ofVariable(unit, variable);
    const module = moduleOf(unit.path);
    if (type === undefined) return undefined;
    const all = this.beans.ofType(type).filter(bean => mayShareBeans(this.analysis.inputs, module, bean.module));
    const own = all.filter(bean => bean.module === module);
    if (own.length > 0) {
      // One of another module has the name that is asked for.
      if (!own.some(bean => bean.names.includes(variable.name)) && all.some(bean => bean.names.includes(variable.name))) return undefined;
      const chosen = this.#chosen(unit, variable, own.filter(bean => fits(variable.type, bean.func.returns)));
      const answer = this.#ofBeans(chosen, depth);
      return answer === false && chosen.some(bean => bean.conditional) ? undefined : answer;
    }
    // Boot's own template sends with the factory of the application.
    const boots = all.length === 0 && type !== FACTORY;
    const near = boots ? this.beans.ofType(FACTORY).filter(bean => bean.module === module) : this.#chosen(unit, variable, all);
    return this.#ofBeans(near, depth) || undefined;
  }

  /** The beans of which Spring takes one. */
  #chosen(unit: Unit, variable: Variable, beans: readonly Bean[]): readonly Bean[] {
    const qualifier = this.analysis.types.marks.find(unit, variable.annotations, 'qualifier', 'resource')?.annotation;
    if (qualifier) {
      const names = this.beans.namesGiven(unit, qualifier);
      return beans.filter(bean => bean.names.some(name => names.includes(name)));
    }
    const primary = beans.filter(bean => bean.primary);
    if (primary.length > 0) return primary;
    const named = beans.filter(bean => bean.names.includes(variable.name));
    return named.length > 0 ? named : beans;
  }

  #ofBeans(beans: readonly Bean[], depth: number): Answer {
    const { values } = this.analysis.types;
    return agreed(beans.map(({ unit, func }) => agreed(values.returned({ unit, func }).map(expr => this.#of({ unit, expr }, depth + 1)))));
  }
}

/**
 * Code that gives Boot the prefix among its default properties: `SpringApplication.setDefaultProperties`,
 * `SpringApplicationBuilder.properties` (Spring Boot, "Externalized Configuration").
 */
function setsPrefix(unit: Unit): boolean {
  if (traitsOf(unit).ecosystem !== 'jvm') return false;
  let sets = prefixing.get(unit);
  if (sets === undefined) {
    prefixing.set(unit, sets = unit.calls.some(({ args }) => args.some(arg => {
      const value = peel(arg);
      return value.kind === 'literal' && typeof value.value === 'string' && BOOT_PREFIX.test(value.value);
    })));
  }
  return sets;
}

const prefixing = new WeakMap<Unit, boolean>();

const BOOT_PREFIX = /^spring\.kafka\.producer\.transaction-?id-?prefix(?:=|$)/i;

function agreed(answers: readonly Answer[]): Answer {
  return answers.every(answer => answer === answers[0]) ? answers[0] : undefined;
}

/** Whether a bean's type arguments may be those that are asked for. */
function fits(wanted: TypeRef | undefined, given: TypeRef | undefined): boolean {
  if (!wanted || !given || wanted.args.length !== given.args.length) return true;
  return wanted.args.every((arg, i) => isOpen(arg) || isOpen(given.args[i]) || simpleName(arg.name) === simpleName(given.args[i].name));
}

function isOpen(ref: TypeRef): boolean {
  return /^(\?.*|[A-Z])$/.test(ref.name);
}

function isFlag(expr: Expr): boolean {
  const value = peel(expr);
  return value.kind === 'literal' && typeof value.value === 'boolean';
}
