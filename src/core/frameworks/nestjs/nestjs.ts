import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import type { Mark } from '../../analysis/values/marks';
import type { Expr, Func, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { OpenFramework } from '../../model/framework';

const ID = 'nestjs-microservices';
const KAFKA = 'KAFKA';

/** NestJS in one state of the workspace. */
export class NestJs extends OpenFramework {
  readonly #listening = new Set<string>();

  constructor({ program, types }: Analysis) {
    super();
    for (const unit of program.units) {
      if (types.meanings.in(unit).some(({ meaning, library }) => library.id === ID && meaning.role === 'consumer')) this.#listening.add(moduleOf(unit.path));
    }
  }

  /** A pattern is listened to on all transports of its application, unless it names one (listeners-controller.js). */
  override listens(unit: Unit, func: Func, { annotation, library }: Mark): boolean {
    if (library.id !== ID) return true;
    if (func.params.some(id => unit.symbols[id].type?.name === 'KafkaContext')) return true;
    const named = annotation.args.flatMap(({ name, value }) => (name === '0' ? [] : transportOf(value) ?? []));
    return named.length > 0 ? named.includes(KAFKA) : this.#listening.has(moduleOf(unit.path));
  }
}

/** `Transport.KAFKA` */
function transportOf(expr: Expr): string | undefined {
  const value = peel(expr);
  return value.kind === 'member' && value.object.kind === 'name' && value.object.name === 'Transport' ? value.name : undefined;
}
