/** What a table says of a name that others chose: `constructor` and its like, which every object answers to, are no names of its own. */
export function ownOf<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}
