import { valueAt } from '../../analysis/values/routes';
import type { Call, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Commit, Consumer, Handler, NeverCommits } from '../../kafka/model';
import type { Context } from '../context';
import type { FoundClient } from '../found-client';
import type { FoundHandler } from '../found-handler';
import type { JudgedCommit } from './commit-order';

/** A commit of a handler that may commit nothing. */
export interface CommitOf {
  judged: JudgedCommit;
  found: FoundHandler;
}

/** All that is known of commits. */
export interface AllCommits {
  commits: readonly Commit[];
  own: readonly CommitOf[];
  found: ReadonlyMap<FoundHandler, Handler>;
}

/** Calls that commit, whatever the type of their receiver. */
const COMMITS = /^commit(Sync|Async|Offset\w*|Message\w*)?$/;

/** Roles of calls on a consumer by which it reads where somebody else says, or its offsets are part of something else. */
const OTHERWISE = /^(seek|assign|begin|send-offsets)$/;

/** What keeps a consumer from ever committing: automatic commits are off, and no way of its handlers commits. */
export function neverCommits(context: Context, client: FoundClient, consumer: Consumer, all: AllCommits): NeverCommits | undefined {
  const auto = consumer.setting('enable.auto.commit');
  if (!auto.known || auto.value !== 'false' || auto.from === 'default' || consumer.freshGroup || consumer.ownPosition) return undefined;
  if (client.meaning.role !== 'consumer' || client.meaning.managed || !hasGroup(client, consumer)) return undefined;
  const handlers = [...all.found].filter(([, handler]) => handler.consumer === consumer);
  if (handlers.length === 0 || handlers.every(([, { trivial }]) => trivial)) return undefined;
  if (client.calls.some(({ meaning }) => OTHERWISE.test(meaning.role)) || escapes(context, client) || handlers.some(([found]) => handsOut(context, found))) return undefined;
  const own = all.own.filter(({ found }) => handlers.some(([one]) => one === found)), real = own.filter(({ judged }) => judged.meaning.role !== 'commit' || judged.meaning.way !== 'mark');
  if (real.some(one => !isIdle(context, one)) || isCommittedElsewhere(context, client, all)) return undefined;
  const idle = real[0]?.judged;
  return { ...(idle ? { idle: context.place(idle.unit, idle.call.nameSpan) } : {}), setting: auto.site, written: auto.from === 'code' };
}

function hasGroup({ library }: FoundClient, { group }: Consumer): boolean {
  return library.grouped === true || (group.known && group.from !== 'default' && group.value !== '');
}

/** It commits only by thresholds, of which none is set. */
function isIdle(context: Context, { judged: { call, meaning }, found }: CommitOf): boolean {
  if (meaning.role !== 'commit' || !meaning.thresholds || call.args.length > 0 || !found.call) return false;
  return meaning.thresholds.every(route => valueAt(context.types, found.unit, found.call!, route) === undefined);
}

/** A commit of which it is not known whose it is. */
function isCommittedElsewhere(context: Context, { library }: FoundClient, { commits }: AllCommits): boolean {
  if (commits.some(commit => commit.library.id === library.id && commit.handler?.consumer === undefined)) return true;
  return context.program.units.some(unit => traitsOf(unit) === traitsOf(library) && unit.calls.some(call => COMMITS.test(call.name) && call.receiver !== undefined && isUnknown(context, unit, call)));
}

function isUnknown({ types }: Context, unit: Unit, call: Call): boolean {
  return types.meanings.of(unit, call) === undefined && types.callables.targets(unit, call).length === 0 && !types.of(unit, call.receiver!);
}

/** The consumer is given to code that cannot be seen. */
function escapes({ types }: Context, { unit, call, via }: FoundClient): boolean {
  const { use } = via ?? call;
  if (use.kind === 'argument' || use.kind === 'escapes') return true;
  if (use.kind !== 'stored') return false;
  return unit.symbols[use.symbol]?.reads.some(read => read.use.kind === 'escapes' || (read.use.kind === 'argument' && isOutOfView(types, unit, unit.calls[read.use.call]))) ?? false;
}

/** The handler gives what commits to code that cannot be seen. */
function handsOut({ types }: Context, { home, func, handed }: FoundHandler): boolean {
  const payload = func.params[0];
  return home.symbols.some(variable => (variable.id === payload && variable.route === undefined ? handed.size > 0 : handed.has(variable.id)) && variable.reads.some(({ use }) =>
    use.kind === 'escapes' || use.kind === 'returned' || (use.kind === 'stored' && home.symbols[use.symbol].route === undefined) || (use.kind === 'argument' && isOutOfView(types, home, home.calls[use.call]))));
}

/** Of what a call runs nothing is in view. */
function isOutOfView(types: Context['types'], unit: Unit, call: Call): boolean {
  return types.callables.targets(unit, call).every(({ func }) => func.body.length === 0);
}
