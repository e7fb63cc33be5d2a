import type { Environment } from '../settings/setting';
import type { Place } from '../text/span';
import type { LibraryUse } from './client';
import type { Evidence } from './evidence';
import type { Subject } from './subject';

/** What calls listeners: a container factory, a listener without one, a channel, or a bare callback consumer that skips on failure. */
export interface Container extends Place, Subject {
  library: LibraryUse;
  what: 'listener' | 'factory' | 'error-handler' | 'binding' | 'channel';
  /** The handlers that it calls, where those stand elsewhere. */
  calls?: readonly Place[];
  /** What happens to a record that keeps failing. */
  failures: 'dead-letter' | 'skipped' | 'retried-for-ever' | 'stopped' | 'handled' | 'unknown';
  /** That is so for some failures, and others are kept. */
  partly?: true;
  because: Evidence[];
  /** The factory or error handler of the workspace that brings this about; it is in the list too and speaks for itself. */
  decidedBy?: Place;
  environment: Environment;
  sample: boolean;
}

/** Records that a handler of failures passes over; the span is where it is named, or where it says to go on. */
export interface SkippedRecords extends Place {
  /** What failed: reading them, working on them, or writing them. */
  what: 'reading' | 'processing' | 'writing';
  /** The handler's class, without the package. */
  name: string;
  environment: Environment;
  sample: boolean;
}

/** A deserializer that fails for a record that it cannot read, before anybody could skip that; the span is where it is named. */
export interface ThrowingDeserializer extends Place {
  of: 'key' | 'value';
  /** Its class, without the package. */
  name: string;
  environment: Environment;
  sample: boolean;
}
