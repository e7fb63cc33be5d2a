import type { Unit } from '../../flow/unit';
import type { Memory } from './memory';
import type { Read } from './basis';

/** To which file a module specifier leads, and that as a thing on which answers rest. */
interface Lead { path: string | undefined; read: Read }

/** What is kept from one look at the workspace to the next. */
interface State {
  leads: Map<string, { from: Unit; bySpecifier: Map<string, Lead> }>;
  paths: readonly string[];
  packages: ReadonlyMap<string, readonly string[]> | undefined;
}

/** To which units module specifiers lead: followed again when files come or go, and when packages change. */
export class ResolvedModules {
  readonly #state: State;

  constructor(
    private readonly memory: Memory, private readonly units: ReadonlyMap<string, Unit>, packages: State['packages'],
    private readonly follow: (from: Unit, specifier: string) => Unit | undefined,
  ) {
    const kept = memory.map<string, State>('modules'), known = kept.get('');
    this.#state = known ?? { leads: new Map(), paths: [], packages: undefined };
    if (!known) kept.set('', this.#state);
    const state = this.#state, paths = [...units.keys()];
    for (const [path, { from }] of state.leads) if (units.get(path) !== from) state.leads.delete(path);
    if (state.packages !== packages || paths.length !== state.paths.length || paths.some((path, at) => path !== state.paths[at])) this.#followAgain();
    state.paths = paths;
    state.packages = packages;
  }

  /** The unit to which a specifier leads. */
  of(from: Unit, specifier: string): Unit | undefined {
    const { leads } = this.#state;
    let known = leads.get(from.path);
    if (!known) leads.set(from.path, known = { from, bySpecifier: new Map() });
    let lead = known.bySpecifier.get(specifier);
    if (!lead) known.bySpecifier.set(specifier, lead = { path: this.follow(from, specifier)?.path, read: {} });
    this.memory.note(lead.read);
    const unit = lead.path === undefined ? undefined : this.units.get(lead.path);
    if (unit) this.memory.note(unit);
    return unit;
  }

  #followAgain(): void {
    for (const { from, bySpecifier } of this.#state.leads.values()) {
      for (const [specifier, lead] of bySpecifier) {
        const path = this.follow(from, specifier)?.path;
        if (path === lead.path) continue;
        this.memory.drop(lead.read);
        bySpecifier.set(specifier, { path, read: {} });
      }
    }
  }
}
