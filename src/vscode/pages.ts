import * as vscode from 'vscode';

/** The Markdown preview, which shows pages; a user's own associations of `.md` do not change that. */
const PREVIEW = 'vscode.markdown.preview.editor';

/** The name of every folder of pages: the manifest's `configurationDefaults` say that the preview shows what is in it. */
const FOLDER = 'kafka-reliability-pages';

/**
 * Markdown for people: the pages of the rules, which come with the extension, and the reports that it writes. All are
 * files, so that links lead from one to another and to the code, and the editor can restore and save them by itself.
 */
export class Pages {
  readonly #shipped: vscode.Uri;
  readonly #written: vscode.Uri;

  constructor({ extensionUri, storageUri, globalStorageUri }: vscode.ExtensionContext) {
    this.#shipped = vscode.Uri.joinPath(extensionUri, 'dist', FOLDER);
    this.#written = vscode.Uri.joinPath(storageUri ?? globalStorageUri, FOLDER);
  }

  /** The page of a rule. */
  rule(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#shipped, 'rules', `${id}.md`);
  }

  /** Where a report of this name is kept. */
  report(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#written, `${name}.md`);
  }

  /** True for a report, in this or an earlier window. */
  static isReport({ path }: vscode.Uri): boolean {
    return path.includes(`/${FOLDER}/`) && !/\/(rules|docs)\/[^/]*$/.test(path);
  }

  /** Gives a report its text, in the editors that show it too. */
  async write(report: vscode.Uri, text: string): Promise<void> {
    const shown = vscode.workspace.textDocuments.find(({ uri, isClosed }) => uri.toString() === report.toString() && !isClosed);
    if (!shown) return vscode.workspace.fs.writeFile(report, new TextEncoder().encode(text));
    // The editor learns late, if at all, that a file outside the workspace has changed.
    const edit = new vscode.WorkspaceEdit();
    edit.replace(report, new vscode.Range(0, 0, shown.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await shown.save();
  }

  /** Shows a page, as an editor that the next link does not replace. */
  async open(page: vscode.Uri, viewColumn = vscode.ViewColumn.Active): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', page, PREVIEW, { viewColumn, preview: false });
  }
}

/**
 * A link from one file to another that the Markdown preview follows: relative to the page; and since it has no way to
 * another file system, there relative to the first folder of the workspace, which it takes for the root.
 */
export function linkBetween(page: vscode.Uri, target: vscode.Uri): string {
  if (target.scheme === page.scheme && target.authority === page.authority) return encoded(relative(page.path.split('/').slice(0, -1), target.path.split('/')));
  const first = vscode.workspace.workspaceFolders?.[0].uri.path ?? '/';
  return `/${encoded(relative(first.split('/'), target.path.split('/')))}`;
}

function relative(from: string[], to: string[]): string[] {
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)];
}

function encoded(steps: readonly string[]): string {
  return steps.map(encodeURIComponent).join('/');
}

/** The text of a page as it stands at another place: its links lead where they led before. */
export function moved(text: string, from: vscode.Uri, to: vscode.Uri): string {
  return text.replace(/\]\(([^)#:\s/][^)#:\s]*)(#[^)\s]*)?\)/g, (_, path: string, anchor = '') =>
    `](${linkBetween(to, vscode.Uri.joinPath(from, '..', decodeURIComponent(path)))}${anchor})`);
}
