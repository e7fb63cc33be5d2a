import type { Repairs } from '../flow/language';
import type { Language, Unit } from '../flow/unit';
import type { BuildFacts, ConfigFacts, ManifestFacts } from '../kafka/facts';
import type { LibraryTable } from '../libraries/table';
import type { Memory } from './program/memory';
import type { Environment } from '../settings/setting';
import type { SourceText } from '../text/source-text';

/** What the workspace gives to the making of the model. */
export interface Inputs {
  units: readonly Unit[];
  configs: readonly ConfigFacts[];
  builds: readonly BuildFacts[];
  manifests: readonly ManifestFacts[];
  libraries: readonly LibraryTable[];
  /** Names of this workspace's npm packages and their folders. */
  packages: ReadonlyMap<string, readonly string[]>;
  /** The paths of all files: the very same list until one comes or goes. */
  paths: () => readonly string[];
  source: (path: string) => SourceText | undefined;
  repairs: (language: Language) => Repairs | undefined;
  /** What a file serves, where the team has said it. */
  environment?: (path: string) => Environment | undefined;
  /** The answers of earlier looks at this workspace; absent: nothing is remembered. */
  memory?: Memory;
  /** Told before each part of the model is made. */
  step?: () => void;
}
