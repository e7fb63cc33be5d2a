import * as vscode from 'vscode';
import type { Contract, Link } from '../core/journey/contract';
import { holdsInWords, wayHere, wayOnward } from '../core/report/journey-words';
import type { FolderReview } from './folder-review';
import { showTopic } from './journey-view';
import type { Journeys } from './journeys';
import { toRange } from './ranges';
import type { Reviews } from './reviews';
import { section } from './settings';

/** A send or handler of more topics than these says how many there are besides. */
const TOPICS = 2;

/** Above sends and handlers: from where to where their records go, and the weakest link of that way. */
export class Lenses implements vscode.CodeLensProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(private readonly reviews: Reviews, private readonly journeys: Journeys) {
    this.#subscription = vscode.Disposable.from(
      journeys.onDidChange(() => this.#changed.fire()),
      vscode.workspace.onDidChangeConfiguration(event => event.affectsConfiguration(`${section}.codeLens`) && this.#changed.fire()),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
    const folder = this.reviews.of(document.uri), path = folder?.root.pathOf(document.uri);
    if (!folder || path === undefined || !vscode.workspace.getConfiguration(section, document.uri).get('codeLens')) return [];
    // Until then the editor moves those that it shows with the text.
    await this.#current(folder, path, token);
    const journey = token.isCancellationRequested ? undefined : await this.journeys.of(folder);
    return journey && !token.isCancellationRequested ? lensesOf(journey.contracts, path, folder) : [];
  }

  /** Resolves when a review has seen the text of a file as it is. */
  #current(folder: FolderReview, path: string, token: vscode.CancellationToken): Promise<void> {
    if (folder.review && folder.isCurrentAt(path)) return Promise.resolve();
    return new Promise(done => {
      const subscription = vscode.Disposable.from(
        this.journeys.onDidChange(changed => changed === folder && end()), token.onCancellationRequested(() => end()),
      );
      const end = () => { subscription.dispose(); done(); };
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function lensesOf(contracts: readonly Contract[], path: string, folder: FolderReview): vscode.CodeLens[] {
  const lines = new Map<number, { link: Link; of: { contract: Contract; way: string }[] }>();
  const note = (link: Link, contract: Contract, way: string) => {
    if (link.path !== path) return;
    const line = lines.get(link.range.start.line) ?? { link, of: [] };
    line.of.push({ contract, way });
    lines.set(link.range.start.line, line);
  };
  for (const contract of contracts) {
    for (const link of contract.senders) note(link, contract, wayOnward(contract));
    for (const link of contract.readers) note(link, contract, wayHere(contract));
  }
  return [...lines.values()].flatMap(({ link, of }) => of.slice(0, TOPICS).map(({ contract, way }, index) => {
    const more = of.length - TOPICS, rest = index === TOPICS - 1 && more > 0 ? ` · and ${more} more topics` : '';
    return new vscode.CodeLens(toRange(link.range), {
      title: `${way} · ${holdsInWords(contract)}${rest}`, command: showTopic, arguments: [folder.root.key, contract.topic],
      tooltip: 'Show the way of these messages',
    });
  }));
}
