import type { Call, Unit } from '../../flow/unit';
import type { LibraryTable, Meaning } from '../../libraries/table';
import type { Place } from '../../text/span';
import type { Bag } from './settings-in-code';

/** A client that code makes, with the calls on it. */
export interface FoundClient {
  unit: Unit;
  call: Call;
  /** The call of a function of the workspace that made this one of several consumers. */
  via?: Call;
  library: LibraryTable;
  meaning: Meaning & { role: 'producer' | 'consumer' };
  bag: Bag;
  /** What keeps the settings that it shares with others from being known, and how those are spelled. */
  shared?: { open: string; openAt?: Place; spelling: string };
  /** Calls whose receiver holds this client. */
  calls: { unit: Unit; call: Call; meaning: Meaning }[];
}
