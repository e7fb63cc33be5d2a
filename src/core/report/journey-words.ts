import type { Contract, Link } from '../journey/contract';
import { visible } from '../text/visible';
import { nameOf } from './topic-map';

/** More than these are only counted. */
const SHOWN = 3;

/** Where the records of a send go: `orders → payments, shipping`. */
export function wayOnward({ topic, readers }: Contract): string {
  return `${visible(topic)} → ${readers.length === 0 ? 'no reader in view' : namesOf(readers)}`;
}

/** Where the records of a handler come from: `orders, payments → orders`. */
export function wayHere({ topic, senders }: Contract): string {
  return `${senders.length === 0 ? 'no sender in view' : namesOf(senders)} → ${visible(topic)}`;
}

/** What holds for a topic, with the reason why not more. */
export function holdsInWords({ guarantee, weakest, open }: Contract): string {
  if (guarantee === 'not decided') return `not decided${open.length > 0 ? `: ${lowered(open[0].question)}` : ''}`;
  return weakest && guarantee === 'at most once' ? `weakest link: ${visible(weakest.what)}` : guarantee;
}

/** Links by their services; those of the workspace itself by their own names. */
function namesOf(links: readonly Link[]): string {
  const names = [...new Set(links.map(({ service, name }) => visible(service === '' ? name : nameOf(service))))];
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${more} more` : names.join(', ');
}

function lowered(text: string): string {
  return visible(text.replace(/`/g, '')).replace(/^[A-Z](?=[a-z])/, letter => letter.toLowerCase());
}
