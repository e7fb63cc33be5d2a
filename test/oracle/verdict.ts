import { openSession } from '../../src/core/session';
import type { Finding, UndecidedQuestion } from '../../src/core/review/finding';
import { loadAsset } from '../assets';
import type { Files } from './load';
import type { Story } from './stories';

/** What the reviewer says of a program, as far as faults of runs can show it. */
export interface Verdict {
  /** What a reader sees who asked for nothing special. */
  findings: readonly Finding[];
  /** What is only hinted at. */
  hints: readonly Finding[];
  undecided: readonly UndecidedQuestion[];
}

/** What becomes of a record that a handler fails on. */
const HANDLING = ['swallowed-handler-error', 'commit-after-failure', 'commit-before-processing', 'handled-before-work', 'detached-work',
  'off-by-one-commit', 'batch-left-early', 'out-of-order-commit', 'async-failure-acknowledged'];
const SENDING = ['dropped-send', 'swallowed-send-error', 'ignored-send-error', 'unflushed-producer'];
/** The rules that speak of what one fault does; the others speak of settings, or of what is only done twice. */
const RULES = new Set([...HANDLING, ...SENDING, 'dual-write', 'marked-before-send']);
/** A rule about a setting, which some losses follow from. */
const SETTING = 'auto-commit';

/** Reviews the files of a program. */
export async function review(files: Files): Promise<Verdict> {
  const session = openSession({ loadAsset });
  for (const [path, text] of files) session.set(path, text);
  const { findings, undecided } = await session.review({ fixes: false });
  const own = findings.filter(({ rule }) => RULES.has(rule) || rule === SETTING),
    loud = own.filter(({ severity, sureness }) => severity !== 'info' && sureness !== 'possible');
  return {
    findings: loud,
    hints: own.filter(one => !loud.includes(one)),
    undecided,
  };
}

/** False for what says nothing of a single program's faults. */
export function isOfFaults({ rule }: Finding): boolean { return rule !== SETTING; }

/** False for what only allows the reviewer to speak: a record that comes again after all, and in a handler what is done by half. */
export function isDemanded({ end, consumed }: Story): boolean {
  return end !== 'passed' && !(consumed && (end === 'half' || end === 'phantom'));
}

/** The rules of which one must speak, or may, where a run ends like this. */
export function rulesFor({ end, by, role, also }: Story): readonly string[] {
  if (end === 'half' || end === 'phantom') return ['dual-write', ...(by === 'fail' || also.includes('lost-send') ? SENDING : [])];
  if (end === 'lost-send') return SENDING;
  if (end === 'lost-row') return [...SENDING, 'marked-before-send'];
  if (by === 'parse') return HANDLING;
  return ['send', 'keep', 'commit', 'end'].includes(role) || by === 'stop' ? [...HANDLING, ...SENDING, SETTING] : [...HANDLING, SETTING];
}

/** Stories that one answer of the reviewer would do for. */
export function classOf({ end, by, role, second }: Story): string {
  const what =
    by === 'parse'
      ? 'what is read'
      : role === 'end'
        ? 'commit'
        : role === 'send' || role === 'keep' || role === 'commit'
          ? role
          : role === 'stop'
            ? 'the process'
            : 'work';
  return `${end} by ${by} of ${what}${second ? ', at a second fault' : ''}`;
}
