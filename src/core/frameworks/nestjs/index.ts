import { together } from '../../analysis/values/outside';
import type { Framework } from '../../model/framework';
import { NestJs } from './nestjs';

/** NestJS, whose microservices listen on one or several transports. */
export const nestjs: Framework = {
  values: () => together([]),
  open: analysis => new NestJs(analysis),
};
