import type { Edit } from '../text/edit';
import type { Place } from '../text/span';

/** A place and what it shows; the steps by which a reader follows a loss. */
export interface Evidence extends Place {
  note: string;
}

/** A change that cures a hazard at one place. `safe`: it only makes things safer and may be applied without looking. */
export interface Fix {
  title: string;
  edits: Edit[];
  safe: boolean;
}
