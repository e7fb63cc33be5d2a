import type { Analysis } from '../../analysis/analysis';
import type { FuncAt } from '../../analysis/program/program';
import type { Annotation, Unit } from '../../flow/unit';
import type { Evidence } from '../../kafka/evidence';
import type { Container, Producer } from '../../kafka/model';
import type { FoundClient } from '../../model/found-client';
import type { FoundSend } from '../../model/found-send';
import { OpenFramework } from '../../model/framework';
import type { SettingSite } from '../../settings/setting';
import { springSites } from './application-files';
import { Beans } from './beans';
import { findContainers } from './containers';
import { givesBatches, hasTransaction, leavesAcknowledging, ordersAcknowledgements } from './factories';
import { listenerErrorHandler } from './listener-error-handlers';
import { mayRetry } from './retry-topics';
import { Templates } from './templates';

/** Spring in one state of the workspace. */
export class Spring extends OpenFramework {
  readonly #beans: Beans;

  constructor(private readonly analysis: Analysis) {
    super();
    this.#beans = new Beans(analysis.types, analysis.constants);
  }

  override settings(path: string): SettingSite[] {
    return springSites(this.analysis.inputs, path);
  }

  override errorHandler(unit: Unit, listener: Annotation): FuncAt | undefined {
    return listenerErrorHandler(this.#beans, unit, listener);
  }

  override ordersAcknowledgements(unit: Unit, listener: Annotation): boolean {
    return ordersAcknowledgements(this.analysis, this.#beans, unit, listener);
  }

  override givesBatches(unit: Unit, listener: Annotation, by: string): Evidence | undefined {
    return givesBatches(this.analysis, this.#beans, unit, listener, by);
  }

  override leavesAcknowledging(unit: Unit, listener: Annotation): Evidence | undefined {
    return leavesAcknowledging(this.analysis, this.#beans, unit, listener);
  }

  override hasTransaction(unit: Unit, listener: Annotation): boolean {
    return hasTransaction(this.analysis, this.#beans, unit, listener);
  }

  override mayRetry(unit: Unit): boolean {
    return mayRetry(this.analysis, unit);
  }

  override containers(): Container[] {
    return findContainers(this.analysis, this.#beans);
  }

  override transactions(clients: readonly FoundClient[], isTransactional: (client: FoundClient) => Producer['transactional']): (found: FoundSend) => boolean {
    const templates = new Templates(this.analysis, this.#beans, clients, isTransactional);
    return found => found.library.id === 'spring-kafka' && templates.inTransaction(found);
  }
}
