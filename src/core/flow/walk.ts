import { contains, type Span } from '../text/span';
import type { Expr, Step } from './unit';

/** Calls `visit` for each step, outer steps first. */
export function eachStep(steps: readonly Step[], visit: (step: Step) => void): void {
  for (const step of steps) {
    visit(step);
    for (const inner of innerSteps(step)) eachStep(inner, visit);
  }
}

/** The bodies inside a step, in order. */
export function innerSteps(step: Step): Step[][] {
  switch (step.kind) {
    case 'try': return [step.body, ...step.catches.map(c => c.body), ...(step.finally ? [step.finally] : [])];
    case 'loop': return [step.body];
    case 'branch': return step.arms;
    default: return [];
  }
}

/** Calls `visit` for an expression and all expressions inside it. */
export function eachExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const part of innerExprs(expr)) eachExpr(part, visit);
}

/** The expressions directly inside an expression. */
export function innerExprs(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'member': return [expr.object];
    case 'index': return [expr.object, expr.index];
    case 'object': return expr.properties.map(p => p.value);
    case 'array': return expr.items;
    case 'binary': return [expr.left, expr.right];
    case 'unary': case 'await': case 'cast': case 'spread': return [expr.value];
    case 'template': case 'other': return expr.parts;
    case 'choice': return expr.options;
    default: return [];
  }
}

/** Casts, awaits and spreads taken off. */
export function peel(expr: Expr): Expr {
  while (expr.kind === 'cast' || expr.kind === 'await' || expr.kind === 'spread') expr = expr.value;
  return expr;
}

/** One step of the way from a function's body down to a place in it. */
export interface Enclosing {
  step: Step;
  /** Which part of the step holds the place: for `try` 0 is the body, then the catches, then the `finally`. */
  part: number;
}

/** The steps around a span, outermost first. */
export function enclosing(steps: readonly Step[], span: Span): Enclosing[] {
  for (const step of steps) {
    if (step.span.start > span.start || span.end > step.span.end) continue;
    const parts = innerSteps(step);
    for (let part = 0; part < parts.length; part++) {
      const inside = parts[part].some(s => contains(s.span, span));
      if (inside) return [{ step, part }, ...enclosing(parts[part], span)];
    }
  }
  return [];
}

/** True when control never gets past these steps: they end in an exit on every way. */
export function leaves(steps: readonly Step[]): boolean {
  const last = steps[steps.length - 1];
  if (!last) return false;
  switch (last.kind) {
    case 'exit':
      return true;
    case 'branch':
      return last.arms.length > 1 && last.arms.every(leaves);
    case 'try':
      return (last.finally !== undefined && leaves(last.finally)) || (leaves(last.body) && last.catches.every(c => leaves(c.body)));
    default:
      return false;
  }
}

/** The last piece of a dotted name: `KafkaTemplate` of `org.springframework.kafka.core.KafkaTemplate`. */
export function simpleName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** True for `null` and `undefined`. */
export function isNothing(expr: Expr): boolean {
  const value = peel(expr);
  return (value.kind === 'literal' && value.value === null) || (value.kind === 'name' && value.name === 'undefined');
}

/** True when an expression reads the variable. */
export function mentions(expr: Expr, symbol: number): boolean {
  let found = false;
  eachExpr(expr, e => { if (e.kind === 'name' && e.symbol === symbol) found = true; });
  return found;
}
