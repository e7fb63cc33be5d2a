import * as vscode from 'vscode';
import { unreadClientInWords } from '../core/report/words';
import type { Diagnostics } from './diagnostics';
import type { Reviews } from './reviews';

/** What the language status says of the file in the editor. */
export interface Status {
  text: string;
  detail: string;
  busy: boolean;
}

/** The quiet place that tells how a file stands: under review, so many problems, nothing of Kafka, not read. */
export class LanguageStatus implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem('kafkaReliability', []);
  readonly #subscriptions: vscode.Disposable[];

  constructor(private readonly reviews: Reviews, private readonly diagnostics: Diagnostics) {
    this.#item.name = 'Kafka Reliability';
    this.#item.command = { command: 'workbench.actions.view.problems', title: 'Show Problems' };
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(() => this.#show()),
      reviews.onDidChange(() => this.#show()),
      reviews.onDidClose(() => this.#show()),
    ];
    this.#show();
  }

  /** What is shown now. */
  get current(): Status {
    const { text, detail = '', busy } = this.#item;
    return { text, detail, busy };
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const { text, detail, busy } = this.#of(document);
    // Whatever language a file is said to be in: what counts is that it is reviewed.
    this.#item.selector =
      document && this.reviews.of(document.uri)?.root.pathOf(document.uri) !== undefined
        ? [{ scheme: document.uri.scheme, language: document.languageId }]
        : [];
    this.#item.text = text;
    // The editor makes links of what looks like one, also in names of folders and packages.
    this.#item.detail = detail.replaceAll('](', '] (');
    this.#item.busy = busy;
    const problems = document ? this.diagnostics.of(document.uri) : [];
    this.#item.severity = problems.some(problem => problem.severity === vscode.DiagnosticSeverity.Error)
      ? vscode.LanguageStatusSeverity.Error
      : problems.length > 0 || [UNREAD, STOPPED, BROKEN].includes(text)
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    this.#item.accessibilityInformation = { label: `Kafka Reliability: ${text}. ${detail}` };
  }

  #of(document: vscode.TextDocument | undefined): Status {
    const folder = document && this.reviews.of(document.uri);
    if (folder?.root.pathOf(document!.uri) === undefined) return { text: 'Kafka: not reviewed', detail: '', busy: false };
    const name = folder.isWhole ? folder.root.name : 'this folder', busy = folder.isBusy;
    if (!folder.settings.enable) return { text: 'Kafka: off', detail: 'kafkaReliability.enable', busy: false };
    if (this.reviews.hasGivenUp) return { text: STOPPED, detail: '"Kafka Reliability: Review Workspace Again" tries again', busy: false };
    if (folder.policy.faults.length > 0) return { text: BROKEN, detail: `${folder.policy.faults[0].file} has a mistake`, busy };
    if (!folder.has(document!) && !busy) return { text: 'Kafka: not reviewed', detail: 'left out by .gitignore, by kafkaReliability.exclude, or as the work of a program', busy };
    const why = folder.whyUnread(document!);
    if (why !== undefined) return { text: UNREAD, detail: why, busy };
    if (!folder.review) return { text: busy ? 'Kafka: reviewing' : 'Kafka: not reviewed yet', detail: name, busy };
    const [unread] = folder.review.unreadClients;
    if (folder.review.files.kafka === 0 && !unread) return { text: 'Kafka: nothing here', detail: `no Kafka in ${name}`, busy };
    const here = this.diagnostics.of(document!.uri).length, all = this.diagnostics.count(folder);
    const detail = `${all} in ${name}${folder.isCurrent || busy ? '' : ', out of date'}`;
    return { text: `Kafka: ${here === 0 && unread ? 'not all is read' : problems(here)}`, detail: unread ? `${folder.review.unreadClients.map(unreadClientInWords).join('; ')}; ${detail}` : detail, busy };
  }

  dispose(): void {
    for (const item of [...this.#subscriptions, this.#item]) item.dispose();
  }
}

const UNREAD = 'Kafka: not read', STOPPED = 'Kafka: stopped', BROKEN = 'Kafka: configuration cannot be read';

function problems(count: number): string {
  return count === 0 ? 'no problems' : count === 1 ? '1 problem' : `${count} problems`;
}
