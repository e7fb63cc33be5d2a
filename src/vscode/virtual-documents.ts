import * as vscode from 'vscode';

const scheme = 'kafka-reliability';

/** Read-only Markdown that this extension writes: rule pages and audit reports. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  /** Gives a document its text, in the editors that show it too. */
  set(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${path}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  /** Opens the built-in Markdown preview. */
  async preview(uri: vscode.Uri, beside: boolean): Promise<void> {
    const besideEditor = beside && vscode.window.activeTextEditor !== undefined;
    await vscode.commands.executeCommand(besideEditor ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
