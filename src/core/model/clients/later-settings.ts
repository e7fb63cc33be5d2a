import type { Call, Expr, Unit } from '../../flow/unit';
import { isNothing, peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { Meaning, SettingsSource, TypeTable } from '../../libraries/table';
import { scriptLiteral } from '../../settings/notations';
import { spellingsOf } from '../../settings/spelling';
import type { Edit } from '../../text/edit';
import type { SourceText } from '../../text/source-text';
import { code } from '../../text/visible';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';
import { settingsIn } from './settings-in-code';

/** Settings of a client in later calls: `subscribe({ fromBeginning })`, `run({ autoCommit })`, `setTransactionIdPrefix(…)`. */
export function addCallSettings(context: Context, client: FoundClient, unit: Unit, call: Call, meaning: Meaning): void {
  if (meaning.role === 'set-setting') {
    const given = call.args[Number(meaning.at)];
    // First, since it counts whatever the settings say.
    if (given) client.bag.sites.unshift({ scope: client.meaning.role, key: meaning.key, spelling: call.name, value: context.constants.read(unit, given), path: unit.path, span: given.span, keySpan: call.nameSpan, notation: unit.language });
  }
  for (const { at, spelling } of settingsOf(meaning)) {
    const arg = call.args[Number(at)];
    if (!arg) continue;
    const part = settingsIn(context, unit, arg, client.meaning.role, spelling);
    client.bag.sites.push(...part.sites);
    if (part.unread) (client.bag.unread ??= []).push(...part.unread);
    if (client.bag.open === undefined) { client.bag.open = part.open; client.bag.openAt = part.openAt; }
  }
}

/** Why a key is not known, when a later call of the client decides it and none is in view. */
export function saidLater(context: Context, client: FoundClient, key: string): string | undefined {
  const type = client.meaning.returns === undefined ? undefined : context.types.meanings.tables.get(client.meaning.returns)?.type;
  for (const [name, meanings] of type ? takersOf(type) : []) {
    const takers = meanings.filter(meaning => settingsOf(meaning).some(({ spelling }) => spelling !== undefined && spellingsOf(spelling, key).length > 0));
    if (takers.length > 0 && !client.calls.some(({ meaning }) => takers.includes(meaning))) return `its ${code(name)} is not in view`;
  }
  return undefined;
}

const takers = new WeakMap<TypeTable, [method: string, Meaning[]][]>();

/** The methods of a type that take settings of the client itself. */
function takersOf(type: TypeTable): [method: string, Meaning[]][] {
  let found = takers.get(type);
  if (!found) {
    const takes = (meaning: Meaning): boolean => /^(subscribe|handle)$/.test(meaning.role) && settingsOf(meaning).length > 0;
    found = Object.entries(type.methods ?? {}).map(([name, meanings]): [string, Meaning[]] => [name, [meanings].flat().filter(takes)]);
    takers.set(type, found = found.filter(([, meanings]) => meanings.length > 0));
  }
  return found;
}

function settingsOf(meaning: Meaning): readonly SettingsSource[] {
  return meaning.role === 'subscribe' || meaning.role === 'handle' || meaning.role === 'producer' || meaning.role === 'consumer' ? meaning.settings ?? [] : [];
}

/** The dialect of settings in a call: some depend on whether an argument stands behind them. */
export function spellingFor({ at, spelling, alone }: SettingsSource, { args }: Call): string | undefined {
  const next = args[Number(at) + 1], given = next !== undefined && !isNothing(next);
  return alone === undefined || given ? spelling : alone;
}

/** Adds an option to the object literal that takes it: of the call that makes the client, or of a later one. */
export function addOption(context: Context, client: FoundClient, key: string, value: string): Fix | undefined {
  for (const { unit, call, meaning } of [client, ...client.calls]) {
    for (const from of settingsOf(meaning)) {
      const spelling = spellingFor(from, call);
      for (const { within, name, value: own } of spelling === undefined ? [] : spellingsOf(spelling, key)) {
        const source = context.inputs.source(unit.path), text = `${/^\w+$/.test(name) ? name : `'${name}'`}: ${scriptLiteral(own(value))}`;
        const edit = source && additionTo(source, call, from.at, within, text);
        if (edit) return { title: `Add ${code(text)}`, edits: [{ path: unit.path, ...edit }], safe: false };
      }
    }
  }
  return undefined;
}

/** Where and how an option is added to the literal at an argument; where that is the first one that is missing, with the literal. */
function additionTo(source: SourceText, call: Call, at: string, within: readonly string[], text: string): Pick<Edit, 'span' | 'text'> | undefined {
  const index = Number(at), last = call.args.at(-1);
  if (index > 0 && index === call.args.length && last && within.length === 0) return insertion(last.span.end, `, { ${text} }`);
  const literal = objectIn(call.args[index], within);
  if (!literal) return undefined;
  const [first] = literal.properties;
  if (!first) return source.slice(literal.span) === '{}' ? { span: literal.span, text: `{ ${text} }` } : undefined;
  const { start, end } = literal.properties[literal.properties.length - 1].span;
  const line = source.lineStarts[source.lineAt(start)];
  // An option on a line of its own gets another line below.
  const apart = source.text.slice(line, start).trim() === '' ? `${source.lineEnd}${source.indentAt(start)}` : ' ';
  return insertion(end, `,${apart}${text}`);
}

function insertion(at: number, text: string): Pick<Edit, 'span' | 'text'> {
  return { span: { start: at, end: at }, text };
}

/** The object literal at the end of a way through blocks. */
function objectIn(arg: Expr | undefined, within: readonly string[]): (Expr & { kind: 'object' }) | undefined {
  const literal = arg && peel(arg);
  if (literal?.kind !== 'object') return undefined;
  const [block, ...rest] = within;
  return block === undefined ? literal : objectIn(literal.properties.find(p => p.name === block)?.value, rest);
}
