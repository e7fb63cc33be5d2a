import type { Catch, Expr, Unit } from '../../flow/unit';
import { eachExpr, mentions, peel, simpleName } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { BROAD_FAILURES, DONE_BEFORE, KNOWN_FAILURES, PASSING_FAILURES, STOPPING, UNREADABLE } from '../../libraries/failures';
import { contains } from '../../text/span';
import { usualArm } from '../outcomes/foreseen';
import type { Failed } from './loss';

/** What a test or the type of a catch says of the failures that come through: any, or those of a kind that was foreseen and needs nothing more. */
export type Passage = 'any' | 'foreseen' | 'none';

/** Which failures take which arm of a test that speaks of the failure; nothing where it speaks of something else. */
export function passages(unit: Unit, condition: Expr, failures: ReadonlySet<number>): [Passage, Passage] | undefined {
  const failure = [...failures].find(symbol => speaksOf(unit, condition, symbol));
  if (failure === undefined) return undefined;
  const usual = usualArm(unit, condition, failure);
  const named: Passage = PASSING_FAILURES.test(wordsOf(unit, condition)) ? 'any' : 'foreseen';
  if (usual === 1) return [named, 'any'];
  if (usual === 0) return ['any', named];
  // `if (isGone(e)) return; throw e`: a kind that has a name was thought of.
  return isPredicate(unit, condition, failure) ? [named, 'any'] : ['any', 'any'];
}

function speaksOf(unit: Unit, expr: Expr, symbol: number): boolean {
  if (reads(unit, expr, symbol)) return true;
  let speaks = false;
  // `const code = e.code; if (code === …)`
  eachExpr(expr, one => {
    const held = one.kind === 'name' && one.symbol !== undefined && one.symbol !== symbol ? unit.symbols[one.symbol] : undefined;
    if (held?.kind === 'local' && held.values.length === 1 && reads(unit, held.values[0], symbol)) speaks = true;
  });
  return speaks;
}

/** True when a variable is read inside an expression, also inside calls. */
function reads(unit: Unit, { span }: Expr, symbol: number): boolean {
  return unit.symbols[symbol].reads.some(read => contains(span, read.span));
}

/** `if (!stopping) throw e`: it is asked whether the program is being stopped. */
export function asksForStop(unit: Unit, condition: Expr): boolean {
  return STOPPING.test(wordsOf(unit, condition));
}

/** A call that is asked about the failure: `isGone(e)`, `e.isGone()`. */
function isPredicate(unit: Unit, condition: Expr, failure: number): boolean {
  const value = peel(condition), call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  return call !== undefined && /^(is|has|should)[A-Z_]/.test(call.name) && [...call.args, ...(call.receiver ? [call.receiver] : [])].some(arg => mentions(arg, failure));
}

/** The names and texts in a condition. */
function wordsOf(unit: Unit, condition: Expr): string {
  const words: string[] = [];
  const visit = (expr: Expr): void => eachExpr(expr, one => {
    if (one.kind === 'name' || one.kind === 'member') words.push(one.name);
    if (one.kind === 'literal') words.push(String(one.value));
    if (one.kind === 'call') {
      const { name, args, receiver } = unit.calls[one.call];
      words.push(name);
      for (const inner of [...args, ...(receiver ? [receiver] : [])]) visit(inner);
    }
  });
  visit(condition);
  return words.join(' ');
}

/** What `result.status === 'rejected'` of a settled promise is where nothing has failed. */
export function whenFulfilled(condition: Expr): boolean | undefined {
  const asked = peel(condition);
  if (asked.kind !== 'binary' || !/^[!=]==?$/.test(asked.op)) return undefined;
  const sides = [asked.left, asked.right].map(peel), status = sides.some(side => side.kind === 'member' && side.name === 'status');
  const word = sides.flatMap(side => (side.kind === 'literal' && (side.value === 'rejected' || side.value === 'fulfilled') ? [side.value] : []))[0];
  return status && word !== undefined ? (word === 'fulfilled') === asked.op.startsWith('=') : undefined;
}

/** Which failures a catch takes: those of a fault at all, and what else goes on past it. */
export function taken(unit: Unit, handler: Catch, { fault, loss }: Partial<Failed>): { enters: Passage; others: boolean } {
  if (traitsOf(unit).catches === 'all' || handler.types.length === 0) return { enters: 'any', others: false };
  const names = handler.types.map(type => simpleName(type.name));
  if (loss?.kind === 'live' && loss.as) {
    const takes = loss.as.some(kind => names.some(name => name === kind || KNOWN_FAILURES[kind].includes(name)));
    return { enters: takes ? 'any' : 'none', others: !takes };
  }
  if (names.some(name => BROAD_FAILURES.test(name))) return { enters: 'any', others: false };
  if ((fault?.kind === 'parse' || fault?.kind === 'read') && names.some(name => UNREADABLE.test(name))) return { enters: 'any', others: false };
  if (names.some(name => UNREADABLE.test(name))) return { enters: 'none', others: true };
  if (names.every(name => DONE_BEFORE.test(name))) return { enters: 'foreseen', others: true };
  return { enters: names.some(name => PASSING_FAILURES.test(name)) && fault?.kind === 'work' ? 'any' : 'none', others: true };
}
