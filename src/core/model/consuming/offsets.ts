import { valueAt } from '../../analysis/values/routes';
import type { Call, Expr, Unit } from '../../flow/unit';
import { eachExpr, peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { OffsetForm } from '../../kafka/model';
import type { Context } from '../context';

/** What offset a commit names: the record's own, the next one, or text glued together. */
export function offsetOf(context: Context, unit: Unit, call: Call, where: { at: string; form: 'string' | 'number'; adds?: boolean; wrapped?: boolean }): OffsetForm | undefined {
  const value = where.wrapped ? wrappedOffset(context, unit, call, where.at) : valueAt(context.types, unit, call, where.at);
  if (!value) return undefined;
  const judged = judgeOffset(context, value.unit, value.expr, where);
  return {
    path: value.unit.path, span: value.expr.span, form: judged,
    get fix(): Fix | undefined {
      if (judged === 'next' || judged === 'unknown') return undefined;
      if (judged === 'beyond') return undefined;
      return context.repair(value.unit, true, (repairs, source) => repairs.plusOne(value.unit, source, value.expr, where.form));
    },
  };
}

/** The first argument of the `OffsetAndMetadata` inside the map that is committed. */
function wrappedOffset(context: Context, unit: Unit, call: Call, at: string): { unit: Unit; expr: Expr } | undefined {
  const arg = call.args[Number(at)];
  if (!arg) return undefined;
  const found = offsetCall(context, unit, arg, 0);
  return found?.args[0] && { unit, expr: found.args[0] };
}

function offsetCall(context: Context, unit: Unit, expr: Expr, depth: number): Call | undefined {
  if (depth > 4) return undefined;
  let result: Call | undefined;
  eachExpr(expr, e => {
    if (result) return;
    if (e.kind === 'call') {
      const call = unit.calls[e.call];
      if (call.kind === 'new' && context.types.meanings.of(unit, call)?.meaning.role === 'offset') { result = call; return; }
      for (const arg of call.args) result ??= offsetCall(context, unit, arg, depth + 1);
    }
    if (e.kind === 'name' && e.symbol !== undefined) {
      const variable = unit.symbols[e.symbol];
      for (const value of variable.values) result ??= offsetCall(context, unit, value, depth + 1);
      for (const read of variable.reads) {
        if (read.use.kind !== 'receiver' || !/^put/.test(unit.calls[read.use.call].name)) continue;
        for (const arg of unit.calls[read.use.call].args) result ??= offsetCall(context, unit, arg, depth + 1);
      }
    }
  });
  return result;
}

function judgeOffset(context: Context, unit: Unit, expr: Expr, where: { form: 'string' | 'number'; adds?: boolean }): OffsetForm['form'] {
  const value = peel(expr);
  const plain = isOwnOffset(unit, value);
  if (where.adds) return plain ? 'next' : addsOne(unit, value) ? (where.form === 'string' && concatenates(unit, value) ? 'concatenated' : 'beyond') : 'unknown';
  if (plain) return 'same';
  if (where.form === 'string' && concatenates(unit, value)) return 'concatenated';
  if (addsOne(unit, value)) return 'next';
  if (value.kind === 'name' && value.symbol !== undefined) {
    const variable = unit.symbols[value.symbol];
    if (variable.values.length === 1 && !variable.route) return judgeOffset(context, unit, variable.values[0], where);
    if (variable.route && /(^|\.)offset$/.test(variable.route)) return 'same';
  }
  return 'unknown';
}

/** `message.offset`, `record.offset()`, also through `String(…)`. */
function isOwnOffset(unit: Unit, value: Expr): boolean {
  if (value.kind === 'member') return value.name === 'offset' || value.name === 'lastOffset';
  if (value.kind === 'call') {
    const call = unit.calls[value.call];
    if (call.name === 'offset' && call.args.length === 0 && call.receiver) return true;
    if (/^(String|toString|valueOf|Number|parseInt|BigInt)$/.test(call.name)) {
      const inner = call.args[0] ?? call.receiver;
      return inner !== undefined && isOwnOffset(unit, peel(inner));
    }
    if (call.name === 'lastOffset' && call.args.length === 0) return true;
  }
  if (value.kind === 'template') return value.parts.filter(p => !(p.kind === 'literal' && p.value === '')).length === 1 && isOwnOffset(unit, peel(value.parts.find(p => p.kind !== 'literal') ?? value));
  return false;
}

/** `message.offset + 1` where the offset is text. */
function concatenates(unit: Unit, value: Expr): boolean {
  if (value.kind === 'call') {
    const call = unit.calls[value.call];
    if (/^(String|toString)$/.test(call.name)) { const inner = call.args[0] ?? call.receiver; return inner !== undefined && concatenates(unit, peel(inner)); }
    return false;
  }
  if (value.kind === 'binary' && value.op === '+') {
    const left = peel(value.left);
    return left.kind === 'member' && left.name === 'offset' || (left.kind === 'name' && left.name === 'offset');
  }
  if (value.kind === 'template') return value.parts.some(p => isOwnOffset(unit, peel(p))) && value.parts.some(p => p.kind === 'literal' && String(p.value).trim() === '1');
  return false;
}

function addsOne(unit: Unit, value: Expr): boolean {
  let found = false;
  const visit = (e: Expr): void => {
    eachExpr(e, x => {
      if (x.kind === 'binary' && x.op === '+') found = true;
      if (x.kind === 'template' && x.parts.length > 1) found = true;
      if (x.kind === 'call') {
        const call = unit.calls[x.call];
        if (/^(add|plus|nextOffset|position|increment)$/.test(call.name)) found = true;
        call.args.forEach(visit);
        if (call.receiver) visit(call.receiver);
      }
    });
  };
  visit(value);
  return found;
}
