import type { Answer, Environment } from '../settings/setting';
import type { Place } from '../text/span';
import type { Fix } from './evidence';
import type { Subject } from './subject';

/** A client library in use, with its version where the build files tell. */
export interface LibraryUse {
  /** `kafkajs`, `kafka-clients`, `spring-kafka`. */
  id: string;
  version?: string;
}

/** What producers and consumers have in common. */
export interface Client extends Place, Subject {
  /** The span is the constructor's or factory call's name. */
  library: LibraryUse;
  environment: Environment;
  sample: boolean;
  setting(key: string): Answer;
  /** Adds a setting to the client's own configuration, where its shape allows it. */
  add(key: string, value: string): Fix | undefined;
}
