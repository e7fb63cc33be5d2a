import * as vscode from 'vscode';
import { countBySeverity, showing } from '../core/review/select';
import { Branch, entry } from './branch';
import type { FolderReview } from './folder-review';
import { byLayer, byTopic } from './journey-branches';
import type { Journeys } from './journeys';
import type { Reviews } from './reviews';
import { section } from './settings';

export const showTopic = `${section}.showTopic`;

const VIEW = `${section}.journey`;

type Order = 'topic' | 'layer';

/** The view *Kafka Reliability*: the way of messages by topic, or what was found by layer. */
export class JourneyView implements vscode.TreeDataProvider<Branch>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Branch>;
  readonly #subscription: vscode.Disposable;
  #roots: Promise<Branch[]> | undefined;

  constructor(private readonly reviews: Reviews, private readonly journeys: Journeys, private readonly memory: vscode.Memento) {
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = vscode.Disposable.from(
      this.#view, journeys.onDidChange(() => this.#refresh()), reviews.onDidClose(() => this.#refresh()),
      vscode.commands.registerCommand(`${section}.showByTopic`, () => this.#orderBy('topic')),
      vscode.commands.registerCommand(`${section}.showByLayer`, () => this.#orderBy('layer')),
      vscode.commands.registerCommand(showTopic, (key?: string, topic?: string) => this.#showTopic(key, topic)),
    );
    this.#tellOrder();
    this.#refresh();
  }

  getTreeItem(branch: Branch): vscode.TreeItem {
    return branch.item;
  }

  getParent(branch: Branch): Branch | undefined {
    return branch.parent;
  }

  getChildren(branch?: Branch): Branch[] | Promise<Branch[]> {
    return branch ? branch.children : this.roots;
  }

  /** What the view shows at its top; asked of the thread when somebody looks. */
  get roots(): Promise<Branch[]> {
    return this.#roots ??= this.#make();
  }

  get #order(): Order {
    return this.memory.get<Order>(VIEW) === 'layer' ? 'layer' : 'topic';
  }

  async #make(): Promise<Branch[]> {
    const folders = this.reviews.folders.filter(folder => folder.review && folder.review.files.kafka > 0), order = this.#order;
    const of = async (folder: FolderReview): Promise<(parent?: Branch) => Branch[]> => {
      if (order === 'layer') return parent => byLayer(folder, parent);
      const journey = await this.journeys.of(folder);
      return parent => byTopic(folder, journey?.contracts ?? [], parent);
    };
    const made = await Promise.all(folders.map(of));
    if (folders.length <= 1) return made.flatMap(make => make());
    return folders.map(({ root: { name, key } }, index) =>
      new Branch(entry(name, { id: key, iconPath: vscode.ThemeIcon.Folder }), undefined, made[index], true));
  }

  #refresh(): void {
    this.#roots = undefined;
    const counts = this.reviews.folders.flatMap(({ review, settings }) =>
      (review ? countBySeverity(showing(review, settings.show).findings) : []));
    const [errors, warnings] = (['error', 'warning'] as const).map(severity => counts.reduce((sum, one) => sum + one[severity], 0));
    const tooltip = `${errors} errors and ${warnings} warnings of Kafka Reliability`;
    this.#view.badge = errors + warnings > 0 ? { value: errors + warnings, tooltip } : undefined;
    void vscode.commands.executeCommand('setContext', `${section}.isReviewed`, this.reviews.folders.some(({ review }) => review));
    this.#changed.fire();
  }

  async #orderBy(order: Order): Promise<void> {
    await this.memory.update(VIEW, order);
    this.#tellOrder();
    this.#refresh();
  }

  #tellOrder(): void {
    void vscode.commands.executeCommand('setContext', `${section}.order`, this.#order);
  }

  /** Shows a topic in the view; one that is picked where none is named. */
  async #showTopic(key?: string, topic?: string): Promise<void> {
    const named = key !== undefined && topic !== undefined ? { key, topic } : await this.#pick();
    if (!named) return;
    if (this.#order !== 'topic') await this.#orderBy('topic');
    const roots = await this.roots, folder = roots.find(({ item }) => item.id === `\n${named.key}`);
    const branch = (folder?.children ?? roots).find(({ item }) => item.label === named.topic);
    if (branch) await this.#view.reveal(branch, { select: true, focus: true, expand: 2 });
  }

  async #pick(): Promise<{ key: string; topic: string } | undefined> {
    const { folders } = this.reviews;
    const items = (await Promise.all(folders.map(async ({ root: { name, key } }, index) => {
      const journey = await this.journeys.of(folders[index]), detail = folders.length > 1 ? name : undefined;
      return journey?.contracts.map(({ topic, guarantee }) => ({ label: topic, description: guarantee, detail, key, topic })) ?? [];
    }))).flat();
    if (items.length === 0) return void vscode.window.showInformationMessage('No topic of Kafka was seen in this workspace.');
    const placeHolder = 'A topic whose way is to be shown';
    return vscode.window.showQuickPick(items, { title: 'Show Topic', placeHolder, matchOnDescription: true });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
