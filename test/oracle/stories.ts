import { run, IDS, type Outcome, type Program } from './run';
import { KEEPS } from './store';
import { TEMPORARY, type Call, type Fault } from './world';

/** What a fault did to a message. */
export type End =
  /** Its offset is covered, or its row is gone, and what was to be done is not done. */
  | 'lost'
  /** Its sender was told that all is well. */
  | 'lost-send'
  /** Its row counts as sent, and no message was. */
  | 'lost-row'
  /** The database tells of it, and no message does. */
  | 'half'
  /** A message tells of it, and the database does not. */
  | 'phantom'
  /** It was passed by, and comes again only when the consumer starts anew. */
  | 'passed';

/** How a message ended after one fault. */
export interface Story {
  end: End;
  /** `stop` for a process that ends, `fail` for a call that does; `parse` for what cannot be read. */
  by: 'stop' | 'fail' | 'parse';
  /** What was under way, or failed. */
  role: string;
  ids: readonly string[];
  faults: readonly Fault[];
  /** The fault in words. */
  words: string;
  /** How it, or others, ended besides. */
  also: readonly End[];
  /** It was a record that a consumer read. */
  consumed: boolean;
  /** Two things must go wrong. */
  second: boolean;
}

/** Runs a program without a fault, and once for each single one. Nothing comes back when already the run without one does not end. */
export async function stories(program: Program, kinds: boolean): Promise<{ stories: Story[]; runs: number } | undefined> {
  const good = await run(program);
  if (good.world.endless) return undefined;
  const found: Story[] = told(program, good, good, [], false);
  let runs = 1;
  for (const fault of singleFaults(program, good, kinds)) {
    const outcome = await run(program, [fault]);
    runs++;
    found.push(...told(program, good, outcome, [fault], false));
    if (fault.kind !== 'malformed' && !(fault.kind === 'fail' && fault.always && fault.late)) continue;
    // A message that always fails is an ordinary thing, and what then keeps it may fail.
    for (const next of keeperFaults(outcome, fault)) {
      runs++;
      found.push(...told(program, good, await run(program, [fault, next]), [fault, next], true));
    }
  }
  return { stories: found, runs };
}

function* singleFaults({ kind, json }: Program, good: Outcome, kinds: boolean): Generator<Fault> {
  const codes = kinds ? [TEMPORARY, 'EINVAL'] : [TEMPORARY];
  for (const [call, { role, ids }] of good.world.calls.entries()) {
    if (role === 'fetch') continue;
    yield { kind: 'hang', call };
    for (const code of codes) {
      for (const late of [false, true]) yield { kind: 'fail', call, late, always: false, code };
      if (ids.length > 0) yield { kind: 'fail', call, late: true, always: true, code };
    }
  }
  for (let step = 0; step < good.world.steps; step++) {
    yield { kind: 'stop', step, leave: false };
    if (kind === 'consumer') yield { kind: 'stop', step, leave: true };
  }
  if (json) yield { kind: 'malformed', id: IDS[1] };
}

function* keeperFaults({ world }: Outcome, first: Fault): Generator<Fault> {
  for (const [call, { role, step }] of world.calls.entries()) {
    if (role !== 'keep' || (first.kind === 'fail' && call <= first.call)) continue;
    yield { kind: 'hang', call };
    yield { kind: 'fail', call, late: true, always: true, code: 'EINVAL' };
    for (let at = step; at < step + 3; at++) yield { kind: 'stop', step: at, leave: false };
    return;
  }
}

function told(program: Program, good: Outcome, outcome: Outcome, faults: readonly Fault[], second: boolean): Story[] {
  const fault: Fault = faults.at(-1) ?? { kind: 'stop', step: Infinity, leave: false };
  const ends = endsOf(program, good, outcome), also = ends.map(({ end }) => end);
  return ends.map(({ end, ids }) => ({
    end,
    ids,
    also,
    faults,
    second,
    consumed: program.kind === 'consumer',
    by: fault.kind === 'fail' ? ('fail' as const) : fault.kind === 'malformed' ? ('parse' as const) : ('stop' as const),
    role: roleOf(outcome, fault),
    words: faults.map(one => wordsOf(outcome, one)).join('; then ') || 'nothing goes wrong',
  }));
}

function callOf({ world }: Outcome, fault: Fault): Call | undefined {
  return fault.kind === 'hang' || fault.kind === 'fail' ? world.calls[fault.call] : undefined;
}

function roleOf(outcome: Outcome, fault: Fault): string {
  return callOf(outcome, fault)?.role ?? fault.kind;
}

function wordsOf(outcome: Outcome, fault: Fault): string {
  const call = callOf(outcome, fault), what = call && `${call.name}${call.ids.length > 0 ? ` (${call.ids.join(', ')})` : ''}`;
  if (fault.kind === 'malformed') return `${fault.id} cannot be read`;
  if (fault.kind === 'hang') return `the process stops while this is under way: ${what}`;
  if (fault.kind === 'fail') return `this fails${fault.always ? ' each time' : ' once'}${fault.late ? ', late' : ''}: ${what}`;
  const last = outcome.world.calls.filter(({ step }) => step <= fault.step).at(-1);
  return `the process ${fault.leave ? 'is shut down' : 'stops'} after step ${fault.step}, the last call was ${last ? `${last.name} (${last.ids.join(', ')})` : 'none'}`;
}

/** How messages ended, those that ended badly. */
function endsOf(program: Program, good: Outcome, outcome: Outcome): { end: End; ids: string[] }[] {
  const ends = new Map<End, string[]>();
  // What is tried for ever is in nobody's way but its own, and where it stands at some moment says nothing.
  if (outcome.world.endless) return [];
  for (const id of IDS) for (const end of endsOfOne(program, good, outcome, id)) ends.set(end, [...ends.get(end) ?? [], id]);
  return [...ends].map(([end, ids]) => ({ end, ids }));
}

function* endsOfOne({ kind, expected }: Program, good: Outcome, outcome: Outcome, id: string): Generator<End> {
  if (isKept(outcome, id)) return;
  const { store } = outcome,
    wanted = [...good.store.effects].filter(([what, done]) => done.has(id) && !KEEPS.test(what)).map(([what]) => what);
  if (expected !== undefined && !wanted.includes(expected)) wanted.push(expected);
  const missing = wanted.filter(what => !store.effects.get(what)?.has(id));
  if (missing.length === 0) return;
  if (kind === 'relay') return yield 'lost-row';
  if (kind === 'consumer') {
    const offset = IDS.indexOf(id), committed = [...store.committed].find(([key]) => key.endsWith('/orders'))?.[1] ?? 0;
    if (committed > offset) yield 'lost';
    else if ((store.positions.get('orders') ?? 0) > offset) yield 'passed';
    if (committed <= offset) return;
  } else if (outcome.answers.get(id)?.good && missing.some(isMessage)) yield 'lost-send';
  if (!wanted.some(isMessage) || !wanted.some(isRow)) return;
  const message = !missing.some(isMessage), row = !missing.some(isRow);
  if (row && !message) yield 'half';
  if (message && !row) yield 'phantom';
}

function isMessage(what: string): boolean { return what.startsWith('message'); }

function isRow(what: string): boolean { return what.startsWith('row'); }

function isKept({ store }: Outcome, id: string): boolean {
  for (const [topic, messages] of store.topics) if (KEEPS.test(topic) && messages.some(({ value }) => value.includes(id))) return true;
  for (const [table, rows] of store.tables)
    if (KEEPS.test(table) && rows.some(row => JSON.stringify(row).includes(id) && row.sent !== true && (row.sent_at ?? null) === null))
      return true;
  return false;
}
