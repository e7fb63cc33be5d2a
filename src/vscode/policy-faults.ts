import * as vscode from 'vscode';
import { plain } from '../core/text/visible';
import { source } from './diagnostics';
import type { FolderReview } from './folder-review';
import { toRange } from './ranges';
import type { Reviews } from './reviews';

/** Shows what is wrong with configurations, where it is written. */
export class PolicyFaults implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('kafkaReliability.configuration');
  readonly #subscriptions: vscode.Disposable[];

  constructor(private readonly reviews: Reviews) {
    this.#subscriptions = [reviews.onDidChange(() => this.#show()), reviews.onDidClose(() => this.#show())];
  }

  #show(): void {
    const shown = new Map<string, vscode.Diagnostic[]>();
    for (const folder of this.reviews.folders) {
      const { file } = folder.policy;
      if (file && folder.policy.faults.length > 0 && !shown.has(file.toString())) shown.set(file.toString(), faultsOf(folder));
    }
    const before: string[] = [];
    this.#collection.forEach(uri => before.push(uri.toString()));
    for (const uri of before) if (!shown.has(uri)) this.#collection.delete(vscode.Uri.parse(uri));
    for (const [uri, faults] of shown) this.#collection.set(vscode.Uri.parse(uri), faults);
  }

  dispose(): void {
    for (const item of [...this.#subscriptions, this.#collection]) item.dispose();
  }
}

function faultsOf({ policy }: FolderReview): vscode.Diagnostic[] {
  return policy.faults.map(({ range, message }) => {
    const fault = new vscode.Diagnostic(toRange(range), plain(`${message}. Until then nothing is reviewed with this configuration.`));
    fault.source = source;
    fault.code = 'configuration';
    return fault;
  });
}
