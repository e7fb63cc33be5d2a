import { fileKind } from './file-kind';
import { framework } from './framework';
import { library } from './library';
import { rule } from './rule';
import { BadRequest, type Read, type Skeleton } from './skeleton';

/** What can be begun, by the word for it. */
export const KINDS = ['rule', 'library', 'file-kind', 'framework'] as const;
export type Kind = typeof KINDS[number];

const MAKERS: Readonly<Record<Kind, (name: string, read: Read) => Skeleton>> = { rule, library, 'file-kind': fileKind, framework };

/**
 * A new thing that compiles and whose tests say what is missing.
 * @throws BadRequest
 */
export function skeleton(kind: string, name: string, read: Read): Skeleton {
  const known = KINDS.find(one => one === kind);
  if (!known) throw new BadRequest(`\`${kind}\` cannot be begun. Choose ${KINDS.map(one => `\`${one}\``).join(', ')}.`);
  return MAKERS[known](name, read);
}
