import { all, rowsOf, type RuntimeTable } from './row';

const SEARCH = 'at includes indexOf lastIndexOf find findIndex findLast findLastIndex every some';
const WALK = 'keys values entries forEach map filter flat flatMap reduce reduceRight join slice toReversed toSorted toSpliced with';

/** What every host of ECMAScript has, and what browsers and Node have beside it. */
export const ecmascript: RuntimeTable = {
  id: 'ecmascript',
  language: 'typescript',
  source: 'https://tc39.es/ecma262/#sec-global-object and https://nodejs.org/api/globals.html',
  rows: [
    ...all('pure', 'Math', 'Object', 'Array', 'String', 'Number', 'BigInt', 'Boolean', 'Symbol', 'Error', 'Promise', 'Intl', 'Reflect', 'Uint8Array', 'URL', 'performance'),
    ...['Math', 'Object', 'Array', 'String', 'Number', 'BigInt', 'Boolean', 'Symbol', 'Date', 'structuredClone', 'encodeURIComponent', 'encodeURI', 'escape', 'unescape', 'btoa',
      'isNaN', 'isFinite', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask', 'parseInt', 'parseFloat', 'require',
    ].map(of => ({ of, methods: '()', kind: 'pure' as const })),
    ...['decodeURIComponent', 'decodeURI', 'atob'].map(of => ({ of, methods: '()', kind: 'parse' as const })),
    ...rowsOf('Object', { methods: 'keys values entries getOwnPropertyNames', kind: 'pure', gives: 'Array.prototype' }),
    ...rowsOf('Array', { methods: 'from of () ', kind: 'pure', gives: 'Array.prototype' }),
    ...rowsOf('String', { methods: '() fromCharCode fromCodePoint raw', kind: 'pure', gives: 'String.prototype' }),
    ...rowsOf('Number', { methods: '() parseInt parseFloat', kind: 'pure', gives: 'Number.prototype' }),
    ...rowsOf('Date', { methods: 'now parse UTC', kind: 'pure', gives: 'Number.prototype' }),
    ...rowsOf('JSON', { methods: 'parse', kind: 'parse' }, { methods: 'stringify', kind: 'pure', gives: 'String.prototype' }),
    ...rowsOf('Buffer', { methods: 'from of alloc allocUnsafe concat', kind: 'pure', gives: 'Buffer.prototype' }, { methods: 'byteLength compare isBuffer isEncoding', kind: 'pure' }),
    ...rowsOf('crypto', { methods: 'randomUUID getRandomValues', kind: 'pure' }),
    ...rowsOf('Promise.prototype', { methods: 'then catch finally', kind: 'pure', loose: true }),
    ...rowsOf('Function.prototype', { methods: 'bind toString', kind: 'pure', loose: true }),
    ...rowsOf('Object.prototype', { methods: 'hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf toLocaleString', kind: 'pure', loose: true }),
    ...rowsOf('String.prototype', {
      methods: 'charAt charCodeAt codePointAt at concat isWellFormed toWellFormed localeCompare normalize padStart padEnd repeat replace replaceAll slice substring substr trim trimStart trimEnd'
        + ' toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase toString valueOf',
      kind: 'pure', gives: 'String.prototype', loose: true,
    }, { methods: 'endsWith includes indexOf lastIndexOf match matchAll search split startsWith', kind: 'pure', gives: 'Array.prototype', loose: true }),
    ...rowsOf('Number.prototype', { methods: 'toExponential toFixed toPrecision toString toLocaleString valueOf', kind: 'pure', gives: 'String.prototype', loose: true }),
    ...rowsOf('RegExp.prototype', { methods: 'exec test compile toString', kind: 'pure', gives: 'Array.prototype', loose: true }),
    ...rowsOf('Array.prototype',
      { methods: `${SEARCH} concat copyWithin toString toLocaleString ${WALK}`, kind: 'pure', gives: 'Array.prototype', loose: true },
      { methods: 'fill pop push reverse shift unshift sort splice', kind: 'memory', gives: 'Array.prototype', loose: true }),
    ...['Map.prototype', 'Set.prototype', 'WeakMap.prototype', 'WeakSet.prototype', 'Headers.prototype', 'URLSearchParams.prototype', 'FormData.prototype'].flatMap(of => rowsOf(of,
      { methods: 'get getAll has keys values entries forEach size', kind: 'pure', loose: true },
      { methods: 'set add clear', kind: 'memory', loose: true }, { methods: 'append delete sort', kind: 'memory' })),
    ...rowsOf('Date.prototype', { methods: '*', kind: 'pure', gives: 'Date.prototype' }),
    ...rowsOf('Iterator.prototype', { methods: 'next return throw', kind: 'pure', loose: true }),
    ...['Buffer.prototype', 'Uint8Array.prototype', 'DataView.prototype'].flatMap(of => all('pure', of)),
    ...rowsOf('Buffer.prototype', { methods: 'toString', kind: 'pure', gives: 'String.prototype' }),
    ...all('pure', 'TextEncoder.prototype', 'Intl.DateTimeFormat.prototype', 'Intl.NumberFormat.prototype', 'Intl.PluralRules.prototype', 'Intl.ListFormat.prototype', 'Intl.RelativeTimeFormat.prototype',
      'Intl.Collator.prototype', 'Error.prototype', 'URL.prototype', 'AbortController.prototype', 'WeakRef.prototype', 'Boolean.prototype', 'BigInt.prototype', 'Symbol.prototype'),
    ...all('parse', 'TextDecoder.prototype'),
    ...all('log', 'console'),
  ],
};
