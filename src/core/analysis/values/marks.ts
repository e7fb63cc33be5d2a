import type { Annotation, Unit } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import type { AnnotationTable, LibraryTable } from '../../libraries/table';
import type { Program } from '../program/program';

/** An annotation that a library table knows. */
export interface Mark { annotation: Annotation; library: LibraryTable; table: AnnotationTable }

/** Tells what annotations mean by the library tables: by their full names, as one of the workspace may have the same simple name. */
export class Marks {
  readonly #rows = new Map<string, { full: string; library: LibraryTable; table: AnnotationTable }[]>();

  constructor(private readonly program: Program, libraries: readonly LibraryTable[]) {
    for (const library of libraries) {
      for (const [full, table] of Object.entries(library.annotations ?? {})) {
        const row = { full, library, table }, name = simpleName(full.slice(full.indexOf('#') + 1)), others = this.#rows.get(name);
        if (others) others.push(row); else this.#rows.set(name, [row]);
      }
    }
  }

  /** The first annotation with one of some roles. */
  find(unit: Unit, annotations: readonly Annotation[], ...roles: AnnotationTable['role'][]): Mark | undefined {
    for (const annotation of annotations) {
      const row = this.#rows.get(simpleName(annotation.name))?.find(({ full, table }) => roles.includes(table.role) && this.#names(unit, annotation, full));
      if (row) return { annotation, library: row.library, table: row.table };
    }
    return undefined;
  }

  #names(unit: Unit, { name, span }: Annotation, full: string): boolean {
    const meant = this.program.typeName(unit, { name, args: [], span });
    if (meant !== undefined) return meant === full;
    // A wildcard import does not name the annotation.
    return unit.imports.some(item => item.name === '*' && `${item.module}.${name}` === full);
  }
}
