import { EventEmitter } from 'node:events';
import { posix } from 'node:path';
import { transformSync } from 'esbuild';
import { kafkajs } from './clients';
import type { Consumer } from './consumer';
import { otherDatabases, pg } from './database';
import { express, type Routes } from './http';
import { idsIn, type Store } from './store';
import type { World } from './world';

/** A program: TypeScript files by path, as the reviewer and the stand-ins get them. */
export type Files = ReadonlyMap<string, string>;

type Module = (require: (name: string) => unknown, exports: object, globals: Globals) => void;
type Globals = Record<string, unknown>;

/** A program that can be started many times. */
export type Compiled = ReadonlyMap<string, Module>;

/** Functions that programs only declare: what they do is the work. */
export const DECLARED = ['charge', 'ship', 'chargeAll'];
const CALLBACKS = ['chargeThen', 'shipThen'];
const NAMES = [
  ...DECLARED,
  ...CALLBACKS,
  'fetch',
  'console',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'logger',
];

/** Makes functions of the files. */
export function compile(files: Files): Compiled {
  return new Map([...files].filter(([path]) => path.endsWith('.ts')).map(([path, text]) => {
    const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'es2022' });
    const run = new Function('require', 'module', ...NAMES, code) as (...given: unknown[]) => void;
    return [path, (require: unknown, module: object, globals: Globals) => run(require, module, ...NAMES.map(name => globals[name]))];
  }));
}

/** A process in which a program runs: what its modules export, and its consumers. */
export interface Process {
  load(path: string): Record<string, unknown>;
  consumers: Consumer[];
  routes: Routes;
}

/** Starts a process: each module runs when it is first asked for. */
export function processOf(compiled: Compiled, world: World, store: Store): Process {
  const consumers: Consumer[] = [], routes: Routes = new Map(), loaded = new Map<string, { exports: Record<string, unknown> }>();
  const outside: Record<string, unknown> = {
    kafkajs: kafkajs(world, store, consumers),
    pg: pg(world, store),
    ...otherDatabases(world, store),
    'node:events': { EventEmitter },
    express: express(routes),
  };
  const globals = globalsOf(world, store);
  const load = (path: string): Record<string, unknown> => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const run = compiled.get(path);
    if (!run) throw new Error(`no module ${path}`);
    const module = { exports: {} as Record<string, unknown> };
    loaded.set(path, module);
    run((name: string) => outside[name] ?? load(`${posix.join(posix.dirname(path), name)}.ts`), module, globals);
    return module.exports;
  };
  return { load, consumers, routes };
}

function globalsOf(world: World, store: Store): Globals {
  const work = (name: string) => (...given: unknown[]) => {
    const ids = idsIn(given);
    return world.call('work', name, ids, () => store.did(name, ids));
  };
  const quiet = () => {};
  return {
    ...Object.fromEntries(DECLARED.map(name => [name, work(name)])),
    ...Object.fromEntries(
      CALLBACKS.map(name => [
        name,
        (order: string, done: (error: Error | null) => void) => {
          work(name)(order).then(() => done(null), done);
        },
      ]),
    ),
    fetch: async (url: string, options: unknown) => work(`fetch ${url}`)(options).then(() => ({ ok: true, status: 200 })),
    console: { log: quiet, info: quiet, warn: quiet, error: quiet },
    logger: { info: quiet, warn: quiet, error: quiet },
    process: {
      env: {},
      on: quiet,
      once: quiet,
      exit: () => {
        world.end();
        return new Promise(quiet);
      },
    },
    setTimeout: (run: (...given: unknown[]) => void, milliseconds = 1, ...given: unknown[]) =>
      world.after(milliseconds, () => run(...given)),
    setImmediate: (run: () => void) => world.after(0, run),
    setInterval: (run: () => void, milliseconds: number) => world.every(milliseconds, run),
    clearTimeout: (timer: number) => world.cancel(timer),
    clearInterval: (timer: number) => world.cancel(timer),
  };
}
