import * as vscode from 'vscode';

const scheme = 'kafka-reliability';

/** Read-only Markdown that this extension writes: rule pages and audit reports. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  /** `render` writes the documents that nobody has set. */
  constructor(private readonly render: (path: string) => string | undefined) {}

  /** Gives a document its text, in the editors that show it too. */
  set(path: string, text: string): void {
    this.#texts.set(path, text);
    this.#changed.fire(documentUri(path));
  }

  /** Opens a document; the manifest's `configurationDefaults` say that the Markdown preview shows it. */
  async open(path: string, column = vscode.ViewColumn.Active): Promise<void> {
    await vscode.commands.executeCommand('vscode.open', documentUri(path), column);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const path = uri.path.slice(1);
    // An editor that is restored with the window may ask for a report of an earlier one.
    return this.#texts.get(path) ?? this.render(path) ?? 'This report was made in an earlier window. Run the audit again to renew it.';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Where a document is found. */
export function documentUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${path}` });
}
