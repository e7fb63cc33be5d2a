import * as vscode from 'vscode';
import { section } from './settings';

const openSafeguard = `${section}.openSafeguard`;

/** What no edit of one place can cure, by the snippets that do: their prefix, for each rule. */
const CURES: Record<string, string> = {
  'dual-write': 'kafka-outbox',
  'marked-before-send': 'kafka-outbox',
  'sent-before-commit': 'kafka-outbox',
  'lost-after-commit': 'kafka-outbox',
  'handled-before-work': 'kafka-idempotent-consumer',
  'twice-is-twice': 'kafka-idempotent-consumer',
};

/** The languages with snippets. */
const LANGUAGES = ['typescript', 'javascript', 'java', 'sql'];

interface Safeguard {
  name: string;
  language: string;
  prefix: string;
  description: string;
  body: string[];
}

/** The command that offers the snippets which cure a rule's hazard in a language, for menus; none where there are none. */
export function safeguardCommand(rule: string, languageId: string): vscode.Command | undefined {
  const prefix = Object.hasOwn(CURES, rule) ? CURES[rule] : undefined;
  return prefix === undefined
    ? undefined
    : { command: openSafeguard, title: 'Open Safeguard', arguments: [prefix, languageOf(languageId)] };
}

/** *Open Safeguard…*: opens one of the snippets in an editor of its own, to be filled in and saved. */
export function registerSafeguards(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(openSafeguard, async (prefix?: string, language?: string) => {
    const wanted = (await Promise.all(LANGUAGES.map(name => read(extension, name)))).flat()
      .filter(one => (!prefix || one.prefix === prefix) && (!language || one.language === language || one.language === 'sql'));
    const items = wanted.map(safeguard => ({
      label: safeguard.name, description: safeguard.language, detail: safeguard.description, safeguard,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title: 'Open Safeguard', placeHolder: 'A table, a write, a relay, a check', matchOnDescription: true,
      matchOnDetail: true,
    });
    if (!picked) return;
    const document = await vscode.workspace.openTextDocument({ language: picked.safeguard.language });
    // Beside nothing it would leave an empty group.
    const viewColumn = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    await editor.insertSnippet(new vscode.SnippetString(picked.safeguard.body.join('\n')));
  });
}

function languageOf(languageId: string): string {
  return languageId === 'java' ? 'java' : languageId.startsWith('javascript') ? 'javascript' : 'typescript';
}

async function read(extension: vscode.Uri, language: string): Promise<Safeguard[]> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'snippets', `${language}.json`));
  const snippets = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, Pick<Safeguard, 'prefix' | 'description' | 'body'>>;
  return Object.entries(snippets).map(([name, snippet]) => ({ name, language, ...snippet }));
}
