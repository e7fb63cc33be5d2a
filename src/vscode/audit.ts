import * as vscode from 'vscode';
import { auditMarkdown } from '../core/report/audit';
import type { Review } from '../core/review/finding';
import type { Range } from '../core/text/span';
import type { FolderReview } from './folder-review';
import type { Reviews } from './reviews';
import { section } from './settings';
import type { VirtualDocuments } from './virtual-documents';

/** *Audit Workspace* and *Audit Current File*: a fresh review of everything, ending in a readable report. */
export function registerAudit(reviews: Reviews, documents: VirtualDocuments): vscode.Disposable {
  const auditWorkspace = async () => {
    const folders = reviews.folders.filter(folder => folder.whole);
    if (folders.length === 0) return void vscode.window.showInformationMessage('Open a folder to audit it. For a single file there is "Kafka Reliability: Audit Current File".');
    if (!await reviewWithProgress('Auditing the workspace for Kafka reliability', folders)) return;
    const parts = folders.filter(folder => folder.review).map(folder => report(folder, folders.length > 1 ? folder.name : undefined));
    documents.set('Kafka reliability audit.md', parts.join('\n---\n\n'));
    await documents.open('Kafka reliability audit.md');
  };

  const auditFile = async () => {
    const document = vscode.window.activeTextEditor?.document, folder = document && reviews.of(document.uri);
    if (!document || !folder?.has(document)) return void vscode.window.showInformationMessage('Open a file of code or configuration in the editor to audit it.');
    const path = vscode.workspace.asRelativePath(document.uri);
    if (!await reviewWithProgress(`Auditing ${path} for Kafka reliability`, [folder])) return;
    documents.set(`audit/${path}.md`, report(folder, path, concerning(document.uri, folder)));
    await documents.open(`audit/${path}.md`, vscode.ViewColumn.Beside);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand(`${section}.auditWorkspace`, auditWorkspace),
    vscode.commands.registerCommand(`${section}.auditFile`, auditFile),
  );
}

/** Reads and reviews folders again; false when it was cancelled. */
async function reviewWithProgress(title: string, folders: readonly FolderReview[]): Promise<boolean> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
    const cancelled = new Promise<void>(done => token.onCancellationRequested(() => {
      for (const folder of folders) folder.stop();
      done();
    }));
    for (const folder of folders) folder.scanAgain();
    for (const folder of folders) {
      let shown = 0;
      folder.progress = (done, total) => {
        progress.report({ message: `${done} of ${total} files`, increment: (done - shown) * 100 / total / folders.length });
        shown = done;
      };
      await Promise.race([folder.settled(), cancelled]);
      folder.progress = undefined;
      if (token.isCancellationRequested) return false;
    }
    return true;
  });
}

function report(folder: FolderReview, name: string | undefined, review: Review = folder.review!): string {
  const text = auditMarkdown(review, { link: (path, range) => link(folder.uri, path, range) });
  return name === undefined ? text : text.replace(/^(# .*)$/m, `$1: ${name}`);
}

/** What a review says of one file: found in it, or proven by it. */
function concerning(uri: vscode.Uri, folder: FolderReview): Review {
  const review = folder.review!;
  const isHere = ({ path }: { path?: string }) => path !== undefined && vscode.Uri.joinPath(folder.uri, path).toString() === uri.toString();
  const findings = review.findings.filter(finding => isHere(finding) || finding.because.some(isHere));
  return {
    findings,
    suppressed: review.suppressed.filter(({ finding }) => isHere(finding)),
    undecided: review.undecided.filter(isHere),
    layers: review.layers.map(({ layer, safe }) => ({
      layer,
      safe: safe.flatMap(fact => [fact, ...fact.also ?? []].some(isHere) ? [fact] : []),
    })),
    unreadClients: review.unreadClients.filter(isHere),
    files: { seen: 1, kafka: findings.length > 0 ? 1 : 0, unread: review.files.unread.filter(isHere) },
  };
}

/**
 * A link that the Markdown preview follows: it takes links that begin with `/` as relative to the first folder of the
 * workspace, and does not follow links with a scheme.
 */
function link(folder: vscode.Uri, path: string, { start }: Range): string {
  const from = vscode.workspace.workspaceFolders?.[0].uri.path ?? '/';
  const up = from.split('/').filter(Boolean).map(() => '..').join('/');
  const absolute = vscode.Uri.joinPath(folder, path).path;
  const below = absolute.startsWith(`${from}/`) ? absolute.slice(from.length) : `/${up}${absolute}`;
  return `${below.split('/').map(encodeURIComponent).join('/')}#L${start.line}`;
}
