import * as vscode from 'vscode';
import { storyMarkdown, titleOfStory } from '../core/report/story';
import { withRuleLinks } from '../core/report/audit-pages';
import { plain } from '../core/text/visible';
import type { Diagnostics, FindingDiagnostic } from './diagnostics';
import type { FolderReview } from './folder-review';
import { linkBetween, type Pages } from './pages';
import type { Reviews } from './reviews';
import { ruleInfos } from './rules';
import { section } from './settings';

const showStory = `${section}.showStory`;

/** The command that tells the story of a finding, for menus. */
export function storyCommand(document: vscode.TextDocument, { finding: { rule, range } }: FindingDiagnostic): vscode.Command {
  return { command: showStory, title: 'Show How', arguments: [document.uri, rule, range.start.line] };
}

/** *Show How This Loses Messages*: the way of a finding step by step, as a page beside the code. */
export function registerStories(reviews: Reviews, diagnostics: Diagnostics, pages: Pages): vscode.Disposable {
  return vscode.commands.registerCommand(showStory, async (uri?: vscode.Uri, rule?: string, line?: number) => {
    const document = uri ?? vscode.window.activeTextEditor?.document.uri, folder = document && reviews.of(document);
    const here = document ? diagnostics.of(document) : [];
    const named = here.find(({ finding }) => finding.rule === rule && finding.range.start.line === line);
    if (here.length === 0 || (rule !== undefined && !named)) {
      return void vscode.window.showInformationMessage('There is no finding here whose story could be told.');
    }
    const found = named ?? await pick(here);
    if (!folder || !found) return;
    const { finding } = found, page = pages.report(`${titleOfStory(finding)} ${finding.rule}`);
    const lines = await readLines(folder, [finding, ...finding.because]);
    const text = storyMarkdown(finding, {
      link: (path, { start }) => `${linkBetween(page, folder.root.uriOf(path))}#L${start.line}`,
      line: (path, { start }) => lines.get(path)?.[start.line - 1], evidence: await pages.evidence(),
    });
    const isRule = (id: string) => ruleInfos.some(one => one.id === id);
    await pages.write(page, withRuleLinks(text, id => (isRule(id) ? linkBetween(page, pages.rule(id)) : undefined)));
    await pages.open(page, vscode.ViewColumn.Beside);
  });
}

/** The finding at the cursor; one that is picked where there are others. */
async function pick(here: readonly FindingDiagnostic[]): Promise<FindingDiagnostic | undefined> {
  const cursor = vscode.window.activeTextEditor?.selection.active, at = cursor && here.filter(({ range }) => range.contains(cursor));
  const candidates = at && at.length > 0 ? at : here;
  if (candidates.length <= 1) return candidates[0];
  const items = candidates.map(found => ({ label: plain(found.finding.message), description: found.finding.rule, found }));
  return (await vscode.window.showQuickPick(items, { title: 'Show How This Loses Messages', matchOnDescription: true }))?.found;
}

async function readLines(folder: FolderReview, places: readonly { path: string }[]): Promise<Map<string, string[]>> {
  const paths = [...new Set(places.map(({ path }) => path))];
  const texts = await Promise.all(paths.map(async path => {
    const document = await Promise.resolve(vscode.workspace.openTextDocument(folder.root.uriOf(path))).catch(() => undefined);
    return [path, document?.getText().split(/\r?\n/) ?? []] as const;
  }));
  return new Map(texts);
}
