import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import { isTestPath } from '../../kafka/environment';
import type { Annotation, Call, Expr, Unit, Variable } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import { smallryeMessaging } from '../../libraries/clients/smallrye-messaging';

/** The way of the messages of a channel, as the files of the application say it. */
export type Direction = 'incoming' | 'outgoing';

/** Types by which code sends into a channel. */
const EMITTERS = /^(Mutiny|Context)?Emitter$|^KafkaRequestReply$/;

/** The names of the channels that code speaks of: methods, emitters, and injected streams. */
export class Ends {
  readonly #known = new Set<string>();

  constructor(private readonly analysis: Analysis) {
    for (const unit of analysis.program.units) {
      if (!isTestPath(unit.path) && unit.imports.some(({ module }) => smallryeMessaging.words!.some(word => module.includes(word)))) this.#addAll(unit);
    }
  }

  /** Whether code of a module reads a channel, or writes into one. */
  has(module: string, direction: Direction, name: string): boolean {
    return this.#known.has(`${module}\n${direction}\n${name}`);
  }

  /** The channel that an annotation names; undefined where its name is computed. */
  nameOf(unit: Unit, { args }: Annotation): string | undefined {
    const named = args.find(({ name }) => name === 'value'), read = named && this.analysis.constants.read(unit, named.value);
    return read?.known ? read.value : undefined;
  }

  /** The channel of the emitter on which a call is made. */
  channelOf(unit: Unit, { receiver }: Call): string | undefined {
    const held = receiver && variableOf(unit, receiver), mark = held && this.#markOf(unit, held);
    return mark && this.nameOf(unit, mark);
  }

  /** The annotation of a field, or of the parameter that is put into it. */
  #markOf(unit: Unit, variable: Variable): Annotation | undefined {
    const own = this.analysis.types.marks.find(unit, variable.annotations, 'channel')?.annotation;
    if (own || variable.kind !== 'field') return own;
    const given = variable.values.length === 1 ? variableOf(unit, variable.values[0]) : undefined;
    return given?.kind === 'param' ? this.analysis.types.marks.find(unit, given.annotations, 'channel')?.annotation : undefined;
  }

  #addAll(unit: Unit): void {
    const { marks } = this.analysis.types, module = moduleOf(unit.path);
    const add = (direction: Direction, name: string | undefined): void => { if (name !== undefined) this.#known.add(`${module}\n${direction}\n${name}`); };
    for (const { annotations } of unit.funcs) {
      for (const annotation of annotations) {
        if (marks.find(unit, [annotation], 'listener')?.library === smallryeMessaging) add('incoming', this.nameOf(unit, annotation));
        if (marks.find(unit, [annotation], 'outgoing')) add('outgoing', this.nameOf(unit, annotation));
      }
    }
    for (const { annotations, type } of unit.symbols) {
      const mark = marks.find(unit, annotations, 'channel');
      if (mark) add(EMITTERS.test(simpleName(type?.name ?? '')) ? 'outgoing' : 'incoming', this.nameOf(unit, mark.annotation));
    }
  }
}

/** The field, variable or parameter that a value is. */
function variableOf(unit: Unit, expr: Expr): Variable | undefined {
  const value = peel(expr);
  if (value.kind === 'name') return value.symbol === undefined ? undefined : unit.symbols[value.symbol];
  const owner = value.kind === 'member' && value.object.kind === 'this' ? value.object.class : undefined;
  return owner === undefined ? undefined : unit.classes[owner].fields.map(id => unit.symbols[id]).find(({ name }) => name === (value as Expr & { kind: 'member' }).name);
}
