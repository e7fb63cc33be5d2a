import type { Storage } from '../kafka/cluster';
import type { KafkaModel, Layer, Subject } from '../kafka/model';
import type { Place } from '../text/span';
import type { Evidence, Fix } from '../kafka/evidence';
import { loudnessOfStorage, type Sureness } from '../kafka/loudness';

/**
 * error: as written, one ordinary event (a restart, a leader change, one exception) silently loses messages.
 * warning: loses under plausible conditions. info: duplicates, order, hardening, or a development set-up.
 */
export type Severity = 'error' | 'warning' | 'info';

export type { Sureness };

/** What a rule says about one place; the place is the first argument of `report`. */
export interface Problem {
  /** What the message names first; the place where it is reported is shown beside it. */
  about: Subject;
  /** What happens, why it matters, what to do: one sentence, under 160 characters, that goes on after the subject. */
  message: string;
  severity: Severity;
  sureness: Sureness;
  because?: Evidence[];
  /** Asked last, file by file and for findings that are shown: a fix can cost a look at the whole file. */
  fixes?: () => (Fix | undefined)[];
}

export type ReportProblem = (place: Place, problem: Problem) => void;

/** One rule: what it is called, where it belongs, and a check over the model. */
export interface Rule {
  /** Reads well after "allow". */
  id: string;
  /** A few words for lists: `A send whose result nobody looks at`. */
  title: string;
  layer: Layer;
  /** The severity of its plain case. */
  severity: Severity;
  check(model: KafkaModel, report: ReportProblem): void;
}

/** Reports the places where brokers keep data that a rule has something to say of. */
export function reportStorage(model: KafkaModel, report: ReportProblem, describe: (storage: Storage) => string | undefined): void {
  for (const cluster of model.clusters) {
    for (const storage of cluster.storage) {
      const message = describe(storage);
      if (!message) continue;
      const loudness = loudnessOfStorage(cluster, storage);
      report(storage, { about: cluster, message, ...loudness, because: storage.because, fixes: () => [storage.fix] });
    }
  }
}
