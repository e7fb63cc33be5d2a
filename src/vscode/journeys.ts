import * as vscode from 'vscode';
import type { Journey } from '../core/journey/contract';
import type { Review } from '../core/review/finding';
import type { FolderReview } from './folder-review';
import type { Reviews } from './reviews';
import { NoThread, type WorkerClient } from './worker-client';

/** What holds for the topics of each folder: asked of the thread when somebody wants to see it, and once for each review. */
export class Journeys implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<FolderReview>();
  /** Another review of a folder is there, of whose topics may be asked. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new WeakMap<Review, Promise<Journey | undefined>>();
  readonly #told = new WeakMap<FolderReview, Review>();
  readonly #subscription: vscode.Disposable;

  constructor(reviews: Reviews, private readonly worker: WorkerClient) {
    this.#subscription = vscode.Disposable.from(
      reviews.onDidChange(folder => this.#note(folder)), reviews.onDidClose(folder => this.#changed.fire(folder)),
    );
  }

  #note(folder: FolderReview): void {
    const { review } = folder;
    if (review === this.#told.get(folder) || (review && !folder.isCurrent)) return;
    if (review) this.#told.set(folder, review); else this.#told.delete(folder);
    this.#changed.fire(folder);
  }

  /** What holds for the topics of a folder by its last review; nothing before the first one, or where there is no thread. */
  of(folder: FolderReview): Promise<Journey | undefined> {
    const { review } = folder;
    if (!review) return Promise.resolve(undefined);
    let asked = this.#known.get(review);
    if (!asked) {
      asked = this.#ask(folder, review);
      this.#known.set(review, asked);
    }
    return asked;
  }

  async #ask(folder: FolderReview, review: Review): Promise<Journey | undefined> {
    try {
      return await this.worker.journey(folder.root.key, folder.settings.rules);
    } catch (error) {
      this.#known.delete(review);
      if (error instanceof NoThread) return undefined;
      throw error;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
