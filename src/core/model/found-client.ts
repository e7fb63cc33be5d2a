import type { Call, Unit, Expr } from '../flow/unit';
import type { LibraryTable, Meaning } from '../libraries/table';
import type { SettingSite } from '../settings/setting';
import type { Place } from '../text/span';

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

/** The settings that reach a client in code. */
export interface Bag {
  sites: SettingSite[];
  /** Writes of a key that a later one takes back. */
  replaced?: SettingSite[];
  /** Options of a literal that set nothing of Kafka's there. */
  unread?: SettingSite[];
  /** Why there may be more than is seen; absent when all is seen. */
  open?: string;
  /** The place that makes it so, where one does. */
  openAt?: Place;
  /** It starts with what the files of the application set. */
  files?: boolean;
  /** The literal or variable to which a setting could be added. */
  home?: { unit: Unit; expr: Expr };
}
