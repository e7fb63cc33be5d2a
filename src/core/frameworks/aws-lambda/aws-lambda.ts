import type { Analysis } from '../../analysis/analysis';
import type { FuncAt } from '../../analysis/program/program';
import { NOTHING_HANDED } from '../../analysis/values/handler-methods';
import type { Expr, TypeRef, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { awsLambda } from '../../libraries/frameworks/aws-lambda';
import type { FoundHandler } from '../../model/found-handler';
import { OpenFramework } from '../../model/framework';

const { events, handlers, generic, failed } = awsLambda.triggers!;

/** AWS Lambda in one state of the workspace. */
export class AwsLambda extends OpenFramework {
  constructor(private readonly analysis: Analysis) {
    super();
  }

  /** The functions that a module exports, itself or within the call of a helper, by the type of their first parameter or their own. */
  override handlers(unit: Unit): readonly FoundHandler[] {
    const { callables } = this.analysis.types, found = new Map<FuncAt['func'], FoundHandler>();
    for (const { value } of unit.exports) {
      for (const expr of value ? withGiven(unit, value) : []) {
        const held = expr.kind === 'name' && expr.symbol !== undefined ? unit.symbols[expr.symbol].type : undefined;
        for (const at of callables.functionsAt({ unit, expr })) {
          if (this.#isHandler(unit, held) || this.#isGivenEvent(at)) found.set(at.func, this.#handler(at));
        }
      }
    }
    return [...found.values()];
  }

  #handler(at: FuncAt): FoundHandler {
    const { unit, func } = at, { values } = this.analysis.types;
    return {
      unit, span: func.nameSpan, form: 'listener', library: awsLambda, func, name: func.name || 'handler', topics: [], home: unit, batch: true, mayLeaveBy: [], byHand: false,
      // What it reports as failed is given to it again.
      marked: values.returned(at).some(given => values.property({ unit, expr: given }, failed) !== undefined),
      region: func.span, handed: NOTHING_HANDED,
    };
  }

  #isHandler(unit: Unit, type: TypeRef | undefined): boolean {
    const name = this.#nameOf(unit, type);
    return handlers.includes(name) || (generic.includes(name) && events.includes(this.#nameOf(unit, type?.args[0])));
  }

  #isGivenEvent({ unit, func }: FuncAt): boolean {
    return func.params.length > 0 && events.includes(this.#nameOf(unit, unit.symbols[func.params[0]].type));
  }

  #nameOf(unit: Unit, type: TypeRef | undefined): string {
    return (type && this.analysis.types.program.typeName(unit, type)) ?? '';
  }
}

/** A value, and what is given to the calls that make it: `middy(handler).use(…)`. */
function withGiven(unit: Unit, expr: Expr): Expr[] {
  const value = peel(expr);
  if (value.kind !== 'call') return [value];
  const { args, receiver } = unit.calls[value.call];
  return [value, ...args.map(peel), ...(receiver ? withGiven(unit, receiver) : [])];
}
