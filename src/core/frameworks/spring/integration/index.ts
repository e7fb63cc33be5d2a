import { together } from '../../../analysis/values/outside';
import type { Framework } from '../../../model/framework';
import { SpringIntegration } from './integration';

/** Spring Integration's outbound adapters for Kafka. */
export const springIntegration: Framework = {
  values: () => together([]),
  open: analysis => new SpringIntegration(analysis),
};
