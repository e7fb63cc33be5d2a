import type { Framework } from '../model/framework';
import { awsLambda } from './aws-lambda/index';
import { nestjs } from './nestjs/index';
import { smallrye } from './smallrye/index';
import { spring } from './spring/index';
import { springIntegration } from './spring/integration/index';
import { springCloudStream } from './spring/stream/index';

/** The frameworks that are known. */
export const frameworks: readonly Framework[] = [spring, springCloudStream, springIntegration, nestjs, smallrye, awsLambda];
