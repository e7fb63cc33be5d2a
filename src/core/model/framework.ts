import type { Analysis } from '../analysis/analysis';
import type { GivesValues } from '../analysis/framework';
import type { Reports } from '../analysis/calls/reports';
import type { FuncAt } from '../analysis/program/program';
import type { Mark } from '../analysis/values/marks';
import type { Stop } from '../analysis/calls/loss';
import type { Annotation, Call, Func, Unit } from '../flow/unit';
import type { Evidence } from '../kafka/evidence';
import type { Consumer, Container, Producer, Send, SkippedBacklog, Undecided } from '../kafka/model';
import type { LibraryTable } from '../libraries/table';
import type { SettingSite } from '../settings/setting';
import type { FoundClient } from './found-client';
import type { FoundHandler } from './found-handler';
import type { FoundSend } from './found-send';

/** A framework that runs the code of the workspace, as the analysis and the model know it. */
export interface Framework extends GivesValues {
  /** Looks at one state of the workspace. */
  open(analysis: Analysis): OpenFramework;
}

/** Clients that a framework makes of its files alone. */
export interface MadeClients {
  producers: readonly Producer[];
  consumers: readonly Consumer[];
}

const NO_CLIENTS: MadeClients = { producers: [], consumers: [] };

/** What a framework does with the code of one state of the workspace; where it says nothing, it does nothing. */
export abstract class OpenFramework {
  /** Whether a method that an annotation makes a listener listens to Kafka, and not to another transport. */
  listens(_unit: Unit, _func: Func, _mark: Mark): boolean { return true; }

  /** Whether a send that means one of a library goes to Kafka; undefined where that cannot be told. */
  sendsToKafka(_unit: Unit, _call: Call): boolean | undefined { return true; }

  /** The clients that it makes of its files alone. */
  clients(): MadeClients { return NO_CLIENTS; }

  /** That of them by which a call sends. */
  producerOf(_unit: Unit, _call: Call): Producer | undefined { return undefined; }

  /** That of them which gives a listener its records. */
  consumerOf(_unit: Unit, _listener: Annotation): Consumer | undefined { return undefined; }

  /** What makes it count a record as done before its listener is run. */
  acknowledgesFirst(_unit: Unit, _func: Func): Stop | undefined { return undefined; }

  /** What its files set for the clients that it makes in the code of a file. */
  settings(_path: string): readonly SettingSite[] { return []; }

  /** The method of the workspace that gets what a listener throws, whose record counts as handled when it returns. */
  errorHandler(_unit: Unit, _listener: Annotation): FuncAt | undefined { return undefined; }

  /** Whether its container commits no acknowledgement behind a record that is not acknowledged. */
  ordersAcknowledgements(_unit: Unit, _listener: Annotation): boolean { return false; }

  /** What makes its container give whole batches to a listener, where that is known; `by`: the argument of its annotation that tells. */
  givesBatches(_unit: Unit, _listener: Annotation, _by: string): Evidence | undefined { return undefined; }

  /** What makes its container leave it to a listener to acknowledge, where that is known. */
  leavesAcknowledging(_unit: Unit, _listener: Annotation): Evidence | undefined { return undefined; }

  /** Whether its container handles each record inside a transaction, and not one of Kafka. */
  hasTransaction(_unit: Unit, _listener: Annotation): boolean { return false; }

  /** Whether listeners of a file may have retry topics that their own annotations do not give them. */
  mayRetry(_unit: Unit): boolean { return false; }

  /** Inputs that it lets begin at the end with each start. */
  skippedBacklogs(): SkippedBacklog[] { return []; }

  /** The functions of a file to which it gives records, where nothing in their code says so. */
  handlers(_unit: Unit): readonly FoundHandler[] { return []; }

  /** The topics behind names that code gives its library, where those are no topics themselves. */
  topics(_path: string, _library: LibraryTable, _names: readonly string[]): readonly string[] | undefined { return undefined; }

  /** Who hears what becomes of a record that a call only hands to it. */
  reports(_unit: Unit, _call: Call): Reports | undefined { return undefined; }

  /** What it sends though no call asks for it, where nobody hears what becomes of that. */
  sends(): readonly Send[] { return []; }

  /** What it runs and cannot be told of. */
  undecided(): readonly Undecided[] { return []; }

  /** What its containers do with a record that keeps failing. */
  containers(): Container[] { return []; }

  /** Tells the sends whose failure the commit of a transaction of the framework reports. */
  transactions(_clients: readonly FoundClient[], _isTransactional: (client: FoundClient) => Producer['transactional']): (found: FoundSend) => boolean {
    return () => false;
  }
}
