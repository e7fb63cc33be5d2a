import * as vscode from 'vscode';
import { isReviewable } from '../core/session';

/** What is reviewed together, and how its files are named: by paths relative to it, with `/`. */
export class Root {
  private constructor(
    readonly name: string,
    readonly uri: vscode.Uri,
    /** `folder`: all that is below it; `open`: only what is open of it; `untitled`: a document that is not saved yet. */
    readonly kind: 'folder' | 'open' | 'untitled',
    /** The name of the untitled document. */
    private readonly document = '',
  ) {}

  /** A folder of the workspace. */
  static folder({ name, uri }: vscode.WorkspaceFolder): Root {
    return new Root(name, uri, 'folder');
  }

  /** What a document outside the workspace is reviewed with; `undefined` when it is nothing to review. */
  static around({ uri, languageId }: vscode.TextDocument): Root | undefined {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    if (uri.scheme === 'untitled') {
      const known = isReviewable(name) ? name : Object.hasOwn(ENDINGS, languageId) ? name + ENDINGS[languageId] : undefined;
      return known === undefined ? undefined : new Root(name, uri, 'untitled', known);
    }
    if (!LOOSE.has(uri.scheme) || !isReviewable(name)) return undefined;
    const folder = vscode.Uri.joinPath(uri, '..');
    return new Root(folder.path, folder, 'open');
  }

  /** The key under which the root of a document is found. */
  static keyOf(uri: vscode.Uri): string {
    if (uri.scheme === 'untitled') return uri.toString();
    return (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..')).toString();
  }

  get key(): string {
    return this.uri.toString();
  }

  /** The path of a file of this root that the reviewer reads; `undefined` for all others. */
  pathOf(uri: vscode.Uri): string | undefined {
    if (this.kind === 'untitled') return uri.toString() === this.key ? this.document : undefined;
    const path = this.relative(uri);
    return path !== undefined && isReviewable(path) ? path : undefined;
  }

  /** The path of anything below this root; `undefined` for what is elsewhere. */
  relative({ scheme, authority, path }: vscode.Uri): string | undefined {
    const root = this.uri.path.endsWith('/') ? this.uri.path : `${this.uri.path}/`;
    return scheme === this.uri.scheme && authority === this.uri.authority && path.startsWith(root) ? path.slice(root.length) : undefined;
  }

  /** The file that a path names. */
  uriOf(path: string): vscode.Uri {
    return this.kind === 'untitled' ? this.uri : vscode.Uri.joinPath(this.uri, path);
  }
}

/** Files outside the workspace are reviewed while they are open, together with their open neighbours. */
const LOOSE = new Set(['file', 'vscode-vfs', 'vscode-remote', 'vscode-userdata']);

/** What a document without a name would be called in each language; extensions give Spring's and compose files languages of their own. */
const ENDINGS: Record<string, string> = {
  typescript: '.ts', typescriptreact: '.tsx', javascript: '.js', javascriptreact: '.jsx', java: '.java', yaml: '.yaml',
  dockercompose: '.compose.yaml', properties: '.properties', 'java-properties': '.properties', ini: '.properties',
  'spring-boot-properties': '.properties', 'spring-boot-properties-yaml': '.yaml',
};
