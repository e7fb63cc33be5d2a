import type { Framework } from '../../model/framework';
import { Spring } from './spring';
import { SpringValues } from './values';

/** Spring and Spring Boot; application files of Micronaut and Quarkus give properties alike. */
export const spring: Framework = {
  values: (inputs, types, constant) => new SpringValues(inputs, types, constant),
  open: analysis => new Spring(analysis),
};
