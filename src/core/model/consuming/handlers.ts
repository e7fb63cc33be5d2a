import { given, type Given } from '../../analysis/values/arguments';
import { handedTo, NOTHING_HANDED } from '../../analysis/values/handler-methods';
import type { Mark } from '../../analysis/values/marks';
import { lastOfRoute, nameOfCall, topicsNamed } from '../../analysis/values/names';
import type { Stop } from '../../analysis/calls/loss';
import { Reach } from '../../analysis/deeds/reach';
import { first } from '../../flow/first';
import type { Call, Func, Step, Unit } from '../../flow/unit';
import { eachStep, peel, simpleName } from '../../flow/walk';
import type { Route } from '../../libraries/table';
import { contains, type Span } from '../../text/span';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';
import { receiversIn } from '../records/receivers';

/** Finds the handlers of a workspace: callbacks given to a client, annotated listeners, and poll loops. */
export class Handlers {
  readonly #committers: Reach;

  constructor(private readonly context: Context) {
    this.#committers = new Reach(context.callFacts, (unit, call) => this.#types.meanings.of(unit, call)?.meaning.role === 'commit', 'commits');
  }

  get #types() {
    return this.context.types;
  }

  in(unit: Unit): FoundHandler[] {
    return [...this.#callbacks(unit), ...this.#listeners(unit), ...this.context.frameworks.flatMap(one => one.handlers(unit)), ...receiversIn(this.context, unit), ...this.#polls(unit)];
  }

  #callbacks(unit: Unit): FoundHandler[] {
    const found: FoundHandler[] = [];
    for (const { call, meaning, library } of this.#types.meanings.in(unit)) {
      if (meaning.role !== 'handle') continue;
      for (const table of meaning.handlers) {
        const handed = this.#given(unit, call, table.at).flatMap(one => this.#types.callables.functionsAt(one).slice(0, 1).map(at => ({ ...at, by: one.by })));
        for (const at of handed) {
          const given = handedTo(at, table.methods, library), own = /^\d+$/.test(table.at) ? call.name : lastOfRoute(table.at);
          found.push({
            unit, span: call.nameSpan, form: 'callback', library, call, func: at.func, name: at.func.name || (meaning.when && 'is' in meaning.when ? meaning.when.is : own), topics: [], home: at.unit, batch: table.batch ?? false, mayLeaveBy: table.mayLeaveBy ?? [],
            byHand: table.commits === 'by-hand' || this.#isSet(unit, call, table.byHand, at.by), marked: this.#isSet(unit, call, table.marked, at.by),
            region: at.func.span, handed: given, ...(table.commits === 'first' ? { first: takenBy(unit, call) } : {}), ...(table.apart ? { apart: table.apart } : {}),
            ...(table.failure === undefined ? {} : { failure: at.func.params[table.failure] }),
          });
        }
      }
    }
    return found;
  }

  /** True where a call is given an option with a value, by the caller that gives the handler if there are several. */
  #isSet(unit: Unit, call: Call, option: { at: Route; value: string } | undefined, by: Given['by']): boolean {
    if (!option) return false;
    const values = this.#given(unit, call, option.at), value = values.find(one => one.by === by) ?? values.find(one => one.by === undefined);
    const read = value && this.context.constants.read(value.unit, value.expr);
    return read?.known === true && read.value === option.value;
  }

  #given(unit: Unit, call: Call, route: string): Given[] {
    const [index, ...path] = route.split('.');
    const arg = call.args[Number(index)];
    return arg ? given(this.context.callFacts.callers, { unit, expr: arg }, path) : [];
  }

  #listeners(unit: Unit): FoundHandler[] {
    const found: FoundHandler[] = [];
    const add = (func: Func, mark: Mark): void => {
      const { annotation, library, table } = mark;
      if (table.role !== 'listener' || !this.context.frameworks.every(one => one.listens(unit, func, mark))) return;
      const types = func.params.flatMap(id => unit.symbols[id].type?.name ?? []);
      const byHand = types.some(type => table.acknowledgement.split(' ').includes(simpleName(type))), batch = types.some(type => table.batches.includes(type));
      found.push({ unit, span: annotation.span, form: 'listener', library, func, name: func.name, topics: this.#topics(unit, mark), home: unit, batch, mayLeaveBy: [], byHand, region: func.span, handed: NOTHING_HANDED, annotation, errorHandler: first(this.context.frameworks, one => one.errorHandler(unit, annotation)) });
    };
    for (const func of unit.funcs) {
      const mark = this.#types.marks.find(unit, func.annotations, 'listener');
      if (mark) add(func, mark);
    }
    for (const decl of unit.classes) {
      const mark = this.#types.marks.find(unit, decl.annotations, 'listener');
      if (!mark) continue;
      for (const id of decl.methods) {
        if (this.#types.marks.find(unit, unit.funcs[id].annotations, 'listener-method')) add(unit.funcs[id], mark);
      }
    }
    return found;
  }

  #topics(unit: Unit, { annotation, library }: Mark): string[] {
    const names = topicsNamed(this.context.constants, unit, annotation, library);
    return [...first(this.context.frameworks, one => one.topics(unit.path, library, names)) ?? names];
  }

  #polls(unit: Unit): FoundHandler[] {
    const found: FoundHandler[] = [];
    for (const { call, meaning, library } of this.#types.meanings.in(unit)) {
      if (meaning.role !== 'poll') continue;
      // A poll whose result is dropped is made to join the group or to keep the membership alive.
      if (call.use.kind === 'dropped') continue;
      for (const at of this.#loopsOf(unit, call)) {
        const func = unit.funcs[at.func];
        const loop = outerLoop(func.body, at.span);
        // A try around the loop belongs to it: its `finally` commits on the way out.
        const outer = loop && func.body.find(step => contains(step.span, loop.span));
        if (found.some(f => f.loop && f.loop === loop)) continue;
        const region = outer?.span ?? func.span;
        found.push({ unit, span: at.nameSpan, form: 'poll-loop', library, call: at, polled: call, func, name: nameOfCall(at, unit), topics: [], home: unit, batch: true, mayLeaveBy: [], byHand: this.#commits(unit, func, region), region, handed: NOTHING_HANDED, loop });
      }
    }
    return found;
  }

  /** Whether something in a part of a function commits, itself or in what it runs. */
  #commits(unit: Unit, func: Func, region: Span): boolean {
    if (!this.#committers.from(unit, func)) return false;
    const acts = this.context.deeds.of({ unit, func }, at => this.#committers.from(at.unit, at.func));
    return acts.some(({ call, meaning, around: [outer] }) => meaning?.role === 'commit' && contains(region, (outer?.call ?? call).span));
  }

  /** The poll, or the calls in loops of the function of this file that hands on what it polls: `records = next()`. */
  #loopsOf(unit: Unit, poll: Call): Call[] {
    const func = unit.funcs[poll.func];
    const returned = poll.use.kind === 'returned' || (poll.use.kind === 'stored' && unit.symbols[poll.use.symbol].reads.some(({ use }) => use.kind === 'returned'));
    if (!returned || outerLoop(func.body, poll.span)) return [poll];
    const calls = unit.calls.filter(call => call.name === func.name && call.use.kind !== 'dropped' && outerLoop(unit.funcs[call.func].body, call.span)
      && this.#types.callables.targets(unit, call).some(target => target.func === func));
    return calls.length > 0 ? calls : [poll];
  }
}

/** The outermost loop without a collection to run over that holds a span: the poll loop. */
function outerLoop(steps: readonly Step[], span: Span): (Step & { kind: 'loop' }) | undefined {
  let found: (Step & { kind: 'loop' }) | undefined;
  eachStep(steps, step => {
    if (!found && step.kind === 'loop' && step.style === 'while' && contains(step.span, span)) found = step;
  });
  return found;
}

/** The call at the start of a chain, by which its records are had. */
function takenBy(unit: Unit, call: Call): Stop {
  const before = call.receiver && peel(call.receiver), from = before?.kind === 'call' ? unit.calls[before.call] : undefined;
  return from?.receiver && peel(from.receiver).kind === 'call' ? takenBy(unit, from) : { unit, span: (from ?? call).nameSpan, note: (from ?? call).name };
}
