import { first } from '../flow/first';
import { Analysis } from '../analysis/analysis';
import type { Inputs } from '../analysis/inputs';
import type { Framework, OpenFramework } from './framework';

/** What the parts of the model share: the analysis of one state of the workspace, and the frameworks that run it. */
export class Context extends Analysis {
  readonly frameworks: readonly OpenFramework[];

  constructor(inputs: Inputs, frameworks: readonly Framework[]) {
    super(inputs, frameworks);
    this.frameworks = frameworks.map(one => one.open(this));
    this.ways.reports.byFramework = (unit, call) => first(this.frameworks, one => one.reports(unit, call));
  }
}
