import type { Lines } from './draft';
import { braces, caught } from './java-draft';
import { javaAttempt, javaKeeping } from './java-failures';
import type { JavaPlace } from './java-place';
import { javaSent } from './java-sends';

const TOLD = 'log.error("failed", e);';

/** The call that does the task, how its end is waited for. */
export function javaWaited(place: JavaPlace, name: string): Lines {
  const { draft, depth } = place;
  if (depth > 0 && draft.pick(`${name}.by`, { itself: 3, helper: 2 }) === 'helper') return helped(place, `${name}.helper`);
  if (place.task === 'send') return javaSent(place, name, 'orders');
  const what = draft.pick(`${name}.work`, { charge: 5, insert: 2, forward: 2 });
  if (what === 'forward') return javaSent(place, name, place.first ? 'parcels' : 'invoices');
  if (what === 'insert') place.uses.add('jdbc');
  return started(
    place,
    name,
    what === 'insert'
      ? `jdbc.update("INSERT INTO ${place.first ? 'shipments' : 'payments'} (id) VALUES (?)", order)`
      : `Bank.${place.first ? 'ship' : 'charge'}(order)`,
  );
}

/** Work that is done at once, or given to a pool. */
function started(place: JavaPlace, name: string, call: string): Lines {
  const { draft, uses, around } = place;
  const how = draft.pick(`${name}.wait`, {
    itself: 14,
    submit: 1,
    execute: 1,
    submitGet: 1,
    later: 1,
    ...(around && { all: 1, allLog: 0.7 }),
  });
  if (how === 'itself') return [`${call};`];
  uses.add('executor');
  if (how === 'execute') return [`executor.execute(() -> ${call});`];
  if (how === 'submit') return [`executor.submit(() -> { ${call}; });`];
  if (how === 'submitGet') return [`executor.submit(() -> { ${call}; }).get();`];
  return javaFuture(place, `executor.submit(() -> { ${call}; })`, '?', how);
}

export function javaFuture({ draft, uses, around }: JavaPlace, call: string, type: string, how: string): Lines {
  uses.add('log');
  if (how === 'later') {
    const running = draft.name('running');
    return [`Future<${type}> ${running} = ${call};`, 'log.info("started");', `${running}.get();`];
  }
  const all = draft.name('all'), one = draft.name('one');
  around!.before.push(`List<Future<${type}>> ${all} = new ArrayList<>();`);
  around!.behind.push(
    ...(how === 'all'
      ? [`for (Future<${type}> ${one} : ${all}) ${one}.get();`]
      : braces(`for (Future<${type}> ${one} : ${all}) {`, caught([`${one}.get();`], [TOLD]))),
  );
  return [`${all}.add(${call});`];
}

/** A method that does the task, of this class or another. */
function helped(place: JavaPlace, name: string): Lines {
  const { draft } = place,
    form = draft.pick(`${name}.form`, { method: 4, boolean: 1, ...(!place.elsewhere && { other: 1.5 }) }),
    call = draft.name('handleOrder');
  const owner = form === 'other' ? draft.name('Orders') : undefined, part = owner === undefined ? place : draft.other(owner);
  const own: JavaPlace = {
    draft,
    uses: part.uses,
    methods: part.methods,
    task: place.task,
    depth: place.depth - 1,
    loop: false,
    first: place.first,
    relays: place.relays,
    spring: place.spring,
    elsewhere: place.elsewhere ?? (form === 'other' ? true : undefined),
    ...(form === 'boolean' && { gives: true }),
  };
  if (form === 'boolean') {
    part.uses.add('log');
    part.methods.push(
      braces(`private boolean ${call}(String order) {`, caught([...javaAttempt(own, name), 'return true;'], [TOLD, 'return false;'])),
    );
    return asked(place, name, `${call}(order)`);
  }
  part.methods.push(
    braces(`${owner === undefined ? 'private ' : ''}void ${call}(String order) throws Exception {`, javaAttempt(own, name)),
  );
  return [`${owner === undefined ? '' : `${owner.charAt(0).toLowerCase()}${owner.slice(1)}.`}${call}(order);`];
}

function asked(place: JavaPlace, name: string, call: string): Lines {
  const how = place.draft.pick(`${name}.asked`, { throw: 3, unread: 2, log: 1, keep: 1 });
  if (how === 'unread') return [`${call};`];
  if (how === 'log') { place.uses.add('log'); return [`log.info("done {}", ${call});`]; }
  if (how === 'keep') return braces(`if (!${call}) {`, javaKeeping(place, name));
  return [`if (!${call}) throw new IllegalStateException("failed");`];
}
