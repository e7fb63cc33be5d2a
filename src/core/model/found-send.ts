import type { Outcome } from '../analysis/outcomes/outcome';
import type { Call, Unit } from '../flow/unit';
import type { Send } from '../kafka/model';
import type { LibraryTable, Meaning } from '../libraries/table';

/** A send together with the code it was read from. */
export interface FoundSend {
  send: Send;
  unit: Unit;
  call: Call;
  library: LibraryTable;
  outcome: Outcome;
  /** The send or call inside, whose outcome this call hands on. */
  inner?: FoundSend;
  /** What it sends stays in a table when it fails, and a later run sends it. */
  stays: boolean;
  /** The call by which its row counts as sent, though the send fails or comes only then. */
  marked?: Call;
}

export type SendMeaning = Meaning & { role: 'send' };
