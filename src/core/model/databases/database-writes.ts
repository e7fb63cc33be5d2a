import type { Act } from '../../analysis/deeds/deeds';
import { lastName } from '../../analysis/outcomes/last-name';
import { valueAt } from '../../analysis/values/routes';
import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { traitsOf } from '../../languages/traits';
import { PRISMA_WRITES, SQL_TABLE, SQL_WRITE } from '../../libraries/index';
import type { Context } from '../context';
import { builtTable } from './query-builders';

/** An SQL text, or how it starts. */
interface Sql { text: string; whole: boolean }

const NO_SQL: Sql = { text: '', whole: false };

/** Calls of plain clients that take an SQL text, or the names of which say nothing of what is written. */
const PLAIN = /^(persist|merge|query|execute|update|batchUpdate|\$(execute|query)Raw\w*)$/;

/** Whether the name of a call says nothing of what it writes. */
export function namesNothing({ name }: Call): boolean {
  return PLAIN.test(name);
}

/** Calls that may run an SQL text, by their names. */
const STATEMENT = /^(sql|query|execute|\$(execute|query)Raw\w*)$/;

/** Whether a call could be a write to a database, whatever prepares it: it is one that `isWrite` says yes to, or may. */
export function mayWrite(context: Context, unit: Unit, call: Call): boolean {
  const role = context.types.meanings.of(unit, call)?.meaning.role;
  if (role !== undefined) return role === 'database-write' || role === 'database-statement';
  return PRISMA_WRITES.test(call.name) || STATEMENT.test(call.name) || builtTable(unit, call) !== undefined;
}

/** Whether a call writes to a database: by its library's table, by its SQL text, or by what the calls around it prepare. */
export function isWrite(context: Context, act: Act): boolean {
  if (act.meaning?.role === 'database-write') return !isView(context, act);
  const { unit, call, meaning, target } = act;
  // `prisma.order.create(…)`
  if (!meaning && !target && traitsOf(unit).ecosystem === 'npm' && call.receiver?.kind === 'member' && PRISMA_WRITES.test(call.name) && isPrisma(context, unit, call.receiver.object)) return true;
  if (!meaning && !target && builtTable(unit, call)) return true;
  return verbOf(context, act) !== undefined;
}

/** A repository of `@RedisHash` objects: a view that is filled from elsewhere and may run out, not what the business keeps. */
function isView({ types }: Context, { unit, call }: Act): boolean {
  const type = call.receiver && types.of(unit, call.receiver);
  const repository = type === undefined ? undefined : types.program.classNamed(type);
  return repository?.decl.supers.some(({ args }) => {
    const name = args[0] && types.members.ofRef(repository.unit, args[0]);
    const entity = name === undefined ? undefined : types.program.classNamed(name);
    return entity !== undefined && types.marks.find(entity.unit, entity.decl.annotations, 'view') !== undefined;
  }) ?? false;
}

function isPrisma(context: Context, unit: Unit, expr: Expr): boolean {
  return /^(prisma\w*|tx|db|\w*prisma)$/i.test(lastName(expr)) || /#PrismaClient$/.test(context.types.of(unit, expr) ?? '');
}

/** What the statement of a call does to the data: `insert`, `update` …; nothing when it only reads, or there is none. */
export function verbOf(context: Context, act: Act): string | undefined {
  const found = SQL_WRITE.exec(statementOf(context, act).text);
  return found ? (found[1] ?? found[2]).toLowerCase() : undefined;
}

/** The SQL text that a call runs, or the table it is for: its own argument, or what its receiver was prepared with. */
export function statementOf(context: Context, { unit, call, meaning, target, around }: Act): Sql {
  if (meaning?.role === 'database-statement' || meaning?.role === 'database-write') {
    const own = meaning.sql === undefined ? undefined : valueAt(context.types, unit, call, meaning.sql);
    return own ? sqlOf(context, own.unit, own.expr, around) : call.receiver ? prepared(context, unit, call.receiver, around) : NO_SQL;
  }
  // postgres.js: sql`INSERT …`
  if (!meaning && !target && !call.receiver && call.name === 'sql' && call.args[0]) return sqlOf(context, unit, call.args[0], around);
  if (meaning || target || !call.receiver || !call.args[0] || traitsOf(unit).ecosystem === 'jvm') return NO_SQL;
  return STATEMENT.test(call.name) ? sqlOf(context, unit, call.args[0], around) : NO_SQL;
}

/** The SQL text with which a value was prepared, at the start of its chain of calls or where its variable was made. */
function prepared(context: Context, unit: Unit, expr: Expr, around: readonly Act[], depth = 0): Sql {
  const value = peel(expr);
  if (depth > 20) return NO_SQL;
  if (value.kind !== 'call') {
    const held = context.types.members.held(unit, value), made = held?.variable.values[0];
    return held && made ? prepared(context, held.unit, made, around, depth + 1) : NO_SQL;
  }
  const call = unit.calls[value.call];
  const meaning = context.types.meanings.of(unit, call)?.meaning;
  const sql = meaning?.role === 'prepare' ? valueAt(context.types, unit, call, meaning.sql) : undefined;
  if (sql) return sqlOf(context, sql.unit, sql.expr, around);
  return call.receiver ? prepared(context, unit, call.receiver, around, depth + 1) : NO_SQL;
}

/** The text of an SQL statement, or how it starts; a parameter is what the calls around give for it. */
function sqlOf(context: Context, unit: Unit, expr: Expr, around: readonly Act[]): Sql {
  const text = context.constants.read(unit, expr);
  if (text.known) return { text: text.value, whole: true };
  const value = peel(expr);
  if (value.kind === 'template') return value.parts[0] ? { ...sqlOf(context, unit, value.parts[0], around), whole: false } : NO_SQL;
  if (value.kind === 'call') {
    // `"…".formatted(columns)`, `String.format("…", columns)`
    const { name, receiver, args } = unit.calls[value.call];
    if (name === 'sql' && !receiver && args[0]) return sqlOf(context, unit, args[0], around);
    const format = name === 'formatted' ? receiver : name === 'format' ? args[0] : undefined;
    return format ? { ...sqlOf(context, unit, format, around), whole: false } : NO_SQL;
  }
  if (value.kind !== 'name' || value.symbol === undefined) return NO_SQL;
  const variable = unit.symbols[value.symbol];
  if (variable.kind === 'local' && variable.values[0] && !variable.route) return sqlOf(context, unit, variable.values[0], around);
  const at = around.findLastIndex(a => a.target !== undefined && a.target === unit.funcs[variable.func ?? -1]);
  const given = at < 0 || variable.kind !== 'param' ? undefined : around[at].call.args[around[at].target!.params.indexOf(variable.id)];
  return given ? sqlOf(context, around[at].unit, given, around.slice(0, at)) : NO_SQL;
}

/** Words that say what a write writes to: the repository's name and type, the entity, the tables of the SQL text. */
export function tableOf(context: Context, act: Act): string {
  const { unit, call } = act;
  if (act.meaning?.role === 'database-write' && act.meaning.table !== undefined) return act.meaning.table;
  const { text, whole } = statementOf(context, act);
  // Columns are no tables: `UPDATE orders … WHERE idempotency_key = ?`.
  const tables = whole ? [...text.matchAll(SQL_TABLE)].map(found => found[1]).join(' ') : '';
  const source = context.inputs.source(unit.path);
  const built = act.meaning || act.target ? undefined : builtTable(unit, call);
  if (built && source) return source.slice(built.span);
  const given = source && call.args[0] ? source.slice(call.args[0].span).slice(0, 80) : '';
  if (act.meaning && text !== '') return tables || `${text} ${given}`;
  // A builder's table stands in the chain before its last call.
  const chain = source && call.name === 'execute' && call.receiver && peel(call.receiver).kind === 'call' ? source.slice(call.receiver.span).slice(0, 200) : '';
  const receiver = chain ? chain : call.receiver ? `${lastName(call.receiver, unit)} ${(context.types.of(unit, call.receiver) ?? '').split(/[.#]/).at(-1)}` : '';
  const argument = tables || `${given} ${text.slice(0, 80)}`;
  return `${receiver} ${PLAIN.test(call.name) ? argument : ''}`.trim();
}

/** A call by itself, without what it runs. */
export function actOf(context: Context, unit: Unit, call: Call): Act {
  const found = context.types.meanings.of(unit, call);
  const target = found ? undefined : context.types.callables.targets(unit, call).find(({ func }) => func.body.length > 0)?.func;
  return { unit, call, around: [], failing: false, runs: [], oneOf: false, ...(found ? { meaning: found.meaning, library: found.library } : {}), ...(target ? { target } : {}) };
}
