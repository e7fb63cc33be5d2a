import { createTypeScript } from '../../src/core/languages/typescript/index';
import type { Expr } from '../../src/core/flow/unit';
import { call, changes, type MakeRepair as Make } from './flow-text';

const typescript = createTypeScript();

describe('TypeScript: wait', () => {
  wait('a statement of an async function', 'async function f() { p.send(x); }', 'async function f() { await p.send(x); }');
  wait('void', 'async function f() { void p.send(x); }', 'async function f() { await p.send(x); }');
  wait('a condition', 'async function f() { a && p?.send(x); }', 'async function f() { a && await p?.send(x); }');
  wait('a chain', 'async function f() { p.send(x).then(a).catch(b); }', 'async function f() { await p.send(x).then(a).catch(b); }');
  wait('a variable that nobody reads', 'async function f() { const r = p.send(x); }', 'async function f() { const r = await p.send(x); }');
  wait('a variable that is read', 'async function f() { const r = p.send(x); return r; }', undefined);
  wait('the top level of a module', "import p from 'p';\np.send(x);", "import p from 'p';\nawait p.send(x);");
  wait('the top level of a script', "const p = require('p');\np.send(x);", undefined, 'a.js');
  wait('a callback', 'run({ eachMessage: ({ message }) => { p.send(message); } });', 'run({ eachMessage: async ({ message }) => { await p.send(message); } });');
  wait('a function expression', 'on("x", function (m) { p.send(m); });', 'on("x", async function (m) { await p.send(m); });');
  wait('a method of an object', 'run({ eachMessage(m) { p.send(m); } });', 'run({ async eachMessage(m) { await p.send(m); } });');
  wait('a method', 'class A { @D() private m(): void { this.p.send(1); } }', 'class A { @D() private async m(): Promise<void> { await this.p.send(1); } }');
  wait('a function', 'export function f(x: X) { p.send(x); }', 'export async function f(x: X) { await p.send(x); }');
  wait('a function that returns something', 'function f() { p.send(x); return 1; }', undefined);
  wait('a constructor', 'class A { constructor() { p.send(x); } }', undefined);
  wait('an accessor', 'class A { get a() { p.send(x); return 1; } }', undefined);
  wait('a generator', 'function* f() { p.send(x); }', undefined);
  wait('a static block', "export {}; class A { static { p.send(x); } }", undefined);
  wait('an executor', 'new Promise((done) => { p.send(x); done(); });', undefined);
  wait('a callback whose result is used at once', 'xs.filter((x) => { p.send(x); return true; });', undefined);
  wait('each of a list, by an expression', 'async function f() { xs.forEach((x) => p.send(x)); }', 'async function f() { await Promise.all(xs.map((x) => p.send(x))); }');
  wait('each of a list, in a block', 'async function f() { xs.forEach((x: X) => { p.send(x); }); }', 'async function f() { for (const x of xs) { await p.send(x); } }');
  wait('each of a map', 'async function f(m: Map<A, B>) { m.forEach((x) => p.send(x)); }', undefined);
  wait('an async forEach', 'async function f() {\n  xs.forEach(async ({ a }) => {\n    await p.send(a); // each\n  });\n}', 'async function f() {\n  for (const { a } of xs) {\n    await p.send(a); // each\n  }\n}', 'a.ts', 'forEach');
  wait('an async forEach that returns', 'async function f() { xs.forEach(async (x) => { if (!x) return; await p.send(x); }); }', 'async function f() { await Promise.all(xs.map(async (x) => { if (!x) return; await p.send(x); })); }', 'a.ts', 'forEach');
  wait('a forEach that runs plain code', 'async function f() { xs.forEach((x) => { a(x); }); }', undefined, 'a.ts', 'forEach');
  wait('a dropped map', 'async function f() { xs.map(async (x) => { await p.send(x); }); }', 'async function f() { await Promise.all(xs.map(async (x) => { await p.send(x); })); }', 'a.ts', 'map');
  wait('what is awaited already', 'async function f() { await p.send(x); }', undefined);
});

describe('TypeScript: rethrow', () => {
  rethrow('on one line', 'try { a(); } catch (e) { log(e) }', 'try { a(); } catch (e) { log(e); throw e; }');
  rethrow('in an empty block', 'try { a(); } catch {}', 'try { a(); } catch (error) { throw error; }');
  rethrow('on lines', 'try {\n  a();\n} catch (e) {\n  log(e); // why\n  // later\n}\n', 'try {\n  a();\n} catch (e) {\n  log(e); // why\n  // later\n  throw e;\n}\n');
  rethrow('in place of a return', 'function f() {\n  try {\n    a();\n  } catch (e) {\n    return null;\n  }\n}', 'function f() {\n  try {\n    a();\n  } catch (e) {\n    throw e;\n  }\n}');
  rethrow('what is rethrown already', 'try { a(); } catch (e) { throw e; }', undefined);

  rethrowIn('an expression', 'a().catch((e) => log(e));', 'a().catch((e) => { log(e); throw e; });');
  rethrowIn('an object', 'a().catch(e => ({ e }));', 'a().catch(e => { ({ e }); throw e; });');
  rethrowIn('no parameter', 'a().catch(() => {});', 'a().catch((error) => { throw error; });');
  rethrowIn('a block', 'a().catch(function (e) {\n\tlog(e);\n});', 'a().catch(function (e) {\n\tlog(e);\n\tthrow e;\n});');
});

describe('TypeScript: dropLink', () => {
  change('the last link', 'await p.send(x).catch(() => {});', 'await p.send(x);', (to, ...at) => to.dropLink(...at, call(at[0], 'catch')));
  change('a link in the middle', 'p.send(x)\n  .catch(a)\n  .then(b);', 'p.send(x)\n  .then(b);', (to, ...at) => to.dropLink(...at, call(at[0], 'catch')));
  change('a link under a comment', 'p.send(x)\n  // why\n  .catch(a);', 'p.send(x)\n  // why\n  ;', (to, ...at) => to.dropLink(...at, call(at[0], 'catch')));
});

describe('TypeScript: moveAfter and remove', () => {
  move('past another statement', 'async function f(m) {\n  await c.commit(m); // done\n  await work(m);\n  // end\n}', 'async function f(m) {\n  await work(m);\n  await c.commit(m); // done\n  // end\n}');
  move('out of a block', 'async function f(m) {\n  if (m) {\n    await c.commit(m);\n    a();\n  }\n  await work(m);\n}', 'async function f(m) {\n  if (m) {\n    a();\n  }\n  await work(m);\n  await c.commit(m);\n}');
  move('out of the reach of its names', 'async function f() {\n  for (const m of xs) {\n    await c.commit(m);\n  }\n  await work();\n}', undefined);
  move('past a return', 'async function f(m) {\n  await c.commit(m);\n  return work(m);\n}', undefined);
  move('part of a statement', 'async function f(m) {\n  const x = await c.commit(m);\n  await work(m);\n}', undefined);

  remove('a line', 'a();\nawait c.commit(); // why\nb();', 'a();\nb();');
  remove('one of a line', 'a(); c.commit(); b();', 'a(); b();');
  remove('a body without braces', 'if (a) c.commit(); else b();', 'if (a) {} else b();');
  remove('a statement after one without a semicolon', 'if (a) {\n  b()\n  c.commit()\n}', 'if (a) {\n  b()\n}');
  remove('part of an expression', 'x = c.commit();', undefined);
});

describe('TypeScript: plusOne', () => {
  offset('a string', 'commit({ offset: m.offset });', 'commit({ offset: (BigInt(m.offset) + 1n).toString() });');
  offset('a shorthand', 'commit([{ topic, offset }]);', 'commit([{ topic, offset: (BigInt(offset) + 1n).toString() }]);');
  offset('a sum of a string', 'commit({ offset: m.offset + 1 });', 'commit({ offset: (BigInt(m.offset) + 1n).toString() });');
  offset('a converted number', 'commit({ offset: String(Number(m.offset)) });', 'commit({ offset: (BigInt(m.offset) + 1n).toString() });');
  offset('a number', 'commit({ offset: m.offset });', 'commit({ offset: m.offset + 1 });', 'number');
  offset('a choice of numbers', 'commit({ offset: a ? b : c });', 'commit({ offset: (a ? b : c) + 1 });', 'number');
});

function change(title: string, text: string, expected: string | undefined, make: Make, path = 'a.ts'): void {
  changes(title, () => typescript, path, text, expected, make);
}

function wait(title: string, text: string, expected: string | undefined, path = 'a.ts', name = 'send'): void {
  change(title, text, expected, (to, unit, source) => to.wait(unit, source, call(unit, name), 'promise'), path);
}

function rethrow(title: string, text: string, expected: string | undefined): void {
  change(title, text, expected, (to, unit, source) => {
    for (const func of unit.funcs) for (const step of func.body) if (step.kind === 'try') return to.rethrow(unit, source, func, step.catches[0]);
    return undefined;
  });
}

function rethrowIn(title: string, text: string, expected: string): void {
  change(`in a callback: ${title}`, text, expected, (to, unit, source) => to.rethrowIn(unit, source, unit.funcs[1]));
}

function move(title: string, text: string, expected: string | undefined): void {
  change(`moves ${title}`, text, expected, (to, unit, source) => to.moveAfter(unit, source, call(unit, 'commit'), call(unit, 'work').statement));
}

function remove(title: string, text: string, expected: string | undefined): void {
  change(`removes ${title}`, text, expected, (to, unit, source) => to.remove(unit, source, call(unit, 'commit')));
}

function offset(title: string, text: string, expected: string, form: 'string' | 'number' = 'string'): void {
  change(title, text, expected, (to, unit, source) => to.plusOne(unit, source, offsetIn(call(unit, 'commit').args[0])!, form));
}

function offsetIn(value: Expr): Expr | undefined {
  const object = value.kind === 'array' ? value.items[0] : value;
  return object.kind === 'object' ? object.properties.find((one) => one.name === 'offset')?.value : undefined;
}
