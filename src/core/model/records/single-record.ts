import { first } from '../../flow/first';
import type { TypeRef } from '../../flow/unit';
import type { Fix } from '../../kafka/evidence';
import type { SingleRecord } from '../../kafka/model';
import type { BatchParameters } from '../../libraries/table';
import { compareVersions, isVersion } from '../../settings/versions';
import type { Context } from '../context';
import type { FoundHandler } from '../found-handler';

/** The parameter of a listener that takes one record, though its container gives it whole batches. */
export function singleRecord(context: Context, found: FoundHandler): SingleRecord | undefined {
  const { annotation, home: unit, func } = found;
  const table = annotation && context.types.marks.find(unit, func.annotations, 'listener')?.table;
  const known = table?.role === 'listener' ? table.inBatches : undefined;
  if (!annotation || !known || found.batch) return undefined;
  const type = recordType(context, found, known), gets = type && getsOf(context, found, known, type);
  const because = gets && first(context.frameworks, one => one.givesBatches(found.unit, annotation, known.by));
  if (!because) return undefined;
  return { ...context.place(unit, type.span), gets, because: [because], get single() { return singleFix(context, found, known); } };
}

/** The type of the one parameter that takes the record; undefined where there are several, or none. */
function recordType(context: Context, { home: unit, func }: FoundHandler, { beside, annotations }: BatchParameters): TypeRef | undefined {
  const names = func.params.map(id => unit.symbols[id]);
  const taking = names.filter(({ type, annotations: own }) =>
    !(type && beside.includes(context.types.program.typeName(unit, type) ?? '')) && own.every(({ name, args, span }) => args.length === 0 && annotations.includes(context.types.program.typeName(unit, { name, args: [], span }) ?? '')));
  return taking.length === 1 ? taking[0].type : undefined;
}

function getsOf(context: Context, { home: unit }: FoundHandler, { whole, joined, refused }: BatchParameters, type: TypeRef): SingleRecord['gets'] | undefined {
  const name = context.types.program.typeName(unit, type);
  // A type of the package that is not in view may be a parameter of the class.
  if (name === undefined || whole.includes(name) || /(^|\.)[A-Z]$/.test(name)) return undefined;
  return refused.includes(name) ? 'nothing' : joined.includes(name) ? 'joined' : 'first';
}

function singleFix(context: Context, { unit, library, annotation }: FoundHandler, { by, since }: BatchParameters): Fix | undefined {
  const { version } = context.use(unit.path, library);
  const knows = annotation!.args.some(({ name }) => name === by) || (version !== undefined && isVersion(version) && compareVersions(version, since) >= 0);
  return knows ? context.repair(unit, false, (repairs, source) => repairs.setArgument(unit, source, annotation!, by, 'false')) : undefined;
}
