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

  /** What the lab has measured. */
  async evidence(): Promise<string> {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#shipped, 'docs', 'evidence.md')));
  }

  /** Where a report of this name is to be written: each time another file, since the editor learns late that one has changed. */
  report(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#written, Date.now().toString(36), `${name}.md`);
  }

  /** True for a report, in this or an earlier window. */
  static isReport({ path }: vscode.Uri): boolean {
    return path.includes(`/${FOLDER}/`) && !/\/(rules|docs)\/[^/]*$/.test(path);
  }

  /** Writes a report, in place of the one of this name that was written before. */
  async write(report: vscode.Uri, text: string): Promise<void> {
    const name = nameOf(report), isBefore = (uri: vscode.Uri) => Pages.isReport(uri) && nameOf(uri) === name;
    const tabs = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputCustom && isBefore(input.uri));
    await vscode.window.tabGroups.close(tabs);
    for (const [folder, type] of await Promise.resolve(vscode.workspace.fs.readDirectory(this.#written)).catch(() => [])) {
      if (type !== vscode.FileType.Directory) continue;
      const before = vscode.Uri.joinPath(this.#written, folder);
      const files = await vscode.workspace.fs.readDirectory(before);
      if (files.some(([file]) => file === name)) await vscode.workspace.fs.delete(before, { recursive: true });
    }
    await vscode.workspace.fs.writeFile(report, new TextEncoder().encode(text));
  }

  /** Shows a page, as an editor that the next link does not replace. */
  async open(page: vscode.Uri, viewColumn = vscode.ViewColumn.Active): Promise<void> {
    await vscode.commands.executeCommand('vscode.openWith', page, PREVIEW, { viewColumn, preview: false });
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * A link from one file to another that the Markdown preview follows: relative to the page; and since it has no way to
 * another file system, there relative to the first folder of the workspace, which it takes for the root.
 */
export function linkBetween(page: vscode.Uri, target: vscode.Uri): string {
  if (target.scheme === page.scheme && target.authority === page.authority)
    return encoded(relative(page.path.split('/').slice(0, -1), target.path.split('/')));
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
