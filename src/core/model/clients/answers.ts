import type { LibraryUse, Producer } from '../../kafka/model';
import type { Answer } from '../../settings/setting';
import { spellingsOf } from '../../settings/spelling';
import { defaultOf } from '../../settings/versions';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';
import { saidLater } from './later-settings';

/** The answer to a setting of a client in code: written, from the application's files, by default, or not decided. */
export function settingOf(context: Context, client: FoundClient, key: string): Answer {
  const scope = client.meaning.role, fixed = client.meaning.role === 'consumer' ? client.meaning.gives?.find(one => one.always && one.key === key) : undefined;
  if (fixed) return { known: true, value: fixed.value, from: 'default', source: fixed.source };
  const written = client.bag.sites.find(site => site.key === key);
  if (written) return written.value.known ? { known: true, value: written.value.value, from: 'code', site: written } : { known: false, why: written.value.why, place: { path: written.path, span: written.span } };
  if (client.bag.files) {
    const file = context.frameworks.flatMap(one => one.settings(client.unit.path)).find(site => site.key === key && (site.scope === scope || site.scope === 'client') && !site.profile);
    if (file?.value.known) return { known: true, value: file.value.value, from: 'file', site: file };
  } else if (client.bag.open) return { known: false, why: client.bag.open, place: client.bag.openAt };
  const { shared } = client;
  if (shared && spellingsOf(shared.spelling, key).length > 0) return { known: false, why: shared.open, place: shared.openAt };
  const later = saidLater(context, client, key);
  if (later !== undefined) return { known: false, why: later };
  const own = client.meaning.role === 'consumer' ? client.meaning.gives : undefined;
  const given = (own ?? (client.meaning.managed ? client.library.gives : undefined))?.find(one => one.side === scope && one.key === key);
  if (given) return { known: true, value: given.value, from: 'default', source: given.source };
  const use = clientVersion(context, client);
  const found = defaultOf(use.id, scope, key, use.version);
  return found ? { known: true, value: found.value, from: 'default', source: found.source, version: use.version, client: use.id }
    : { known: false, why: 'the version of the client is not known' };
}

/** The library whose defaults hold: behind a framework's factories it is that of the client. */
export function clientVersion(context: Context, { unit, library }: FoundClient): LibraryUse {
  if (!library.clients) return context.use(unit.path, library);
  const { id, packages } = library.clients, version = context.dependency(unit.path, packages);
  return version ? { id, version } : { id };
}

/** Whether a producer takes part in transactions. */
export function isTransactional(context: Context, client: FoundClient): Producer['transactional'] {
  const id = settingOf(context, client, 'transactional.id');
  if (id.known) return id.value !== '' && id.from !== 'default';
  return client.bag.sites.some(s => s.key === 'transactional.id') ? true : client.bag.open ? 'unknown' : false;
}
