import type { ClassDecl, Unit } from '../../flow/unit';

export function javaName(unit: Unit, decl: ClassDecl): string {
  const outer = decl.outer === undefined ? undefined : unit.classes[decl.outer];
  if (outer) return `${javaName(unit, outer)}.${decl.name || `anonymous${decl.id}`}`;
  const name = decl.name || `anonymous${decl.id}`;
  return unit.package ? `${unit.package}.${name}` : name;
}
