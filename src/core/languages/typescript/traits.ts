import type { Traits } from '../../flow/traits';

/** ECMAScript and TypeScript, as Node runs them: a rejection that nobody handles ends the process since Node 15. */
export const scriptTraits: Traits = {
  ecosystem: 'npm',
  names: 'modules',
  values: 'shaped',
  waiting: 'promises',
  catches: 'all',
  settings: 'literals',
  unheard: 'ends-process',
  arrow: '=>',
};
