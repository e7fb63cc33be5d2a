import { braces, caught, deeper, type JavaDraft } from './java-draft';
import type { Lines } from './draft';

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

const TOLD = 'log.error("failed", e);';

/** The statements that do the task once, and what becomes of a failure. */
export function javaAttempt(place: JavaPlace, name: string): Lines {
  const { draft, uses, loop, gives, record, around } = place;
  const shape = draft.pick(`${name}.catch`, {
    none: 12, log: 3, throw: 2, wrap: 1.5, kind: 1, kindKeep: 1, kindSkip: 0.5, keep: 2, keepLoose: 1, keepLog: 1, memory: 1, flag: 1, flagLog: 1, later: 0.5, finallyLog: 1,
    retry: 1.5, retryLog: 1, retryKeep: 1, nested: 0.5, ...(!gives && { return: 1 }), ...(!gives && !place.first && { finallyReturn: 0.5 }), ...(loop && { break: 2, continue: 1 }),
    ...(record && { seekBreak: 1, seekStay: 0.5 }), ...(around && { collect: 1.5, collectLog: 1, first: 1 }),
  });
  if (shape === 'none') return javaWaited(place, name);
  const inside: JavaPlace = { ...place };
  if (shape.startsWith('retry')) return retries(inside, name, shape);
  const log = (): string => { uses.add('log'); return TOLD; };
  const end = (...lines: Lines): Lines => caught(javaWaited(inside, name), lines);
  const seek = 'consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());';
  switch (shape) {
    case 'throw': return end(log(), 'throw e;');
    case 'wrap': return end('throw new IllegalStateException(e);');
    case 'kind': return caught(javaWaited(inside, name), ['throw e;'], 'IllegalStateException').slice(0, -1).concat(['} catch (Exception e) {', ...deeper([log()]), '}']);
    case 'kindKeep': return caught(javaWaited(inside, name), ['throw e;'], 'IllegalStateException').slice(0, -1).concat(['} catch (Exception e) {', ...deeper(javaKeeping(place, name)), '}']);
    case 'kindSkip': return caught(javaWaited(inside, name), [log()], 'IllegalArgumentException');
    case 'keep': return end(log(), ...javaKeeping(place, name));
    case 'keepLoose': return end(log(), ...javaKeeping(place, name, true));
    case 'keepLog': uses.add('log'); return end(...caught(javaKeeping(place, name), ['log.error("not even kept", worse);'], 'Exception', 'worse'));
    case 'memory': uses.add('waiting'); return end('waiting.add(order);');
    case 'nested': return caught(caught(javaWaited(inside, name), [log(), 'throw e;']), ['log.error("failed again", outer);'], 'Exception', 'outer');
    case 'later': { const failure = draft.name('failure'); uses.add('log'); return [`Exception ${failure} = null;`, ...end(`${failure} = e;`), 'log.info("through");', `if (${failure} != null) throw ${failure};`]; }
    case 'break': return end(log(), 'break;');
    case 'continue': return end(log(), 'continue;');
    case 'return': return end(log(), 'return;');
    case 'finallyReturn': return ['try {', ...deeper(javaWaited(inside, name)), '} finally {', ...deeper([loop ? 'continue;' : 'return;']), '}'];
    case 'finallyLog': uses.add('log'); return ['try {', ...deeper(javaWaited(inside, name)), '} finally {', ...deeper(['log.info("through");']), '}'];
    case 'flag': case 'flagLog': {
      const failed = draft.name('failed');
      return [`boolean ${failed} = false;`, ...end(log(), `${failed} = true;`), shape === 'flag' ? `if (${failed}) throw new IllegalStateException("failed");` : `if (${failed}) log.info("there was a failure");`];
    }
    case 'seekBreak': return end(log(), seek, 'break;');
    case 'seekStay': return end(log(), seek);
    case 'collect': case 'collectLog': {
      const failures = draft.name('failures');
      uses.add('log');
      around!.before.push(`List<Exception> ${failures} = new ArrayList<>();`);
      around!.behind.push(shape === 'collect' ? `if (!${failures}.isEmpty()) throw ${failures}.get(0);` : `if (!${failures}.isEmpty()) log.error("{} failed", ${failures}.size());`);
      return end(`${failures}.add(e);`);
    }
    case 'first': {
      const failed = draft.name('failed');
      around!.before.push(`boolean ${failed} = false;`);
      around!.behind.push(`if (${failed}) throw new IllegalStateException("one of them failed");`);
      return end(log(), `${failed} = true;`);
    }
    default: return end(log());
  }
}

function retries(place: JavaPlace, name: string, shape: string): Lines {
  const { draft, uses } = place, tries = draft.name('tries'), done = draft.name('done');
  const inLoop: JavaPlace = { ...place, loop: false, record: undefined, around: undefined, gives: true };
  uses.add('log');
  const end = { retry: [`if (${tries} == 3) throw e;`], retryLog: [`if (${tries} == 3) log.error("given up", e);`], retryKeep: [`if (${tries} == 3) {`, ...deeper(shape === 'retryKeep' ? javaKeeping(place, name) : []), '}'] }[shape]!;
  return [`boolean ${done} = false;`, ...braces(`for (int ${tries} = 1; !${done} && ${tries} <= 3; ${tries}++) {`, caught([...javaWaited(inLoop, name), `${done} = true;`], end))];
}

/** Keeps the message somewhere else. */
export function javaKeeping({ draft, uses, task, relays, spring }: JavaPlace, name: string, loose = false): Lines {
  const where = draft.pick(`${name}.keep`, task === 'work' ? { topic: 2, table: 1 } : { table: 1, topic: 1 });
  uses.add(where === 'table' ? 'jdbc' : spring ? 'kafkaTemplate' : 'producer');
  if (where === 'topic' && spring) return [`kafkaTemplate.send("orders.dead", order, order)${loose ? '' : '.join()'};`];
  if (where === 'topic') return [`producer.send(new ProducerRecord<>("orders.dead", order))${loose ? '' : '.get()'};`];
  return [`jdbc.update("INSERT INTO ${task === 'send' && !relays ? 'outbox' : 'failed_orders'} (id) VALUES (?)", order);`];
}

/** The call that does the task, how its end is waited for. */
function javaWaited(place: JavaPlace, name: string): Lines {
  const { draft, depth } = place;
  if (depth > 0 && draft.pick(`${name}.by`, { itself: 3, helper: 2 }) === 'helper') return helped(place, `${name}.helper`);
  if (place.task === 'send') return sent(place, name, 'orders');
  const what = draft.pick(`${name}.work`, { charge: 5, insert: 2, forward: 2 });
  if (what === 'forward') return sent(place, name, place.first ? 'parcels' : 'invoices');
  if (what === 'insert') place.uses.add('jdbc');
  return started(place, name, what === 'insert' ? `jdbc.update("INSERT INTO ${place.first ? 'shipments' : 'payments'} (id) VALUES (?)", order)` : `Bank.${place.first ? 'ship' : 'charge'}(order)`);
}

/** Work that is done at once, or given to a pool. */
function started(place: JavaPlace, name: string, call: string): Lines {
  const { draft, uses, around } = place;
  const how = draft.pick(`${name}.wait`, { itself: 14, submit: 1, execute: 1, submitGet: 1, later: 1, ...(around && { all: 1, allLog: 0.7 }) });
  if (how === 'itself') return [`${call};`];
  uses.add('executor');
  if (how === 'execute') return [`executor.execute(() -> ${call});`];
  if (how === 'submit') return [`executor.submit(() -> { ${call}; });`];
  if (how === 'submitGet') return [`executor.submit(() -> { ${call}; }).get();`];
  return future(place, `executor.submit(() -> { ${call}; })`, '?', how);
}

function future({ draft, uses, around }: JavaPlace, call: string, type: string, how: string): Lines {
  uses.add('log');
  if (how === 'later') { const running = draft.name('running'); return [`Future<${type}> ${running} = ${call};`, 'log.info("started");', `${running}.get();`]; }
  const all = draft.name('all'), one = draft.name('one');
  around!.before.push(`List<Future<${type}>> ${all} = new ArrayList<>();`);
  around!.behind.push(...(how === 'all' ? [`for (Future<${type}> ${one} : ${all}) ${one}.get();`] : braces(`for (Future<${type}> ${one} : ${all}) {`, caught([`${one}.get();`], [TOLD]))));
  return [`${all}.add(${call});`];
}

/** A send, and who looks at its outcome. */
function sent(place: JavaPlace, name: string, topic: string): Lines {
  const { draft, uses, around } = place;
  if (place.spring) return templateSent(place, name, topic);
  uses.add('producer');
  const record = `new ProducerRecord<>("${topic}", order, order)`;
  const how = draft.pick(`${name}.send`, {
    get: 12, float: 2, callbackLog: 1.5, callbackDeaf: 1, callbackMetadata: 0.7, callbackThrow: 0.7, callbackKeep: 1, flush: 1, timed: 1, later: 1, callbackGet: 0.7, never: 0.5, ...(around && { all: 1, allLog: 0.7 }),
  });
  const callback = (...lines: Lines): Lines => braces(`producer.send(${record}, (metadata, exception) -> {`, lines, '});');
  uses.add('log');
  switch (how) {
    case 'float': return [`producer.send(${record});`];
    case 'callbackLog': return callback('if (exception != null) log.error("not sent", exception);');
    case 'callbackDeaf': return callback('log.info("sent");');
    case 'callbackMetadata': return callback('if (metadata != null) log.info("sent");', 'else log.error("not sent");');
    case 'callbackThrow': return callback('if (exception != null) throw new IllegalStateException(exception);');
    case 'callbackKeep': uses.add('jdbc'); return callback(`if (exception != null) jdbc.update("INSERT INTO ${topic === 'orders' && !place.relays ? 'outbox' : 'failed_orders'} (id) VALUES (?)", order);`);
    case 'callbackGet': return braces(`producer.send(${record}, (metadata, exception) -> {`, ['if (exception != null) log.error("not sent", exception);'], '}).get();');
    case 'flush': return [`producer.send(${record});`, 'producer.flush();'];
    case 'timed': return [`producer.send(${record}).get(10, TimeUnit.SECONDS);`];
    case 'never': { const running = draft.name('running'); return [`Future<RecordMetadata> ${running} = producer.send(${record});`, `log.info("started {}", ${running});`]; }
    case 'later': case 'all': case 'allLog': return future(place, `producer.send(${record})`, 'RecordMetadata', how);
    default: return [`producer.send(${record}).get();`];
  }
}

/** The same by a template of Spring. */
function templateSent(place: JavaPlace, name: string, topic: string): Lines {
  const { draft, uses } = place, send = `kafkaTemplate.send("${topic}", order, order)`, behind = (lines: Lines, close = '});'): Lines => braces(`${send}.whenComplete((result, exception) -> {`, lines, close);
  uses.add('kafkaTemplate').add('log');
  const failed = 'if (exception != null) log.error("not sent", exception);';
  switch (draft.pick(`${name}.send`, {
    join: 12, get: 2, timed: 1, float: 2, whenLog: 1.5, whenDeaf: 1, whenThrow: 0.7, whenKeep: 1, whenJoin: 1, exceptionally: 1, exceptionallyJoin: 1, then: 1, thenJoin: 1, later: 1, never: 0.5,
  })) {
    case 'get': return [`${send}.get();`];
    case 'timed': return [`${send}.get(10, TimeUnit.SECONDS);`];
    case 'float': return [`${send};`];
    case 'whenLog': return behind([failed]);
    case 'whenDeaf': return behind(['log.info("sent");']);
    case 'whenThrow': return behind(['if (exception != null) throw new IllegalStateException(exception);']);
    case 'whenKeep': uses.add('jdbc'); return behind([`if (exception != null) jdbc.update("INSERT INTO ${place.task === 'send' && !place.relays ? 'outbox' : 'failed_orders'} (id) VALUES (?)", order);`]);
    case 'whenJoin': return behind([failed], '}).join();');
    case 'exceptionally': case 'exceptionallyJoin': {
      const close = draft.pick(`${name}.send`, { exceptionally: 1 }) === 'exceptionally' ? '});' : '}).join();';
      return braces(`${send}.exceptionally(exception -> {`, ['log.error("not sent", exception);', 'return null;'], close);
    }
    case 'then': return [`${send}.thenAccept(result -> log.info("sent"));`];
    case 'thenJoin': return [`${send}.thenAccept(result -> log.info("sent")).join();`];
    case 'later': { const running = draft.name('running'); return [`CompletableFuture<SendResult<String, String>> ${running} = ${send};`, 'log.info("started");', `${running}.join();`]; }
    case 'never': { const running = draft.name('running'); return [`CompletableFuture<SendResult<String, String>> ${running} = ${send};`, `log.info("started {}", ${running});`]; }
    default: return [`${send}.join();`];
  }
}

/** A method that does the task, of this class or another. */
function helped(place: JavaPlace, name: string): Lines {
  const { draft } = place, form = draft.pick(`${name}.form`, { method: 4, boolean: 1, ...(!place.elsewhere && { other: 1.5 }) }), call = draft.name('handleOrder');
  const owner = form === 'other' ? draft.name('Orders') : undefined, part = owner === undefined ? place : draft.other(owner);
  const own: JavaPlace = { draft, uses: part.uses, methods: part.methods, task: place.task, depth: place.depth - 1, loop: false, first: place.first, relays: place.relays, spring: place.spring, elsewhere: place.elsewhere ?? (form === 'other' ? true : undefined), ...(form === 'boolean' && { gives: true }) };
  if (form === 'boolean') {
    part.uses.add('log');
    part.methods.push(braces(`private boolean ${call}(String order) {`, caught([...javaAttempt(own, name), 'return true;'], [TOLD, 'return false;'])));
    return asked(place, name, `${call}(order)`);
  }
  part.methods.push(braces(`${owner === undefined ? 'private ' : ''}void ${call}(String order) throws Exception {`, javaAttempt(own, name)));
  return [`${owner === undefined ? '' : `${owner.charAt(0).toLowerCase()}${owner.slice(1)}.`}${call}(order);`];
}

function asked(place: JavaPlace, name: string, call: string): Lines {
  const how = place.draft.pick(`${name}.asked`, { throw: 3, unread: 2, log: 1, keep: 1 });
  if (how === 'unread') return [`${call};`];
  if (how === 'log') { place.uses.add('log'); return [`log.info("done {}", ${call});`]; }
  if (how === 'keep') return braces(`if (!${call}) {`, javaKeeping(place, name));
  return [`if (!${call}) throw new IllegalStateException("failed");`];
}
