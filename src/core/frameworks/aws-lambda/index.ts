import { together } from '../../analysis/values/outside';
import type { Framework } from '../../model/framework';
import { AwsLambda } from './aws-lambda';

/** AWS Lambda, whose event source mappings run functions with batches of records. */
export const awsLambda: Framework = {
  values: () => together([]),
  open: analysis => new AwsLambda(analysis),
};
