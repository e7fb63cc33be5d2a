import * as vscode from 'vscode';
import { settingMarkdown } from '../core/report/setting-words';
import type { Reviews } from './reviews';
import { NoThread, type WorkerClient } from './worker-client';

/** Over a setting of Kafka: its value, what holds by default in this version, and what it means for losses. */
export class SettingHovers implements vscode.HoverProvider {
  constructor(private readonly reviews: Reviews, private readonly worker: WorkerClient) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const folder = this.reviews.of(document.uri), path = folder?.root.pathOf(document.uri);
    // Places of an older text would show another setting.
    if (!folder?.review || path === undefined || !folder.isCurrentAt(path)) return undefined;
    try {
      const setting = await this.worker.setting(folder.root.key, path, document.offsetAt(position));
      if (!setting) return undefined;
      return new vscode.Hover(new vscode.MarkdownString(settingMarkdown(setting, (where, { start }) => `${folder.root.uriOf(where).toString()}#L${start.line}`)));
    } catch (error) {
      if (error instanceof NoThread) return undefined;
      throw error;
    }
  }
}
