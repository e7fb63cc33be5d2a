import type { Lines } from './draft';
import { braces, caught, deeper } from './java-draft';
import type { JavaPlace } from './java-place';
import { javaWaited } from './java-calls';

const TOLD = 'log.error("failed", e);';

/** The statements that do the task once, and what becomes of a failure. */
export function javaAttempt(place: JavaPlace, name: string): Lines {
  const { draft, uses, loop, gives, record, around } = place;
  const shape = draft.pick(`${name}.catch`, {
    none: 12,
    log: 3,
    throw: 2,
    wrap: 1.5,
    kind: 1,
    kindKeep: 1,
    kindSkip: 0.5,
    keep: 2,
    keepLoose: 1,
    keepLog: 1,
    memory: 1,
    flag: 1,
    flagLog: 1,
    later: 0.5,
    finallyLog: 1,
    retry: 1.5,
    retryLog: 1,
    retryKeep: 1,
    nested: 0.5,
    ...(!gives && { return: 1 }),
    ...(!gives && !place.first && { finallyReturn: 0.5 }),
    ...(loop && { break: 2, continue: 1 }),
    ...(record && { seekBreak: 1, seekStay: 0.5 }),
    ...(around && { collect: 1.5, collectLog: 1, first: 1 }),
  });
  if (shape === 'none') return javaWaited(place, name);
  const inside: JavaPlace = { ...place };
  if (shape.startsWith('retry')) return retries(inside, name, shape);
  const log = (): string => { uses.add('log'); return TOLD; };
  const end = (...lines: Lines): Lines => caught(javaWaited(inside, name), lines);
  const seek = 'consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());';
  switch (shape) {
    case 'throw':
      return end(log(), 'throw e;');
    case 'wrap':
      return end('throw new IllegalStateException(e);');
    case 'kind':
      return caught(javaWaited(inside, name), ['throw e;'], 'IllegalStateException')
        .slice(0, -1)
        .concat(['} catch (Exception e) {', ...deeper([log()]), '}']);
    case 'kindKeep':
      return caught(javaWaited(inside, name), ['throw e;'], 'IllegalStateException')
        .slice(0, -1)
        .concat(['} catch (Exception e) {', ...deeper(javaKeeping(place, name)), '}']);
    case 'kindSkip':
      return caught(javaWaited(inside, name), [log()], 'IllegalArgumentException');
    case 'keep':
      return end(log(), ...javaKeeping(place, name));
    case 'keepLoose':
      return end(log(), ...javaKeeping(place, name, true));
    case 'keepLog':
      uses.add('log');
      return end(...caught(javaKeeping(place, name), ['log.error("not even kept", worse);'], 'Exception', 'worse'));
    case 'memory':
      uses.add('waiting');
      return end('waiting.add(order);');
    case 'nested':
      return caught(caught(javaWaited(inside, name), [log(), 'throw e;']), ['log.error("failed again", outer);'], 'Exception', 'outer');
    case 'later': {
      const failure = draft.name('failure');
      uses.add('log');
      return [
        `Exception ${failure} = null;`,
        ...end(`${failure} = e;`),
        'log.info("through");',
        `if (${failure} != null) throw ${failure};`,
      ];
    }
    case 'break':
      return end(log(), 'break;');
    case 'continue':
      return end(log(), 'continue;');
    case 'return':
      return end(log(), 'return;');
    case 'finallyReturn':
      return ['try {', ...deeper(javaWaited(inside, name)), '} finally {', ...deeper([loop ? 'continue;' : 'return;']), '}'];
    case 'finallyLog':
      uses.add('log');
      return ['try {', ...deeper(javaWaited(inside, name)), '} finally {', ...deeper(['log.info("through");']), '}'];
    case 'flag':
    case 'flagLog': {
      const failed = draft.name('failed');
      return [
        `boolean ${failed} = false;`,
        ...end(log(), `${failed} = true;`),
        shape === 'flag' ? `if (${failed}) throw new IllegalStateException("failed");` : `if (${failed}) log.info("there was a failure");`,
      ];
    }
    case 'seekBreak':
      return end(log(), seek, 'break;');
    case 'seekStay':
      return end(log(), seek);
    case 'collect':
    case 'collectLog': {
      const failures = draft.name('failures');
      uses.add('log');
      around!.before.push(`List<Exception> ${failures} = new ArrayList<>();`);
      around!.behind.push(
        shape === 'collect'
          ? `if (!${failures}.isEmpty()) throw ${failures}.get(0);`
          : `if (!${failures}.isEmpty()) log.error("{} failed", ${failures}.size());`,
      );
      return end(`${failures}.add(e);`);
    }
    case 'first': {
      const failed = draft.name('failed');
      around!.before.push(`boolean ${failed} = false;`);
      around!.behind.push(`if (${failed}) throw new IllegalStateException("one of them failed");`);
      return end(log(), `${failed} = true;`);
    }
    default:
      return end(log());
  }
}

function retries(place: JavaPlace, name: string, shape: string): Lines {
  const { draft, uses } = place, tries = draft.name('tries'), done = draft.name('done');
  const inLoop: JavaPlace = { ...place, loop: false, record: undefined, around: undefined, gives: true };
  uses.add('log');
  const end = {
    retry: [`if (${tries} == 3) throw e;`],
    retryLog: [`if (${tries} == 3) log.error("given up", e);`],
    retryKeep: [`if (${tries} == 3) {`, ...deeper(shape === 'retryKeep' ? javaKeeping(place, name) : []), '}'],
  }[shape]!;
  return [
    `boolean ${done} = false;`,
    ...braces(
      `for (int ${tries} = 1; !${done} && ${tries} <= 3; ${tries}++) {`,
      caught([...javaWaited(inLoop, name), `${done} = true;`], end),
    ),
  ];
}

/** Keeps the message somewhere else. */
export function javaKeeping({ draft, uses, task, relays, spring }: JavaPlace, name: string, loose = false): Lines {
  const where = draft.pick(`${name}.keep`, task === 'work' ? { topic: 2, table: 1 } : { table: 1, topic: 1 });
  uses.add(where === 'table' ? 'jdbc' : spring ? 'kafkaTemplate' : 'producer');
  if (where === 'topic' && spring) return [`kafkaTemplate.send("orders.dead", order, order)${loose ? '' : '.join()'};`];
  if (where === 'topic') return [`producer.send(new ProducerRecord<>("orders.dead", order))${loose ? '' : '.get()'};`];
  return [`jdbc.update("INSERT INTO ${task === 'send' && !relays ? 'outbox' : 'failed_orders'} (id) VALUES (?)", order);`];
}
