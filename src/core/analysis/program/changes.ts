import type { Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import { javaName } from './java-names';
import type { Memory } from './memory';

/** A full name of a class of Java that was asked for, as a thing on which answers rest. */
export function askedClass(memory: Memory, name: string): object {
  const asked = memory.map<string, object>('asked classes');
  let read = asked.get(name);
  if (!read) asked.set(name, read = {});
  return read;
}

/** Drops what rests on units that are gone or have another text, and on names of classes that came or went with them. */
export function dropChanged(memory: Memory, units: ReadonlyMap<string, Unit>): void {
  const before = memory.map<string, Unit>('units');
  for (const path of new Set([...before.keys(), ...units.keys()])) {
    const old = before.get(path), unit = units.get(path);
    if (old === unit) continue;
    if (old) memory.drop(old);
    if (unit) before.set(path, unit); else before.delete(path);
    const [left, right] = [classNames(old), classNames(unit)];
    for (const name of left) if (!right.has(name)) dropClass(memory, name);
    for (const name of right) if (!left.has(name)) dropClass(memory, name);
  }
}

function dropClass(memory: Memory, name: string): void {
  const asked = memory.map<string, object>('asked classes'), read = asked.get(name);
  asked.delete(name);
  if (read) memory.drop(read);
}

function classNames(unit: Unit | undefined): ReadonlySet<string> {
  return new Set(unit && traitsOf(unit).names === 'packages' ? unit.classes.flatMap(decl => (decl.name ? [javaName(unit, decl)] : [])) : []);
}
