import { nameOfResult } from '../../analysis/values/names';
import type { IneffectiveSetting } from '../../kafka/model';
import { DIALECTS } from '../../settings/dialects';
import { type Misplaced, misplacedOption } from '../../settings/misplaced-options';
import type { SettingSite } from '../../settings/setting';
import { canonicalSetting } from '../../settings/spelling';
import { removeSetting, renameSetting, titleOfRename } from '../../settings/write-setting';
import { code } from '../../text/visible';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';
import { settingOf } from './answers';
import { addOption } from './later-settings';

/** Options in code that the client does not read there, though they look like a setting of Kafka's. */
export function findIneffectiveOptions(context: Context, clients: readonly FoundClient[]): IneffectiveSetting[] {
  const found = new Map<string, IneffectiveSetting>();
  for (const client of clients) {
    for (const site of client.bag.unread ?? []) {
      const place = `${site.path}:${site.keySpan.start}`, misplaced = site.dialect === undefined ? undefined : misplacedOption(site.dialect, site.spelling);
      if (!misplaced || found.has(place) || isDefault(context, client, site)) continue;
      found.set(place, {
        site, reader: client.library.id, name: nameOfResult(client.call, client.unit), ...misplaced, ...context.circumstances(site.path),
        rename: cureOf(context, client, site, misplaced),
      });
    }
  }
  return [...found.values()];
}

function cureOf(context: Context, client: FoundClient, site: SettingSite, { instead, argument }: Misplaced): IneffectiveSetting['rename'] {
  if (instead !== undefined) return rename(context, client, site, instead);
  return argument ? moved(context, client, site, argument) : undefined;
}

/** The default that holds instead is what was written. */
function isDefault(context: Context, client: FoundClient, { dialect, spelling, value }: SettingSite): boolean {
  const whole = dialect === undefined ? undefined : DIALECTS[dialect]?.extends;
  const setting = whole === undefined ? undefined : canonicalSetting(whole, spelling);
  if (!setting || !value.known) return false;
  const holds = settingOf(context, client, setting.key);
  return holds.known && holds.value === (setting.value?.(value.value) ?? value.value);
}

function rename(context: Context, { bag }: FoundClient, site: SettingSite, name: string): IneffectiveSetting['rename'] {
  const source = context.inputs.source(site.path), isSet = bag.sites.some(({ spelling }) => spelling === name);
  const edit = source && !isSet && !name.includes('.') ? renameSetting(source, site, name) : undefined;
  return edit && { title: titleOfRename(edit), edits: [edit], safe: false };
}

/** The option in the other argument of its call, unless it is better where it has no effect. */
function moved(context: Context, client: FoundClient, site: SettingSite, argument: string): IneffectiveSetting['rename'] {
  const setting = canonicalSetting(DIALECTS[site.dialect!].extends, site.spelling), source = context.inputs.source(site.path);
  if (!setting || !source || !site.value.known) return undefined;
  const value = setting.value?.(site.value.value) ?? site.value.value;
  if (setting.key === 'acks' && WEAK_ACKS.has(value)) return undefined;
  const added = addOption(context, client, setting.key, value), edits = added && [...removeSetting(source, site), ...added.edits];
  return edits && { title: `Move ${code(site.spelling)} to the ${argument} argument`, edits, safe: false };
}

const WEAK_ACKS: ReadonlySet<string> = new Set(['0', '1']);
