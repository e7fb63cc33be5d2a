import * as vscode from 'vscode';
import { showing } from '../core/review/select';
import type { Finding, Review } from '../core/review/finding';
import { UNUSED_SUPPRESSION } from '../core/review/suppressions';
import { plain } from '../core/text/visible';
import type { FolderReview } from './folder-review';
import type { Pages } from './pages';
import { toRange } from './ranges';
import type { Reviews } from './reviews';

/** The name that the Problems panel gives as the source. */
export const source = 'Kafka Reliability';

/** A problem in the editor that knows the finding it shows. */
export interface FindingDiagnostic extends vscode.Diagnostic {
  finding: Finding;
}

const severities: Record<Finding['severity'] | 'hint', vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows the findings of every folder as problems, in open files and in all others. */
export class Diagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('kafkaReliability');
  readonly #shown = new Map<FolderReview, Map<string, FindingDiagnostic[]>>();
  readonly #subscriptions: vscode.Disposable[];

  constructor(private readonly reviews: Reviews, private readonly pages: Pages) {
    this.#subscriptions = [
      reviews.onDidChange(folder => this.#show(folder)),
      reviews.onDidClose(folder => this.#clear(folder)),
      // The problems of a task with the matcher stand in place of these, and go with the next task.
      vscode.tasks.onDidEndTask(() => this.#showAgain()),
    ];
  }

  /** The problems shown in a file. */
  of(uri: vscode.Uri): readonly FindingDiagnostic[] {
    const folder = this.reviews.of(uri);
    return folder && this.#shown.get(folder)?.get(uri.toString()) || [];
  }

  /** The number of problems shown in a folder. */
  count(folder: FolderReview): number {
    return [...this.#shown.get(folder)?.values() ?? []].reduce((sum, { length }) => sum + length, 0);
  }

  #reviewShown = new WeakMap<FolderReview, unknown>();

  #show(folder: FolderReview): void {
    if (this.#reviewShown.get(folder) === folder.review) return;
    this.#reviewShown.set(folder, folder.review);
    const before = this.#shown.get(folder), now = new Map<string, FindingDiagnostic[]>();
    for (const finding of folder.review ? shownOf(folder, showing(folder.review, folder.settings.show)) : []) {
      const uri = folder.root.uriOf(finding.path).toString();
      now.set(uri, [...now.get(uri) ?? [], toDiagnostic(finding, folder, this.pages)]);
    }
    for (const uri of before?.keys() ?? []) if (!now.has(uri)) this.#collection.delete(vscode.Uri.parse(uri));
    for (const [uri, diagnostics] of now) this.#collection.set(vscode.Uri.parse(uri), diagnostics);
    this.#shown.set(folder, now);
  }

  #showAgain(): void {
    for (const files of this.#shown.values())
      for (const [uri, diagnostics] of files) this.#collection.set(vscode.Uri.parse(uri), diagnostics);
  }

  #clear(folder: FolderReview): void {
    for (const uri of this.#shown.get(folder)?.keys() ?? []) this.#collection.delete(vscode.Uri.parse(uri));
    this.#shown.delete(folder);
  }

  dispose(): void {
    for (const item of [...this.#subscriptions, this.#collection]) item.dispose();
  }
}

/** What counts, and as hints, which no list of problems shows, what is known from the baseline. */
function shownOf({ settings }: FolderReview, { findings, suppressed }: Review): Finding[] {
  const known = settings.baseline === 'hide' ? [] : suppressed.filter(({ by }) => by === 'baseline');
  return [...findings, ...known.map(({ finding }) => ({ ...finding, hint: true as const }))];
}

function toDiagnostic(finding: Finding, folder: FolderReview, pages: Pages): FindingDiagnostic {
  const setting = finding.hint ? 'hint' : finding.severity;
  const diagnostic = new vscode.Diagnostic(shortRange(finding), plain(finding.message), severities[setting]) as FindingDiagnostic;
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: pages.rule(finding.rule) };
  diagnostic.relatedInformation = finding.because.map(({ path, range, note }) =>
    new vscode.DiagnosticRelatedInformation(new vscode.Location(folder.root.uriOf(path), toRange(range)), plain(note)));
  if (finding.rule === UNUSED_SUPPRESSION) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  diagnostic.finding = finding;
  return diagnostic;
}

/** The first line of a finding's range: nobody wants a whole block underlined. */
function shortRange({ range }: Finding): vscode.Range {
  const { start, end } = toRange(range);
  return start.line === end.line ? new vscode.Range(start, end) : new vscode.Range(start, start.with(undefined, Number.MAX_SAFE_INTEGER));
}
