import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import type { FuncAt } from '../../analysis/program/program';
import type { Mark } from '../../analysis/values/marks';
import type { Expr, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Evidence } from '../../kafka/evidence';
import type { Container, SkippedBacklog } from '../../kafka/model';
import type { FoundSend } from '../../model/found-send';
import type { OpenFramework } from '../../model/framework';
import type { SettingSite } from '../../settings/setting';

const ID = 'nestjs-microservices';
const KAFKA = 'KAFKA';

/** NestJS in one state of the workspace. */
export class NestJs implements OpenFramework {
  readonly #listening = new Set<string>();

  constructor({ program, types }: Analysis) {
    for (const unit of program.units) {
      if (types.meanings.in(unit).some(({ meaning, library }) => library.id === ID && meaning.role === 'consumer')) this.#listening.add(moduleOf(unit.path));
    }
  }

  /** A pattern is listened to on all transports of its application, unless it names one (listeners-controller.js). */
  listens(unit: Unit, func: Func, { annotation, library }: Mark): boolean {
    if (library.id !== ID) return true;
    if (func.params.some(id => unit.symbols[id].type?.name === 'KafkaContext')) return true;
    const named = annotation.args.flatMap(({ name, value }) => (name === '0' ? [] : transportOf(value) ?? []));
    return named.length > 0 ? named.includes(KAFKA) : this.#listening.has(moduleOf(unit.path));
  }

  settings(): SettingSite[] {
    return [];
  }

  errorHandler(): FuncAt | undefined {
    return undefined;
  }

  ordersAcknowledgements(): boolean {
    return false;
  }

  givesBatches(): Evidence | undefined {
    return undefined;
  }

  leavesAcknowledging(): Evidence | undefined {
    return undefined;
  }

  hasTransaction(): boolean {
    return false;
  }

  mayRetry(): boolean {
    return false;
  }

  skippedBacklogs(): SkippedBacklog[] {
    return [];
  }

  containers(): Container[] {
    return [];
  }

  transactions(): (found: FoundSend) => boolean {
    return () => false;
  }
}

/** `Transport.KAFKA` */
function transportOf(expr: Expr): string | undefined {
  const value = peel(expr);
  return value.kind === 'member' && value.object.kind === 'name' && value.object.name === 'Transport' ? value.name : undefined;
}
