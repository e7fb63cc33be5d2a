import type { Inputs } from './inputs';
import type { OutsideValues, ReadConstant } from './values/outside';
import type { Types } from './values/types';

/** What the analysis asks of a framework. */
export interface GivesValues {
  /** The values that it gives to code; `constant` reads those that stand in code. */
  values(inputs: Inputs, types: Types, constant: ReadConstant): OutsideValues;
}
