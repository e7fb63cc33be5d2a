import type { Language, Tree } from '@vscode/tree-sitter-wasm';

/** A place in a tree of the parser. Its own types know no host without those of the DOM. */
export interface Cursor {
  readonly nodeTypeId: number;
  readonly currentFieldName: string | null;
  /** In UTF-16 units, like `endIndex`. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentNode: { readonly hasError: boolean };
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/**
 * What the engine offers below its own cursor, under the names of its WebAssembly. All of them work on the cursor that
 * stands in the engine's memory; the engine's class writes it there before each call, and reads it back after.
 */
interface Engine {
  _ts_tree_cursor_current_node_type_id_wasm(tree: number): number;
  _ts_tree_cursor_current_field_id_wasm(tree: number): number;
  _ts_tree_cursor_start_index_wasm(tree: number): number;
  _ts_tree_cursor_end_index_wasm(tree: number): number;
  _ts_tree_cursor_goto_first_child_wasm(tree: number): number;
  _ts_tree_cursor_goto_next_sibling_wasm(tree: number): number;
  _ts_tree_cursor_goto_parent_wasm(tree: number): number;
  _ts_tree_cursor_delete_wasm(tree: number): void;
}

const USED: Record<keyof Engine, true> = {
  _ts_tree_cursor_current_node_type_id_wasm: true, _ts_tree_cursor_current_field_id_wasm: true,
  _ts_tree_cursor_start_index_wasm: true, _ts_tree_cursor_end_index_wasm: true,
  _ts_tree_cursor_goto_first_child_wasm: true, _ts_tree_cursor_goto_next_sibling_wasm: true,
  _ts_tree_cursor_goto_parent_wasm: true, _ts_tree_cursor_delete_wasm: true,
};

/** True when the engine has what a resting cursor needs; none of it is promised from one version to the next. */
export function hasRestingCursor(engine: object): engine is Engine {
  return Object.keys(USED).every(name => typeof (engine as Record<string, unknown>)[name] === 'function');
}

/**
 * The cursor of a tree without errors, in the engine's memory, where `tree.walk()` leaves it: half of the time of a walk
 * is spent on moving it in and out. Until it is deleted, nothing else may be asked of the engine.
 */
export class RestingCursor implements Cursor {
  readonly currentNode = { hasError: false };
  readonly #tree: number;
  readonly #fields: readonly (string | null)[];

  constructor(private readonly engine: Engine, tree: Tree, language: Language) {
    tree.walk();
    this.#tree = (tree as unknown as Record<0, number>)[0];
    this.#fields = language.fields;
  }

  get nodeTypeId(): number {
    return this.engine._ts_tree_cursor_current_node_type_id_wasm(this.#tree);
  }

  get currentFieldName(): string | null {
    return this.#fields[this.engine._ts_tree_cursor_current_field_id_wasm(this.#tree)] ?? null;
  }

  get startIndex(): number {
    return this.engine._ts_tree_cursor_start_index_wasm(this.#tree);
  }

  get endIndex(): number {
    return this.engine._ts_tree_cursor_end_index_wasm(this.#tree);
  }

  gotoFirstChild(): boolean {
    return this.engine._ts_tree_cursor_goto_first_child_wasm(this.#tree) === 1;
  }

  gotoNextSibling(): boolean {
    return this.engine._ts_tree_cursor_goto_next_sibling_wasm(this.#tree) === 1;
  }

  gotoParent(): boolean {
    return this.engine._ts_tree_cursor_goto_parent_wasm(this.#tree) === 1;
  }

  delete(): void {
    this.engine._ts_tree_cursor_delete_wasm(this.#tree);
  }
}
