import { NOTHING_HANDED } from '../../analysis/values/handler-methods';
import type { ClassDecl, Func, Unit } from '../../flow/unit';
import { eachStep, peel } from '../../flow/walk';
import type { LibraryTable, ReceiverTable } from '../../libraries/table';
import { ownOf } from '../../text/own';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** Classes that extend one another. */
const DEEPEST = 6;

/** Methods of a file that are given records since their class is of a type. */
export function receiversIn(context: Context, unit: Unit): FoundHandler[] {
  return unit.classes.flatMap(decl => {
    const known = tableOf(context, unit, decl, 0);
    if (!known) return [];
    return decl.methods.map(id => unit.funcs[id]).flatMap((func): FoundHandler[] => {
      const table = func.body.length > 0 ? ownOf(known.methods, func.name) : undefined;
      if (!table) return [];
      const { library } = known, byHand = table.finishedBy.some(name => isFinished(context, unit, decl, name));
      return [{
        unit, span: func.nameSpan, form: 'listener', library, func, name: `${decl.name}.${func.name}`, topics: [], home: unit, batch: table.batch, mayLeaveBy: [], byHand,
        region: func.span, handed: NOTHING_HANDED,
      }];
    });
  });
}

interface Known {
  library: LibraryTable;
  methods: Readonly<Record<string, ReceiverTable>>;
}

/** The type among those that a class extends whose methods are given records. */
function tableOf(context: Context, unit: Unit, decl: ClassDecl, depth: number): Known | undefined {
  for (const parent of depth < DEEPEST ? decl.supers : []) {
    const type = context.types.members.ofRef(unit, parent);
    for (const library of type === undefined ? [] : context.inputs.libraries) {
      const methods = library.receivers && ownOf(library.receivers, type!);
      if (methods) return { library, methods };
    }
    const own = type === undefined ? undefined : context.program.classNamed(type), above = own && tableOf(context, own.unit, own.decl, depth + 1);
    if (above) return above;
  }
  return undefined;
}

/** The class, or one that it extends, has such a method that does something. */
function isFinished(context: Context, unit: Unit, decl: ClassDecl, name: string): boolean {
  return context.types.members.methodsIn({ unit, decl }, name).some(({ func, unit: home }) => doesMore(home, func));
}

/** It does more than to give back what it was given. */
function doesMore({ symbols }: Unit, { body, params }: Func): boolean {
  let more = false;
  eachStep(body, step => {
    const value = step.kind === 'exit' && step.how === 'return' && step.value ? peel(step.value) : undefined;
    const given = value?.kind === 'name' && value.symbol !== undefined && params.includes(symbols[value.symbol].id);
    if (!given) more = true;
  });
  return more;
}
