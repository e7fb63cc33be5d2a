import type { Traits } from '../../flow/traits';

/** Java. */
export const javaTraits: Traits = {
  ecosystem: 'jvm',
  names: 'packages',
  values: 'typed',
  waiting: 'threads',
  catches: 'types',
  settings: 'maps',
  unheard: 'is-lost',
  arrow: '->',
};
