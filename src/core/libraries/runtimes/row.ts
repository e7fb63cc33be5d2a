import type { Language } from '../../flow/unit';

/**
 * What a call of a runtime or a helper does. `pure`: it reads and computes, or waits. `parse`: it decodes, and fails for
 * what it cannot read. `memory`: it changes a value in memory. `log`: it writes down or counts. `cache`: it keeps a value
 * that may be missing.
 */
export type CallKind = 'pure' | 'parse' | 'memory' | 'log' | 'cache';

/** Some methods of one owner that do the same. */
export interface RuntimeRow {
  /**
   * TypeScript: a module (`os`), a global (`Math`), what stands in them (`util.types`), or the instances of a class
   * (`String.prototype`, `crypto.Hash.prototype`). Java: the full name of a class, or a package (`java.time.*`).
   */
  of: string;
  /** Names, parted by spaces; `()` is the owner itself when it is called, `*` any. */
  methods: string;
  kind: CallKind;
  /** The owner of the result's methods; absent: not known. */
  gives?: string;
  /** It holds as well for receivers of unknown type that live in the program. */
  loose?: true;
}

/** The rows of one runtime or of some helpers, and where they are written. */
export interface RuntimeTable {
  id: string;
  language: Language;
  source: string;
  rows: readonly RuntimeRow[];
}

/** Rows of one owner. */
export const rowsOf = (of: string, ...rows: Omit<RuntimeRow, 'of'>[]): RuntimeRow[] => rows.map(row => ({ of, ...row }));

/** Owners whose methods all do the same. */
export const all = (kind: CallKind, ...owners: string[]): RuntimeRow[] => owners.map(of => ({ of, methods: '*', kind }));

/** Owners whose methods all do the same and give such a value again: dates, digests, numbers. */
export const values = (kind: CallKind, ...owners: string[]): RuntimeRow[] => owners.map(of => ({ of, methods: '*', kind, gives: of }));
