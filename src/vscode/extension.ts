import * as vscode from 'vscode';
import { registerAudit } from './audit';
import { CodeActions } from './code-actions';
import { registerCommands } from './commands';
import { Diagnostics } from './diagnostics';
import { Hovers } from './hovers';
import { LanguageStatus, type Status } from './language-status';
import { Pages } from './pages';
import { Reviews } from './reviews';
import { registerRulePages } from './rule-pages';
import { registerSafeguards } from './safeguards';
import { registerSample } from './sample';
import { WorkerClient } from './worker-client';

/** What other extensions, and the tests, may ask. */
export interface Api {
  /** Resolves when every change made so far has been reviewed and shown. */
  settled(): Promise<void>;
  /** What the language status says of the file in the editor. */
  status(): Status;
  /** Ends the review thread as a fault would; resolves when another may start, or when none will. */
  endThread(why: string): Promise<void>;
}

/** Starts the reviewer; the work itself is done in a thread of its own. */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('Kafka Reliability', { log: true });
  const worker = new WorkerClient(context.asAbsolutePath('dist/extension-worker.js'));
  const reviews = new Reviews(worker, log);
  const pages = new Pages(context);
  const diagnostics = new Diagnostics(reviews, pages);
  const status = new LanguageStatus(reviews, diagnostics);
  context.subscriptions.push(
    log, status, diagnostics, reviews, worker,
    vscode.languages.registerCodeActionsProvider('*', new CodeActions(reviews, diagnostics), CodeActions.metadata),
    vscode.languages.registerHoverProvider('*', new Hovers(diagnostics)),
    registerAudit(reviews, pages),
    registerCommands(reviews, diagnostics, log),
    registerRulePages(pages),
    registerSafeguards(context.extensionUri),
    registerSample(context.globalStorageUri),
  );
  return {
    settled: async () => void await Promise.all(reviews.folders.map(folder => folder.settled())),
    status: () => status.current,
    endThread: why => worker.end(why),
  };
}
