import type { Call, Expr, Unit } from '../../flow/unit';
import { peel, simpleName } from '../../flow/walk';
import type { ThrowingDeserializer } from '../../kafka/model';
import type { SettingSite } from '../../settings/setting';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';

/** Kafka's keys for deserializers, and whose they are. */
const KEYS: Readonly<Record<string, ThrowingDeserializer['of']>> = { 'key.deserializer': 'key', 'value.deserializer': 'value' };

/** The deserializers that fail for what they cannot read, of consumers that a framework's containers run: there nobody can skip the record. */
export function throwingDeserializers(context: Context, clients: readonly FoundClient[]): ThrowingDeserializer[] {
  const managed = clients.filter(({ library, meaning }) => library.deserializers && meaning.role === 'consumer' && meaning.managed);
  return [...managed.flatMap(client => inCode(context, client)), ...inFiles(context, managed)];
}

function inCode(context: Context, { unit, call, library, bag }: FoundClient): ThrowingDeserializer[] {
  const { throwing, arguments: positions } = library.deserializers!;
  const found = (home: Unit, expr: Expr, name: string | undefined, of: ThrowingDeserializer['of']): ThrowingDeserializer[] => (name !== undefined && throwing.includes(name)
    ? [{ ...context.place(home, expr.span), ...context.circumstances(home.path), of, name: simpleName(name) }] : []);
  const given = positions.flatMap(({ at, of }) => { const arg = call.args[at]; return arg ? found(unit, arg, context.types.of(unit, arg), of) : []; });
  // What the constructor is given takes the place of what the settings name.
  const replaced = positions.filter(({ at }) => call.args[at] !== undefined).map(({ of }) => of);
  const named = bag.sites.flatMap(site => {
    const of = KEYS[site.key], home = of && !replaced.includes(of) ? context.program.unit(site.path) : undefined, expr = home && valueOf(home, site);
    return expr ? found(home!, expr, classNamed(context, home!, expr) ?? (site.value.known ? site.value.value : undefined), of) : [];
  });
  return [...given, ...named];
}

/** The settings of the application's files, for the consumers that the framework makes itself. */
function inFiles(context: Context, managed: readonly FoundClient[]): ThrowingDeserializer[] {
  if (managed.some(({ bag }) => !bag.files)) return [];
  const throwing = context.inputs.libraries.flatMap(({ deserializers }) => deserializers?.throwing ?? []);
  return context.inputs.configs.flatMap(({ path, settings }) => settings.flatMap((site): ThrowingDeserializer[] => {
    const of = site.scope === 'consumer' && /^spring\.kafka\./.test(site.spelling) ? KEYS[site.key] : undefined;
    if (!of || !site.value.known || !throwing.includes(site.value.value)) return [];
    const { environment = 'neutral', sample = false } = site;
    return [{ path, span: site.span, of, name: simpleName(site.value.value), environment, sample }];
  }));
}

/** The expression that is written as a setting's value. */
function valueOf(unit: Unit, { span }: SettingSite): Expr | undefined {
  return unit.calls.flatMap(({ args }: Call) => args).find(arg => arg.span.start === span.start && arg.span.end === span.end);
}

/** The class that is named: `JsonDeserializer.class`, also with `getName()`. */
export function classNamed({ types }: Pick<Context, 'types'>, unit: Unit, expr: Expr): string | undefined {
  const value = peel(expr), call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  if (call) return /^(getName|getCanonicalName)$/.test(call.name) && call.receiver ? classNamed({ types }, unit, call.receiver) : undefined;
  if (value.kind !== 'member' || value.name !== 'class' || value.object.kind !== 'name') return undefined;
  return types.program.typeName(unit, { name: value.object.name, args: [], span: value.object.span });
}
