import type { Call, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { StateStore } from '../../kafka/model';
import type { Context } from '../context';

/** The stores of Kafka Streams that code makes without a changelog. */
export function findStateStores(context: Context): StateStore[] {
  return context.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm' && !makesGlobalStores(unit)).flatMap(unit =>
    context.types.meanings.in(unit).filter(({ meaning }) => meaning.role === 'no-changelog').map(({ call }) => ({
      ...context.place(unit, call.nameSpan), ...context.circumstances(unit.path), name: nameOf(context, unit, call),
      restore: { title: 'Keep the changelog', edits: [{ path: unit.path, span: spanOf(call), text: '' }], safe: false },
    })),
  );
}

/** A global store is filled from its own topic at each start, and has to be without a changelog (GlobalStoreNode.java). */
function makesGlobalStores({ calls }: Unit): boolean {
  return calls.some(({ name }) => name === 'addGlobalStore' || name === 'globalTable');
}

/** The call with its dot, and the line break before it. */
function spanOf({ receiver, span }: Call): { start: number; end: number } {
  return { start: receiver!.span.end, end: span.end };
}

/** The name of a store: the first text in the calls behind which it is told so. */
function nameOf(context: Context, unit: Unit, call: Call): string | undefined {
  for (let at: Call | undefined = call; at; at = at.receiver?.kind === 'call' ? unit.calls[at.receiver.call] : undefined) {
    for (const arg of at.args) {
      const name = arg.kind === 'call' ? unit.calls[arg.call].args[0] : arg;
      const value = name && context.constants.read(unit, name);
      if (value?.known && /^[\w.-]+$/.test(value.value) && !/^\d+$/.test(value.value)) return value.value;
    }
  }
  return undefined;
}
