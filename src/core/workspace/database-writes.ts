import type { Call, Expr, Unit } from '../flow/unit';
import { peel } from '../flow/walk';
import { PRISMA_WRITES, SQL_WRITE } from '../libraries/index';
import type { Act } from './behaviour';
import type { Context } from './context';
import { lastName } from './failures';

/** Whether a call writes to a database: by its library's table, by its SQL text, or by what the acts around it prepare. */
export function isWrite(context: Context, act: Act, around: readonly Act[] = []): boolean {
  if (act.meaning?.role === 'database-write') return true;
  const { unit, call } = act;
  if (act.meaning || act.target || !call.receiver) return false;
  if (unit.language === 'java') return SQL_WRITE.test(jdbcSql(context, act) ?? '');
  // `prisma.order.create(…)`
  if (PRISMA_WRITES.test(call.name) && call.receiver.kind === 'member' && /^(prisma\w*|tx|db|\w*prisma)$/i.test(lastName(call.receiver.object))) return true;
  return /^(query|execute|\$executeRaw\w*)$/.test(call.name) && call.args[0] !== undefined && SQL_WRITE.test(sqlOf(context, unit, call.args[0], around));
}

/** The statement that a JDBC call runs: its own argument, or what its statement was prepared with. */
function jdbcSql(context: Context, { unit, call }: Act): string | undefined {
  if (!call.receiver || !/^execute(Update|LargeUpdate|Batch)?$/.test(call.name)) return undefined;
  const type = context.types.of(unit, call.receiver);
  if (type === 'java.sql.Statement' && call.args[0]) return sqlOf(context, unit, call.args[0], []);
  const made = callBehind(unit, call.receiver);
  if (made?.name !== 'prepareStatement' || !made.args[0] || !made.receiver) return undefined;
  if (type !== 'java.sql.PreparedStatement' && context.types.of(unit, made.receiver) !== 'java.sql.Connection') return undefined;
  return sqlOf(context, unit, made.args[0], []);
}

/** The call that gave a value, or the first one of a variable. */
function callBehind(unit: Unit, expr: Expr, depth = 0): Call | undefined {
  const value = peel(expr);
  if (value.kind === 'call') return unit.calls[value.call];
  const first = value.kind === 'name' && value.symbol !== undefined ? unit.symbols[value.symbol].values[0] : undefined;
  return first && depth < 4 ? callBehind(unit, first, depth + 1) : undefined;
}

/** The text of an SQL statement, or how it starts; a parameter is what the calls around give for it. */
function sqlOf(context: Context, unit: Unit, expr: Expr, around: readonly Act[]): string {
  const text = context.constants.read(unit, expr);
  if (text.known) return text.value;
  const value = peel(expr);
  if (value.kind === 'template') return value.parts[0]?.kind === 'literal' ? String(value.parts[0].value) : '';
  if (value.kind !== 'name' || value.symbol === undefined) return '';
  const variable = unit.symbols[value.symbol];
  if (variable.kind === 'local' && variable.values[0] && !variable.route) return sqlOf(context, unit, variable.values[0], around);
  const at = around.findLastIndex(a => a.target !== undefined && a.target === unit.funcs[variable.func ?? -1]);
  const given = at < 0 || variable.kind !== 'param' ? undefined : around[at].call.args[around[at].target!.params.indexOf(variable.id)];
  return given ? sqlOf(context, around[at].unit, given, around.slice(0, at)) : '';
}

/** Words that say what a write writes to: the repository's name and type, the entity, the SQL text. */
export function tableOf(context: Context, act: Act, around: readonly Act[] = []): string {
  const { unit, call } = act;
  const sql = unit.language === 'java' ? jdbcSql(context, act) : undefined;
  if (sql !== undefined) return sql;
  const source = context.inputs.source(unit.path);
  const receiver = call.receiver ? `${lastName(call.receiver, unit)} ${(context.types.of(unit, call.receiver) ?? '').replace(/.*[.#]/, '')}` : '';
  const argument = source && call.args[0] ? `${source.slice(call.args[0].span).slice(0, 80)} ${unit.language === 'java' ? '' : sqlOf(context, unit, call.args[0], around).slice(0, 80)}` : '';
  return `${receiver} ${/^(persist|merge|query|execute|update|batchUpdate)$/.test(call.name) ? argument : ''}`.trim();
}
