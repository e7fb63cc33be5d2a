import * as vscode from 'vscode';
import { registerAudit } from './audit';
import type { Branch } from './branch';
import { CodeActions } from './code-actions';
import { registerCreateConfiguration } from './create-configuration';
import { registerCommands } from './commands';
import { Diagnostics } from './diagnostics';
import { Hovers } from './hovers';
import { JourneyView } from './journey-view';
import { Journeys } from './journeys';
import { LanguageStatus, type Status } from './language-status';
import { Lenses } from './lenses';
import { Pages } from './pages';
import { PolicyFaults } from './policy-faults';
import { Reviews } from './reviews';
import { registerRulePages } from './rule-pages';
import { registerSafeguards } from './safeguards';
import { registerSample } from './sample';
import { SettingHovers } from './setting-hovers';
import { registerStories } from './stories';
import { WorkerClient } from './worker-client';

/** What other extensions, and the tests, may ask. */
export interface Api {
  /** Resolves when every change made so far has been reviewed and shown. */
  settled(): Promise<void>;
  /** What the language status says of the file in the editor. */
  status(): Status;
  /** What the view shows, opened. */
  journey(): Promise<Entry[]>;
  /** Ends the review thread as a fault would; resolves when another may start, or when none will. */
  endThread(why: string): Promise<void>;
}

/** An entry of the view, in words. */
export interface Entry {
  label: string;
  description: string;
  children: Entry[];
}

/** The languages of code, in which records are sent and handled. */
const CODE = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'java'];

function told({ item: { label, description }, children }: Branch): Entry {
  return { label: String(label), description: String(description ?? ''), children: children.map(told) };
}

/** Starts the reviewer; the work itself is done in a thread of its own. */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('Kafka Reliability', { log: true });
  const worker = new WorkerClient(context.asAbsolutePath('dist/extension-worker.js'));
  const reviews = new Reviews(worker, log);
  const pages = new Pages(context);
  const diagnostics = new Diagnostics(reviews, pages);
  const status = new LanguageStatus(reviews, diagnostics);
  const journeys = new Journeys(reviews, worker);
  const view = new JourneyView(reviews, journeys, context.workspaceState), lenses = new Lenses(reviews, journeys);
  context.subscriptions.push(
    log, status, view, lenses, journeys, diagnostics, new PolicyFaults(reviews), reviews, worker,
    vscode.languages.registerCodeActionsProvider('*', new CodeActions(reviews, diagnostics), CodeActions.metadata),
    vscode.languages.registerHoverProvider('*', new Hovers(diagnostics)),
    vscode.languages.registerHoverProvider('*', new SettingHovers(reviews, worker)),
    vscode.languages.registerCodeLensProvider(CODE, lenses),
    registerAudit(reviews, journeys, pages),
    registerCommands(reviews, diagnostics, log),
    registerCreateConfiguration(reviews),
    registerRulePages(pages),
    registerSafeguards(context.extensionUri),
    registerSample(context.globalStorageUri),
    registerStories(reviews, diagnostics, pages),
  );
  return {
    settled: async () => void await Promise.all(reviews.folders.map(folder => folder.settled())),
    status: () => status.current,
    endThread: why => worker.end(why),
    journey: async () => (await view.roots).map(told),
  };
}
