import type { Repair, Repairs } from '../flow/language';
import type { Unit } from '../flow/unit';
import { isSamplePath } from '../kafka/environment';
import type { Evidence, Fix } from '../kafka/evidence';
import type { BuildFacts } from '../kafka/facts';
import type { LibraryUse } from '../kafka/model';
import { isOtherBroker, isUnreadModule } from '../libraries/clients/unread-names';
import type { LibraryTable } from '../libraries/table';
import { folderOf } from '../text/path';
import type { SourceText } from '../text/source-text';
import type { Place, Span } from '../text/span';
import type { GivesValues } from './framework';
import type { Inputs } from './inputs';
import { CallFacts } from './outcomes/call-facts';
import { Program } from './program/program';
import { Constants } from './values/constants';
import { Origins } from './values/origins';
import { ofThisLook, together } from './values/outside';
import { Types } from './values/types';
import { Deeds } from './deeds/deeds';
import type { Stop } from './calls/loss';
import { Ways } from './ways/ways';

/** The build files, as a thing on which answers rest. */
const BUILDS = {};

/** True for a module of a package: itself, or a file in it. */
function isOf(module: string, name: string): boolean {
  return module === name || module.startsWith(`${name}/`);
}

/** The analyses over one state of the workspace, made once and shared by the builders of the model's parts. */
export class Analysis {
  readonly program: Program;
  readonly types: Types;
  readonly callFacts: CallFacts;
  readonly ways: Ways;
  readonly constants: Constants;
  readonly origins: Origins;
  readonly deeds: Deeds;

  constructor(readonly inputs: Inputs, frameworks: readonly GivesValues[]) {
    this.program = new Program(inputs.units, inputs.packages, inputs.memory);
    this.#forgetVersions();
    this.types = new Types(this.program, inputs.libraries);
    this.types.meanings.shapesHold = (unit, library) => this.#shapesHold(unit, library);
    this.program.memory.settle();
    this.callFacts = new CallFacts(this.types);
    this.ways = new Ways(this.callFacts);
    this.deeds = new Deeds(this.ways);
    this.constants = new Constants(this.types, constant => ofThisLook(together(frameworks.map(one => one.values(inputs, this.types, constant))), this.program.memory));
    this.origins = new Origins(this.types);
  }

  /** The version of a library that the nearest build file above a path tells. */
  use(path: string, library: LibraryTable): LibraryUse {
    const version = this.dependency(path, library.packages);
    return version === undefined || version === '' ? { id: library.id } : { id: library.id, version };
  }

  /** The version of the first of some packages that build files above a path list; empty when listed without one. */
  dependency(path: string, packages: readonly string[]): string | undefined {
    let listed: string | undefined;
    this.program.memory.note(BUILDS);
    for (const build of this.#buildsAbove(folderOf(path))) {
      const found = build.dependencies.filter(d => packages.includes(d.name));
      const best = found.find(d => d.locked && d.version) ?? found.find(d => d.version);
      if (best?.version) return best.version;
      if (found.length) listed ??= '';
    }
    return listed;
  }

  readonly #above = new Map<string, readonly BuildFacts[]>();

  /** The build files of a folder and of those above it, the nearest first. */
  #buildsAbove(folder: string): readonly BuildFacts[] {
    let above = this.#above.get(folder);
    if (!above) {
      const inside = `${folder}/`;
      above = this.inputs.builds.filter(build => build.folder === '' || inside.startsWith(`${build.folder}/`)).sort((a, b) => b.folder.length - a.folder.length);
      this.#above.set(folder, above);
    }
    return above;
  }

  /** What rests on build files goes where one of them changed. */
  #forgetVersions(): void {
    const { program: { memory }, inputs: { builds } } = this, kept = memory.map<string, readonly BuildFacts[]>('builds'), before = kept.get('');
    if (before && (before.length !== builds.length || before.some((build, at) => build !== builds[at]))) memory.drop(BUILDS);
    kept.set('', builds);
  }

  #shapesHold(unit: Unit, library: LibraryTable): boolean {
    if (this.dependency(unit.path, library.packages) === undefined) return false;
    // Another client with the same words.
    if (unit.imports.some(i => !library.packages.some(name => isOf(i.module, name)) && (isOtherBroker(i.module) || isUnreadModule(i.module)))) return false;
    const rivals = this.inputs.libraries.filter(other => other !== library && other.shapes && this.dependency(unit.path, other.packages) !== undefined);
    return rivals.length === 0 || unit.imports.some(i => library.packages.some(name => isOf(i.module, name)));
  }

  place(unit: Unit, span: Span): Place {
    return { path: unit.path, span };
  }

  evidence(spot: Stop): Evidence {
    return { path: spot.unit.path, span: spot.span, note: spot.note };
  }

  /** Circumstances of a place in code. */
  circumstances(path: string): { environment: 'development' | 'neutral' | 'production'; sample: boolean } {
    const known = this.program.memory.map<string, boolean>('samples');
    let sample = known.get(path);
    if (sample === undefined) known.set(path, sample = isSamplePath(path));
    const environment = this.inputs.environment?.(path);
    return { environment: environment ?? 'neutral', sample: sample && environment !== 'production' };
  }

  /** Runs a language's repair, and makes a fix of its result. */
  repair(unit: Unit, safe: boolean, run: (repairs: Repairs, source: SourceText) => Repair | undefined): Fix | undefined {
    const repairs = this.inputs.repairs(unit.language);
    const source = this.inputs.source(unit.path);
    const repair = repairs && source && run(repairs, source);
    return repair && { title: repair.title, edits: repair.edits, safe };
  }
}
