import type { Lines } from './draft';
import type { JavaDraft } from './java-draft';

/** Where a piece of Java code stands. */
export interface JavaPlace {
  draft: JavaDraft;
  /** What the class of the code uses, and its methods. */
  uses: Set<string>;
  methods: Lines[];
  task: 'work' | 'send';
  depth: number;
  loop: boolean;
  /** The function gives a value. */
  gives?: true;
  first?: true;
  relays?: true;
  /** It sends by a template of Spring. */
  spring?: true;
  /** It is in another class already. */
  elsewhere?: true;
  /** The record and the consumer are at hand. */
  record?: true;
  around?: { before: Lines; behind: Lines };
}
