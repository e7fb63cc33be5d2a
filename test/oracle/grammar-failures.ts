import { block, inner, tried, type Lines } from './draft';
import { waited } from './grammar-waits';
import { client, type Place } from './place';

const TOLD = ["console.error('failed', error);"];

/** The statements that do the task once: how they are waited for, and what becomes of a failure. */
export function attempt(place: Place, name: string): Lines {
  const { draft, loop, gives, leaves, around, answers } = place;
  const shape = draft.pick(`${name}.catch`, {
    none: 12,
    log: 3,
    throw: 2,
    wrap: 1,
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
    retryForever: 0.5,
    nested: 0.5,
    ...(!gives && { return: 1 }),
    ...(!gives && !place.first && { finallyReturn: 0.5 }),
    ...(loop && { break: 2, continue: 1 }),
    ...(leaves && { seek: 1, seekStay: 0.5, pauseThrow: 0.5, pauseLeave: 0.5 }),
    ...(around && { collect: 2, collectLog: 1, first: 1 }),
    ...(answers && { answer: 3, answerGood: 1 }),
  });
  if (shape === 'none') return waited(place, name);
  const inside: Place = { ...place, last: false };
  if (shape.startsWith('retry')) return retries(inside, name, shape);
  const end = (...lines: Lines): Lines => tried(waited(inside, name), lines);
  const flag = (): string => draft.name('failed');
  const seek = 'consumer.seek({ topic, partition, offset: message.offset });';
  switch (shape) {
    case 'throw':
      return end(...TOLD, 'throw error;');
    case 'wrap':
      return end("throw new Error('failed', { cause: error });");
    case 'kind':
      return end(`if (${isTemporary(place)}) throw error;`, ...TOLD);
    case 'kindKeep':
      return end(`if (${isTemporary(place)}) throw error;`, `await ${keeping(place, name)};`);
    case 'kindSkip':
      return end(`if (${isTemporary(place)}) ${gives || loop ? 'console.log(error);' : 'return;'}`, 'else throw error;');
    case 'keep':
      return end(...TOLD, `await ${keeping(place, name)};`);
    case 'keepLoose':
      return end(...TOLD, `${keeping(place, name)};`);
    case 'keepLog':
      return end(...tried([`await ${keeping(place, name)};`], ["console.error('not even kept', worse);"], 'worse'));
    case 'memory':
      place.part.uses.add('waiting');
      return end(`waiting.push(${place.value});`);
    case 'nested':
      return tried(tried(waited(inside, name), [...TOLD, 'throw error;']), ["console.error('failed again', outer);"], 'outer');
    case 'later': {
      const error = draft.name('failure');
      return [
        `let ${error}: unknown;`,
        ...end(`${error} = error;`),
        "console.log('through');",
        `if (${error} !== undefined) throw ${error};`,
      ];
    }
    case 'break':
      return end(...TOLD, 'break;');
    case 'continue':
      return end(...TOLD, 'continue;');
    case 'return':
      return end(...TOLD, 'return;');
    case 'finallyReturn':
      return ['try {', ...inner(waited(inside, name)), '} finally {', ...inner([loop ? 'continue;' : 'return;']), '}'];
    case 'finallyLog':
      return ['try {', ...inner(waited(inside, name)), '} finally {', ...inner(["console.log('through');"]), '}'];
    case 'flag':
    case 'flagLog': {
      const failed = flag();
      return [
        `let ${failed} = false;`,
        ...end(...TOLD, `${failed} = true;`),
        `if (${failed}) ${shape === 'flag' ? "throw new Error('failed');" : "console.log('there was a failure');"}`,
      ];
    }
    case 'seek':
      return end(...TOLD, seek, leaves!);
    case 'seekStay':
      return end(...TOLD, seek);
    case 'pauseThrow':
      return end('setTimeout(pause(), 1000);', 'throw error;');
    case 'pauseLeave':
      return end('setTimeout(pause(), 1000);', leaves!);
    case 'collect':
    case 'collectLog': {
      const failures = draft.name('failures');
      around!.before.push(`const ${failures}: unknown[] = [];`);
      around!.behind.push(
        shape === 'collect'
          ? `if (${failures}.length > 0) throw new AggregateError(${failures});`
          : `if (${failures}.length > 0) console.error(${failures});`,
      );
      return end(`${failures}.push(error);`);
    }
    case 'first': {
      const failed = flag();
      around!.before.push(`let ${failed} = false;`);
      around!.behind.push(`if (${failed}) throw new Error('one of them failed');`);
      return end(...TOLD, `${failed} = true;`);
    }
    case 'answer':
      return end(...TOLD, 'response.status(500).end();', 'return;');
    case 'answerGood':
      return end(...TOLD, 'response.status(200).end();', 'return;');
    default:
      return end(...TOLD);
  }
}

function isTemporary({ draft, part }: Place): string {
  draft.kinds = true;
  part.uses.add('code');
  return "codeOf(error) === 'ECONNRESET'";
}

/** Tries some times. */
function retries(place: Place, name: string, shape: string): Lines {
  place.part.uses.add('sleep');
  const inLoop: Place = { ...place, loop: false, leaves: undefined, around: undefined, answers: undefined, gives: true };
  const tries = place.draft.name('tries'), done = place.draft.name('done');
  const end: Readonly<Record<string, () => Lines>> = {
    retry: () => [`if (${tries} === 3) throw error;`], retryLog: () => [`if (${tries} === 3) console.error('given up', error);`],
    retryKeep: () => [`if (${tries} === 3) await ${keeping(place, name)};`], retryForever: () => [],
  };
  return block(`for (let ${tries} = 1, ${done} = false; !${done}${shape === 'retryForever' ? '' : ` && ${tries} <= 3`}; ${tries}++) {`,
    tried([...waited(inLoop, name), `${done} = true;`], [...end[shape](), 'await sleep(100);']));
}

/** Keeps the message somewhere else. */
export function keeping(place: Place, name: string): string {
  const { draft, value, task, relays } = place;
  const where = draft.pick(`${name}.keep`, task === 'work' ? { topic: 2, table: 1, outbox: 0.5 } : { table: 1, topic: 1 });
  if (where === 'topic') return `${client(place, 'producer')}.send({ topic: 'orders.dead', messages: [{ value: ${value} }] })`;
  return `${client(place, 'pool')}.query('INSERT INTO ${where === 'outbox' || (task === 'send' && !relays) ? 'outbox' : 'failed_orders'} (id) VALUES ($1)', [${value}])`;
}
