import { inner, type Lines } from './draft';
import { called } from './grammar-calls';
import { keeping } from './grammar-failures';
import type { Expression, Place } from './place';

const LOG = "console.error('failed', error)";

/** How the outcome of the task is waited for. */
export function waited(place: Place, name: string): Lines {
  const { draft, part } = place, expression = called(place, name), { text } = expression;
  if (expression.tells) return asked(place, name, expression);
  const how = draft.pick(`${name}.wait`, {
    await: 14,
    ...(place.last && { return: 2, returnThen: 0.5, returnCatch: 0.5 }),
    float: 2,
    void: 1,
    then: 1,
    thenLoose: 1,
    catchLoose: 1,
    catchLog: 1,
    catchThrow: 1,
    thenBoth: 1,
    catchKeep: 1,
    finally: 0.5,
    later: 1,
    never: 0.5,
    all: 1,
    settled: 1,
    settledRead: 1,
    settledKeep: 1,
    settledSome: 0.5,
    timer: 1,
    immediate: 0.5,
    made: 1,
    madeDeaf: 1,
    race: 0.5,
    any: 0.3,
    self: 0.5,
    selfLoose: 0.5,
    branch: 0.5,
  });
  switch (how) {
    case 'return':
      return [`return ${text};`];
    case 'returnThen':
      return [`return ${text}.then(() => console.log('done'));`];
    case 'returnCatch':
      return [`return ${text}.catch(error => ${LOG});`];
    case 'float':
      return [`${text};`];
    case 'void':
      return [`void ${text};`];
    case 'then':
      return [`await ${text}.then(() => console.log('done'));`];
    case 'thenLoose':
      return [`${text}.then(() => console.log('done'));`];
    case 'catchLoose':
      return [`${text}.catch(error => ${LOG});`];
    case 'catchLog':
      return [`await ${text}.catch(error => ${LOG});`];
    case 'catchThrow':
      return [`await ${text}.catch(error => {`, ...inner([`${LOG};`, 'throw error;']), '});'];
    case 'thenBoth':
      return [`await ${text}.then(() => console.log('done'), error => ${LOG});`];
    case 'catchKeep':
      return [`await ${text}.catch(() => ${keeping(place, name)});`];
    case 'finally':
      return [`await ${text}.finally(() => console.log('through'));`];
    case 'later': {
      const running = draft.name('running');
      return [`const ${running} = ${text};`, "console.log('started');", `await ${running};`];
    }
    case 'never': {
      const running = draft.name('running');
      return [`const ${running} = ${text};`, `console.log('started', ${running});`];
    }
    case 'all':
      return [`await Promise.all([${text}]);`];
    case 'any':
      return [`await Promise.any([${text}]);`];
    case 'settled':
      return [`await Promise.allSettled([${text}]);`];
    case 'settledRead':
    case 'settledKeep':
    case 'settledSome':
      return settled(place, name, how, text);
    case 'timer':
      return [`setTimeout(() => { void ${text}; }, 10);`];
    case 'immediate':
      return [`setImmediate(async () => { await ${text}; });`];
    case 'made':
      return ['await new Promise<void>((resolve, reject) => {', `  ${text}.then(() => resolve(), reject);`, '});'];
    case 'madeDeaf':
      return ['await new Promise<void>(resolve => {', `  ${text}.then(() => resolve(), () => resolve());`, '});'];
    case 'race':
      part.uses.add('sleep');
      return [`await Promise.race([${text}, sleep(1000)]);`];
    case 'self':
      return ['await (async () => {', `  await ${text};`, '})();'];
    case 'selfLoose':
      return ['void (async () => {', `  await ${text};`, '})();'];
    case 'branch':
      return [`if (${place.value} !== '') await ${text};`, "else console.log('nothing to do');"];
    default:
      return [`await ${text};`];
  }
}

function settled(place: Place, name: string, how: string, text: string): Lines {
  const result = place.draft.name('result');
  if (how === 'settledSome')
    return [
      `const ${result} = await Promise.allSettled([${text}]);`,
      `if (${result}.some(({ status }) => status === 'rejected')) throw new Error('failed');`,
    ];
  const then = how === 'settledRead' ? `throw ${result}.reason;` : `await ${keeping(place, name)};`;
  return [`const [${result}] = await Promise.allSettled([${text}]);`, `if (${result}.status === 'rejected') ${then}`];
}

/** A helper said as a value how it went. */
function asked(place: Place, name: string, { text, tells }: Expression): Lines {
  const how = place.draft.pick(`${name}.asked`, { throw: 3, unread: 2, log: 1, keep: 1, float: 0.5, ...(place.loop && { break: 0.5 }) }),
    answer = place.draft.name('answer');
  const failed = { boolean: `!${answer}`, error: `${answer} !== undefined`, result: `!${answer}.ok` }[tells!];
  const read = `const ${answer} = await ${text};`;
  switch (how) {
    case 'unread': return [`await ${text};`];
    case 'float': return [`${text};`];
    case 'log': return [read, `console.log('done', ${answer});`];
    case 'keep': return [read, `if (${failed}) await ${keeping(place, name)};`];
    case 'break': return [read, `if (${failed}) break;`];
    default: return [read, `if (${failed}) throw new Error('failed');`];
  }
}
