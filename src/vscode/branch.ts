import * as vscode from 'vscode';

/** A piece of a tree; what is below it is made when it is opened. */
export class Branch {
  #children: Branch[] | undefined;

  constructor(
    readonly item: vscode.TreeItem, readonly parent: Branch | undefined, private readonly make?: (self: Branch) => Branch[],
    expanded = false,
  ) {
    // Ids are unique, and the same after each review, so that what is open stays open.
    item.id = `${parent?.item.id ?? ''}\n${item.id ?? String(item.label)}`;
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    item.collapsibleState = !make ? None : expanded ? Expanded : Collapsed;
  }

  get children(): Branch[] {
    return this.#children ??= this.make?.(this) ?? [];
  }
}

/** An entry of a tree. */
export function entry(label: string, parts: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label), parts);
}

/** Opens a place when its entry is chosen. */
export function opening(uri: vscode.Uri, range: vscode.Range): vscode.Command {
  return { command: 'vscode.open', title: 'Open', arguments: [uri, { selection: range } satisfies vscode.TextDocumentShowOptions] };
}
