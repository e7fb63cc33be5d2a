import * as vscode from 'vscode';
import { auditMarkdown } from '../core/report/audit';
import { joinedAudit, named, withRuleLinks } from '../core/report/audit-pages';
import type { Review } from '../core/review/finding';
import type { FolderReview } from './folder-review';
import type { Journeys } from './journeys';
import { linkBetween, moved, Pages } from './pages';
import type { Reviews } from './reviews';
import { ruleInfos } from './rules';
import { section } from './settings';

/** *Audit Workspace* and *Audit Current File*: a fresh review of everything, ending in a readable report; *Save Audit As…* keeps it. */
export function registerAudit(reviews: Reviews, journeys: Journeys, pages: Pages): vscode.Disposable {
  const auditWorkspace = async () => {
    const folders = reviews.folders.filter(folder => folder.isWhole);
    if (folders.length === 0) return void vscode.window.showInformationMessage('Open a folder to audit it. For a single file there is "Kafka Reliability: Audit Current File".');
    if (!await reviewWithProgress('Auditing the workspace for Kafka reliability', folders)) return;
    const page = pages.report('Kafka reliability audit');
    const parts = (await Promise.all(folders.map(async folder => {
      const { review, root } = folder, journey = review && await journeys.of(folder);
      return review ? [{ name: root.name, text: report(folder, { ...review, journey }, page, pages, 'workspace') }] : [];
    }))).flat();
    if (parts.length === 0) return void vscode.window.showInformationMessage('There is nothing to audit: the setting kafkaReliability.enable is off.');
    await pages.write(page, parts.length > 1 ? joinedAudit(parts) : parts[0].text);
    await pages.open(page);
  };

  const auditFile = async () => {
    const document = vscode.window.activeTextEditor?.document, folder = document && reviews.of(document.uri);
    if (!document || !folder?.has(document)) return void vscode.window.showInformationMessage('Open a file of code or configuration in the editor to audit it.');
    const path = vscode.workspace.asRelativePath(document.uri);
    if (!await reviewWithProgress(`Auditing ${path} for Kafka reliability`, [folder]) || !folder.review) return;
    const page = pages.report(`Kafka reliability audit of ${path.replace(/[^\w.-]+/g, ' ')}`);
    await pages.write(page, named(report(folder, concerning(document.uri, folder, folder.review), page, pages, 'file'), path));
    await pages.open(page, vscode.ViewColumn.Beside);
  };

  /** Keeps the report in view elsewhere, with links that lead from there. */
  const saveAudit = async (uri?: vscode.Uri) => {
    const page = uri ?? shownPage();
    if (!page || !Pages.isReport(page)) return void vscode.window.showInformationMessage('Open an audit to save it.');
    const folder = vscode.workspace.workspaceFolders?.[0].uri, name = page.path.slice(page.path.lastIndexOf('/') + 1);
    const target = await vscode.window.showSaveDialog({
      defaultUri: folder && vscode.Uri.joinPath(folder, name), filters: { Markdown: ['md'] },
    });
    if (!target) return;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(moved(text, page, target)));
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand(`${section}.auditWorkspace`, auditWorkspace),
    vscode.commands.registerCommand(`${section}.auditFile`, auditFile),
    vscode.commands.registerCommand(`${section}.saveAudit`, saveAudit),
  );
}

/** Reads and reviews folders again; false when it was cancelled. */
async function reviewWithProgress(title: string, folders: readonly FolderReview[]): Promise<boolean> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const cancelled = new Promise<void>(done =>
        token.onCancellationRequested(() => {
          for (const folder of folders) folder.stop();
          done();
        }),
      );
      for (const folder of folders) folder.scanAgain();
      progress.report({ message: 'looking for files' });
      let shown = 0;
      for (const [index, folder] of folders.entries()) {
        // A review goes over files in several turns, and may begin anew; what is shown only grows.
        folder.progress = (done, total) => {
          const reached = ((index + done / total) * 100) / folders.length;
          if (reached > shown) progress.report({ message: `${folder.root.name}: ${done} of ${total} files`, increment: reached - shown });
          shown = Math.max(shown, reached);
        };
        await Promise.race([folder.settled(), cancelled]);
        folder.progress = undefined;
        if (token.isCancellationRequested) return false;
      }
      return true;
    },
  );
}

function report(folder: FolderReview, review: Review, page: vscode.Uri, pages: Pages, scope: 'file' | 'workspace'): string {
  const text = auditMarkdown(review, {
    scope, link: (path, { start }) => `${linkBetween(page, folder.root.uriOf(path))}#L${start.line}`,
  });
  return withRuleLinks(text, id => ruleInfos.some(rule => rule.id === id) ? linkBetween(page, pages.rule(id)) : undefined);
}

/** What a review says of one file: found in it, or proven by it. */
function concerning(uri: vscode.Uri, folder: FolderReview, review: Review): Review {
  const isHere = ({ path }: { path?: string }) => path !== undefined && folder.root.uriOf(path).toString() === uri.toString();
  const findings = review.findings.filter(finding => isHere(finding) || finding.because.some(isHere));
  return {
    findings,
    suppressed: review.suppressed.filter(({ finding }) => isHere(finding)),
    undecided: review.undecided.filter(isHere),
    layers: review.layers.map(({ layer, safe }) => ({
      layer,
      safe: safe.flatMap(fact => [fact, ...fact.also ?? []].some(isHere) ? [fact] : []),
    })),
    things: review.things.filter(isHere),
    unreadClients: review.unreadClients.filter(isHere),
    files: { seen: 1, kafka: findings.length > 0 ? 1 : 0, unread: review.files.unread.filter(isHere) },
  };
}

/** The page in the active tab. */
function shownPage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
}
