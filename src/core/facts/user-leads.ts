import type { Call, ClassDecl, Unit } from '../flow/unit';
import { simpleName } from '../flow/walk';
import { traitsOf } from '../languages/traits';
import type { AllAsks, Asks } from './asks';
import type { Code } from './code';
import type { LeadList } from './lead-list';
import { handsOn, isGiven } from './leads';
import type { NamedFiles } from './named-files';
import { ALL_FILES, type Lead, type Question } from './question';
import type { ClientNames } from './relevance';

/** Calls within calls that are laid out around a send. */
export const LAID_OUT = 5;

/** What is asked about other files by name. */
export interface Names {
  code: Code;
  names: NamedFiles;
  asks: AllAsks;
  clients: ClientNames;
}

/** Who may use a member in Java: whose class says the type is theirs. */
export function usesByClass({ class: type, name, receives }: Question & { kind: 'members' }, code: Code): readonly Lead[] {
  const question: Question = { kind: 'uses', name, receives };
  return code.saying(type).filter(path => code.says(path, name)).map(path => ({ path, question, isDeeper: false }));
}

/** The questions to which one about the users of a function leads. */
export class UserLeads {
  /** `receives` leads on from what calls give to clients. */
  constructor(
    private readonly unit: Unit,
    private readonly held: Names,
    private readonly list: LeadList,
    private readonly receives: (calls: readonly Call[]) => void,
  ) {}

  get #asks(): Asks {
    return this.held.asks.of(this.unit);
  }

  /** Who calls a function, or reads a variable. */
  callers({ name, class: owner, receives }: Question & { kind: 'users' }): void {
    const { unit, held: { code, names } } = this;
    if (name === '') return;
    const uses: Question = { kind: 'uses', name, receives, of: traitsOf(unit).names === 'packages' ? undefined : unit.path };
    this.list.add(uses);
    if (traitsOf(unit).names === 'packages') {
      const classes = this.#classNames(owner === undefined ? undefined : unit.classes[owner], name);
      for (const type of classes) this.list.add({ kind: 'members', class: type, name, receives }, ALL_FILES);
      return;
    }
    for (const path of names.importers(unit.path)) {
      if (name === 'default' || code.says(path, name)) this.list.add(uses, path);
      if (code.passesOn(path)) this.list.add({ kind: 'users', name, receives }, path);
    }
  }

  /** The names of a class, and of those above it in this workspace that have the member, too: it is called by any of them. */
  #classNames(owner: ClassDecl | undefined, member: string): readonly string[] {
    const { unit, held: { code } } = this, names = new Set<string>();
    for (let at = owner ?? unit.classes[0] as ClassDecl | undefined; at; at = at.outer === undefined ? undefined : unit.classes[at.outer]) {
      if (at.name !== '') names.add(at.name);
      for (const { name } of at.supers) {
        const parent = simpleName(name);
        if (code.called(parent).some(path => code.says(path, member))) names.add(parent);
      }
    }
    return [...names];
  }

  /**
   * The functions that use a name run, and are asked for in turn where they hand its outcome on. Whose member it is does not
   * count here, and many classes may have one of the name; in scripts the file counts.
   */
  uses({ name, receives, of }: Question & { kind: 'uses' }): void {
    const { unit } = this, { uses, calls } = this.#asks;
    const isOfAnother = (module: string) => of !== undefined && !this.held.names.modules(unit.path, module).includes(of);
    for (const { func, call, module } of (name === 'default' ? ['default', '*'] : [name]).flatMap(one => uses.get(one) ?? [])) {
      const user = unit.funcs[func];
      if (module !== undefined && isOfAnother(module)) continue;
      if (unit.path === of && user.name === name && call === undefined) continue;
      if (receives) this.receives(call ? [call] : (calls.get(func) ?? []).filter(one => this.held.clients.receivers.has(one.name)));
      this.list.within(receives && call ? 1 : LAID_OUT, () => {
        for (const kind of ['runs', 'constants'] as const) this.list.add({ kind, func });
      });
      if (!receives && user.name !== '') this.list.within(LAID_OUT, () => this.list.add({ kind: 'above', name: user.name }));
      if (!(receives && call ? isGiven(unit, user, call) : handsOn(unit, user, { func, call }))) continue;
      const owner = user.class === undefined ? undefined : unit.classes[user.class];
      const called = user.kind === 'constructor' && owner ? owner.name : user.name;
      this.list.deeper(() => this.list.add({ kind: 'users', name: called, class: owner?.id, receives }));
    }
  }

  /** The functions of a file that come to one by its name run, and those that come to them: what they do beside a send counts as well. */
  above(name: string): void {
    for (const { func } of this.#asks.uses.get(name) ?? []) {
      const user = this.unit.funcs[func];
      if (user.kind === 'module') continue;
      this.list.add({ kind: 'runs', func });
      if (user.name !== '') this.list.add({ kind: 'above', name: user.name });
    }
  }
}
