import { together } from '../../analysis/values/outside';
import type { Framework } from '../../model/framework';
import { SmallRye } from './smallrye';

/** SmallRye Reactive Messaging, which Quarkus brings: methods and emitters that files connect to Kafka by the names of channels. */
export const smallrye: Framework = {
  values: () => together([]),
  open: analysis => new SmallRye(analysis),
};
