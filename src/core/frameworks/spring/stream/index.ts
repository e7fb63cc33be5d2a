import { together } from '../../../analysis/values/outside';
import type { Framework } from '../../../model/framework';
import { SpringCloudStream } from './stream';

/** Spring Cloud Stream 2 to 5 with its binder for Kafka; properties are given by Spring. */
export const springCloudStream: Framework = {
  values: () => together([]),
  open: analysis => new SpringCloudStream(analysis),
};
