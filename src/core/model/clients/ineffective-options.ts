import { nameOfResult } from '../../analysis/values/names';
import type { IneffectiveSetting } from '../../kafka/model';
import { misplacedOption } from '../../settings/misplaced-options';
import type { SettingSite } from '../../settings/setting';
import { renameSetting, titleOfRename } from '../../settings/write-setting';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';

/** Options in code that the client does not read there, though they look like a setting of Kafka's. */
export function findIneffectiveOptions(context: Context, clients: readonly FoundClient[]): IneffectiveSetting[] {
  const found = new Map<string, IneffectiveSetting>();
  for (const client of clients) {
    for (const site of client.bag.unread ?? []) {
      const place = `${site.path}:${site.keySpan.start}`, misplaced = site.dialect === undefined ? undefined : misplacedOption(site.dialect, site.spelling);
      if (!misplaced || found.has(place)) continue;
      found.set(place, {
        site, reader: client.library.id, name: nameOfResult(client.call, client.unit), ...misplaced, ...context.circumstances(site.path),
        ...(misplaced.instead === undefined ? {} : { rename: rename(context, client, site, misplaced.instead) }),
      });
    }
  }
  return [...found.values()];
}

function rename(context: Context, { bag }: FoundClient, site: SettingSite, name: string): IneffectiveSetting['rename'] {
  const source = context.inputs.source(site.path), isSet = bag.sites.some(({ spelling }) => spelling === name);
  const edit = source && !isSet && !name.includes('.') ? renameSetting(source, site, name) : undefined;
  return edit && { title: titleOfRename(edit), edits: [edit], safe: false };
}
