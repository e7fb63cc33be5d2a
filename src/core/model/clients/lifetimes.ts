import { writesGetters } from '../../analysis/program/members';
import type { Unit, Use, Variable } from '../../flow/unit';
import { isNothing, peel, simpleName } from '../../flow/walk';
import type { Producer } from '../../kafka/model';
import { LOMBOK } from '../../libraries/frameworks/lombok';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';

/** How long a producer lives, and who knows it. */
export function lifetimeOf(context: Context, client: FoundClient): Producer['lifetime'] {
  const { unit, call } = client;
  if (call.use.kind !== 'stored') return call.use.kind === 'returned' || call.use.kind === 'argument' ? 'escapes' : 'held';
  const variable = unit.symbols[call.use.symbol];
  // In a field it lives as long as its owner.
  if (variable.kind !== 'local') return staysInside(context, client, variable) ? 'kept' : 'held';
  // Declared at the top of a module it lives as long as the process.
  if (context.callFacts.idioms(unit).topRuns && unit.funcs[variable.func ?? 0]?.kind === 'module') return 'held';
  // A resource of `try (…)` is closed by the language.
  if (unit.funcs.some(f => f.body.some(step => step.kind === 'try' && step.resources?.includes(variable.id)))) return 'held';
  if (variable.annotations.some(a => LOMBOK.closes.has(simpleName(a.name)))) return 'held';
  const escapes = variable.reads.some(r => r.use.kind === 'returned' || r.use.kind === 'stored' || r.use.kind === 'escapes' || (r.use.kind === 'argument' && !isLent(context, unit, r.use)) || (r.func !== variable.func && r.use.kind !== 'receiver'));
  return escapes ? 'escapes' : 'local';
}

/** Given to a log line, or to functions of the workspace that only send with it. */
function isLent(context: Context, unit: Unit, { call: id, index, path }: Use & { kind: 'argument' }): boolean {
  const call = unit.calls[id];
  if (/^(println|print|log|info|debug)$/.test(call.name)) return true;
  const targets = path === undefined ? context.types.callables.targets(unit, call) : [];
  return targets.length > 0 && targets.every(target => {
    const param = target.unit.symbols[target.func.params[index]];
    return target.func.body.length > 0 && param?.reads.length > 0 && param.reads.every(({ func, use }) => func === target.func.id && use.kind === 'receiver' && target.unit.calls[use.call].name === 'send');
  });
}

/** True for a private field that holds this producer and nothing else, on which its class only calls methods. */
function staysInside(context: Context, { unit, call }: FoundClient, variable: Variable): boolean {
  if (!variable.private || variable.class === undefined) return false;
  if ([...unit.classes[variable.class].annotations, ...variable.annotations].some(writesGetters)) return false;
  const others = variable.values.map(peel).filter(value => !isNothing(value));
  if (others.length !== 1 || others[0].kind !== 'call' || unit.calls[others[0].call] !== call) return false;
  if (!variable.reads.every(({ use }) => use.kind === 'receiver' || use.kind === 'tested')) return false;
  // A class inside, or a `try` over it, may close it as well.
  const text = context.inputs.source(unit.path)?.text ?? '';
  return !new RegExp(`\\b${variable.name}\\s*(\\.|::)\\s*(close|flush)\\b|\\btry\\s*\\((this\\.)?${variable.name}\\b`).test(text);
}
