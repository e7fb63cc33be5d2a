import type { LibraryUse } from '../kafka/model';
import type { Answer } from '../settings/setting';
import type { Place } from '../text/span';
import { byGravity, sorted, type Guarantee, type Link, type Question, type Trait, type Weakness } from './contract';
import type { Told } from './told';

/** What all links are made with. */
export interface Surroundings {
  told: Told;
  /** The folder of the build that a path belongs to. */
  service(path: string): string;
}

/** What one link is made of. */
export interface LinkParts {
  place: Place;
  name: string;
  kind: string;
  traits: Record<string, Trait | undefined>;
  /** Places that are part of it: what is found or asked there is found or asked of it. */
  places: readonly (Place | undefined)[];
  weak: readonly Weakness[];
  open: readonly Question[];
  /** It has one effect for a record that comes twice. */
  once: boolean;
}

/** A link, whose guarantee follows from what is weak and what is open. */
export function linkOf({ told, service }: Surroundings, { place, name, kind, traits, places, weak, open, once }: LinkParts): Link {
  const own = byGravity([...weak, ...told.weakAt([place, ...places])]), asked = sorted([...open, ...told.openAt([place, ...places])]);
  const given = Object.entries(traits).flatMap(([key, trait]): [string, Trait][] => (trait ? [[key, trait]] : []));
  return {
    ...told.spot(place), service: service(place.path), name, kind, guarantee: guaranteeOf(own, asked, once),
    traits: Object.fromEntries(given), weak: own, open: asked,
  };
}

function guaranteeOf(weak: readonly Weakness[], open: readonly Question[], once: boolean): Guarantee {
  if (weak.some(({ costs }) => costs === 'loss')) return 'at most once';
  if (open.length > 0) return 'not decided';
  return once && weak.length === 0 ? 'effectively once' : 'at least once';
}

/** The place where an answer is written. */
export function writtenAt(answer: Answer | undefined): Place | undefined {
  return answer?.known && answer.from !== 'default' ? answer.site : undefined;
}

/** True for a value that holds only where nothing else is set from outside: what holds in the end is not known. */
export function maySetOutside(answer: Answer): boolean {
  return answer.known && answer.from !== 'default' && answer.site.value.known && answer.site.value.placeholder === true;
}

/** An answer to a setting as a trait. */
export function traitOf(answer: Answer | undefined, told: Told): Trait | undefined {
  if (!answer) return undefined;
  const at = writtenAt(answer);
  return { value: answer.known ? answer.value : 'not known', ...(at && { at: told.spot(at) }) };
}

/** What a client is called. */
export function clientName({ id, version }: LibraryUse): string {
  return version === undefined ? id : `${id} ${version}`;
}
