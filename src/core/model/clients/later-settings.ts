import type { Call, Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Fix } from '../../kafka/evidence';
import type { Meaning, SettingsSource, TypeTable } from '../../libraries/table';
import { scriptLiteral } from '../../settings/notations';
import { spellingsOf } from '../../settings/spelling';
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

/** The methods of a type that take settings. */
function takersOf(type: TypeTable): [method: string, Meaning[]][] {
  let found = takers.get(type);
  if (!found) {
    found = Object.entries(type.methods ?? {}).map(([name, meanings]): [string, Meaning[]] => [name, [meanings].flat().filter(meaning => settingsOf(meaning).length > 0)]);
    takers.set(type, found = found.filter(([, meanings]) => meanings.length > 0));
  }
  return found;
}

function settingsOf(meaning: Meaning): readonly SettingsSource[] {
  return meaning.role === 'subscribe' || meaning.role === 'handle' || meaning.role === 'producer' || meaning.role === 'consumer' ? meaning.settings ?? [] : [];
}

/** Adds an option to the object literal that takes it: of the call that makes the client, or of a later one. */
export function addOption(context: Context, client: FoundClient, key: string, value: string): Fix | undefined {
  for (const { unit, call, meaning } of [client, ...client.calls]) {
    for (const { at, spelling } of settingsOf(meaning)) {
      for (const { within, name, value: own } of spelling === undefined ? [] : spellingsOf(spelling, key)) {
        const literal = objectIn(call.args[Number(at)], within);
        const source = context.inputs.source(unit.path);
        if (!literal || !source) continue;
        const text = `${/^\w+$/.test(name) ? name : `'${name}'`}: ${scriptLiteral(own(value))}`;
        const { start, end } = literal.properties[literal.properties.length - 1].span;
        const line = source.lineStarts[source.lineAt(start)];
        // An option on a line of its own gets another line below.
        const apart = source.text.slice(line, start).trim() === '' ? `${source.lineEnd}${source.indentAt(start)}` : ' ';
        return { title: `Add ${code(text)}`, edits: [{ path: unit.path, span: { start: end, end }, text: `,${apart}${text}` }], safe: false };
      }
    }
  }
  return undefined;
}

/** The object literal with properties at the end of a way through blocks. */
function objectIn(arg: Expr | undefined, within: readonly string[]): (Expr & { kind: 'object' }) | undefined {
  const literal = arg && peel(arg);
  if (literal?.kind !== 'object' || literal.properties.length === 0) return undefined;
  const [block, ...rest] = within;
  return block === undefined ? literal : objectIn(literal.properties.find(p => p.name === block)?.value, rest);
}
