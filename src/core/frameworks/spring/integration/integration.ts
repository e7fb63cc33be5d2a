import type { Analysis } from '../../../analysis/analysis';
import { moduleOf } from '../../../analysis/program/modules';
import { nearestName } from '../../../analysis/values/names';
import type { Call, Unit } from '../../../flow/unit';
import { peel } from '../../../flow/walk';
import { traitsOf } from '../../../languages/traits';
import type { Send } from '../../../kafka/model';
import { springIntegrationKafka } from '../../../libraries/clients/spring-integration-kafka';
import { SETS_TRANSACTIONS } from '../../../libraries/clients/spring-kafka';
import { OpenFramework } from '../../../model/framework';
import { springSites } from '../application-files';

/** Spring Integration in one state of the workspace. */
export class SpringIntegration extends OpenFramework {
  constructor(private readonly analysis: Analysis) {
    super();
  }

  override sends(): readonly Send[] {
    return this.analysis.program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit =>
      this.analysis.types.meanings.in(unit).filter(({ meaning }) => meaning.role === 'outbound-adapter').flatMap(({ call }) => this.#sentBy(unit, call) ?? []));
  }

  /** What an adapter sends, where neither it nor a channel waits for the outcome. */
  #sentBy(unit: Unit, call: Call): Send | undefined {
    const set = this.#settings(unit, call), { path } = unit;
    if (set === undefined || set.length > 0 || this.#mayBeTransactional(path)) return undefined;
    return {
      ...this.analysis.place(unit, call.nameSpan), ...this.analysis.circumstances(path), library: this.analysis.use(path, springIntegrationKafka), name: nearestName(unit, call.func) ?? call.name,
      fate: 'dropped', implied: true, unreported: true, waitsBy: 'sync', because: [], sureness: 'certain', wrapped: false, transaction: false, purpose: 'business',
    };
  }

  /** The calls that make an adapter wait, or tell a channel of what fails; nothing where others may make them. */
  #settings(unit: Unit, call: Call): Call[] | undefined {
    const holders = unit.symbols.filter(({ values }) => values.some(value => isMadeBy(unit, value, call))).map(({ id }) => id);
    if (holders.some(id => unit.symbols[id].reads.some(({ use }) => use.kind === 'argument' || use.kind === 'escapes'))) return undefined;
    return unit.calls.filter(other => {
      const meaning = this.analysis.types.meanings.of(unit, other)?.meaning, receiver = other.receiver && peel(other.receiver);
      if (meaning?.role !== 'set-container' || !meaning.key.startsWith('spring:adapter.') || !receiver || this.#isOff(unit, other, meaning.key)) return false;
      return receiver.kind === 'name' ? receiver.symbol !== undefined && holders.includes(receiver.symbol) : isMadeBy(unit, receiver, call);
    });
  }

  /** `setSync(false)` */
  #isOff(unit: Unit, { args: [given] }: Call, key: string): boolean {
    const read = given && key === 'spring:adapter.sync' ? this.analysis.constants.read(unit, given) : undefined;
    return read?.known === true && read.value === 'false';
  }

  /** A send outside of a transaction makes one of its own, whose commit tells what fails. */
  #mayBeTransactional(path: string): boolean {
    const module = moduleOf(path);
    return springSites(this.analysis.inputs, path).some(({ key }) => key === 'transactional.id')
      || this.analysis.program.callsNamed(SETS_TRANSACTIONS).some(({ unit }) => moduleOf(unit.path) === module);
  }
}

/** A value is what a call makes, by however many steps of a builder. */
function isMadeBy(unit: Unit, expr: Parameters<typeof peel>[0], made: Call): boolean {
  const value = peel(expr), call = value.kind === 'call' ? unit.calls[value.call] : undefined;
  return call !== undefined && (call === made || (call.receiver !== undefined && isMadeBy(unit, call.receiver, made)));
}
