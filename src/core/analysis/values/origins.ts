import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { ExprAt } from '../program/program';
import type { Entered, Source } from '../sources/questions';
import type { Types } from './types';
import { returned } from '../sources/values';

/** A construction or factory call that made a client. */
export interface Origin {
  unit: Unit;
  call: Call;
  /** The call of a function of the workspace that makes a client each time: one client for each such call. */
  via?: Call;
}

/** Steps from a transaction, or from what a client makes, to the client. */
const STEPS = 8;

/** Finds the call that made the client a value holds. */
export class Origins {
  constructor(private readonly types: Types) {}

  /** The client of a value; what is given to a parameter counts where all callers give the same. */
  of(unit: Unit, expr: Expr, depth = 0): Origin | undefined {
    const at = { unit, expr };
    const [near] = this.#all(at, false, depth);
    if (near) return near;
    const far = this.#all(at, true, depth);
    return new Set(far.map(({ call }) => call)).size === 1 ? far[0] : undefined;
  }

  #all(at: ExprAt, callers: boolean, depth: number): Origin[] {
    const { found, open } = this.types.sources.of(at, [], { callers });
    return depth > STEPS || (callers && open === 'bound') ? [] : found.flatMap(source => this.#made(source, depth) ?? []);
  }

  #made({ unit, expr, entered }: Source, depth: number): Origin | undefined {
    const call = expr.kind === 'call' ? unit.calls[expr.call] : undefined;
    const role = call && this.types.meanings.of(unit, call)?.meaning.role;
    if (role === 'producer' || role === 'consumer' || role === 'client') {
      const via = viaOf(entered, call!);
      return via ? { unit, call: call!, via } : { unit, call: call! };
    }
    if (!call?.receiver) return undefined;
    const isStep = role === 'begin' || role === 'make' || role === 'subscribe' || this.#isFluent(unit, call, call.receiver);
    return isStep ? this.of(unit, call.receiver, depth + 1) : undefined;
  }

  /** `consumer.on('ready', …).on('data', …)`: a method that gives the client itself. */
  #isFluent(unit: Unit, call: Call, receiver: Expr): boolean {
    const type = this.types.of(unit, receiver);
    return type !== undefined && this.types.meanings.tables.get(type)?.type.fluent === true && this.types.ofCall(unit, call) === type;
  }
}

/** The outermost call whose function gives what its own body makes, and no client that something else keeps. */
function viaOf(entered: Entered | undefined, call: Call): Call | undefined {
  let made = call;
  for (let at = entered; at && givesAnew(at, made); at = at.before) made = at.call;
  return made === call ? undefined : made;
}

function givesAnew({ unit, func }: Entered, made: Call): boolean {
  const isMade = (expr: Expr): boolean => {
    const value = peel(expr);
    if (value.kind === 'call') return unit.calls[value.call] === made;
    const variable = value.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol] : undefined;
    return variable?.kind === 'local' && variable.func === func.id && variable.values.length === 1 && isMade(variable.values[0]);
  };
  return unit.calls[made.id] === made && returned({ unit, func }).some(isMade);
}
