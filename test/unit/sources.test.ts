import assert from 'node:assert/strict';
import type { Follow } from '../../src/core/analysis/sources/questions';
import { Program } from '../../src/core/analysis/program/program';
import { Types } from '../../src/core/analysis/values/types';
import { createTypeScript } from '../../src/core/languages/typescript/index';
import type { LanguageModule } from '../../src/core/flow/language';
import type { Unit } from '../../src/core/flow/unit';
import { call, loadJava, show } from './flow-text';

const script = createTypeScript();

/** Where the value at a path inside the argument of the one call of `seen` comes from; `…` stands for what cannot be seen. */
function sources(language: LanguageModule, files: Readonly<Record<string, string>>, path: readonly string[], how: Follow): string[] {
  const units = Object.entries(files).map(([name, text]) => language.lower(name, text));
  assert.deepEqual(units.filter(({ broken }) => broken).map(unit => unit.path), []);
  const unit = units.find(one => call(one, 'seen') !== undefined) as Unit;
  const { found, open } = new Types(new Program(units), []).sources.of({ unit, expr: call(unit, 'seen').args[0] }, path, how);
  const named = found.map(source => (source.expr.kind === 'function' ? `${source.unit.funcs[source.expr.func].name}()` : show(source.unit, source.expr)));
  return open === undefined ? named : [...named, open === 'bound' ? '… and more' : '…'];
}

describe('where a value comes from in scripts', () => {
  const cases: [title: string, text: string, found: string[]][] = [
    ['constants, assignments and choices', 'let a = 1; a = 2; const b = c ? a : 3; seen(b);', ['1', '2', '3']],
    ['`a && b || c`', 'seen(a && 1 || 2);', ['1', '2']],
    ['properties, the last one first of those that are spread', 'const base = { x: 1, y: 2 }; const all = { ...base, x: 3, ...{ z: 4 } }; seen(all.x);', ['3']],
    ['what is spread later wins', 'const base = { x: 1 }; const all = { x: 3, ...base }; seen(all.x);', ['1']],
    ['destructuring', 'const { a: { b } } = { a: { b: 1 } }; const [c] = [b]; seen(c);', ['1']],
    ['what a function returns, with its arguments', 'const make = (n) => ({ n, m: 0 }); make(5); seen(make(7).n);', ['7']],
    ['the object of a factory', 'function create() { const publish = async () => {}; return { publish }; } const bus = create(); seen(bus.publish);', ['publish()']],
    ['a property that is assigned', 'const o = {}; o.a = { b: 1 }; o.a.b = 2; seen(o.a.b);', ['1', '2']],
    ['elements of a list', 'const list = [1, ...[2]]; list.push(3); for (const x of list) seen(x);', ['1', '2', '3']],
    ['values of a map', 'const m = new Map([["a", 1]]); m.set("b", 2); for (const [, v] of m) seen(v);', ["'a'", '1', '2']],
    ['a table of functions', 'const t = { a() {}, b() {} }; seen(t[key]);', ['a()', 'b()']],
    ['what `forEach` and `map` hand on', '[1, 2].map(n => ({ n })).forEach(o => seen(o.n));', ['1', '2']],
    ['`Object.values`, `Object.assign`, `Object.freeze`', 'const o = Object.freeze(Object.assign({ a: 1 }, { b: 2 })); Object.values(o).forEach(v => seen(v));', ['1', '2']],
    ['fields, set by the constructor, a setter and from outside', 'class A { x = 1; constructor() { this.x = 2; } set() { this.x = 3; } go() { seen(this.x); } } const a = new A(); a.x = 4;', ['1', '2', '3', '4']],
    ['arguments of a constructor', 'class A { constructor(private n) {} } seen(new A(5).n);', ['5']],
    ['`global`', 'global.x = 1; seen(globalThis.x);', ['1']],
    ['bound functions', 'const f = function named() {}.bind(this); seen(f);', ['named()']],
    ['a parameter, when nobody asks for callers', 'function f(x) { seen(x); } f(1);', ['…']],
    ['what cannot be seen', 'const o = require("x"); seen(o.a.b);', ['o.a.b', '…']],
    ['a circle', 'let a = b; let b = a; a = 1; seen(b);', ['1']],
  ];
  for (const [title, text, found] of cases) it(title, () => assert.deepEqual(sources(script, { 'a.ts': text }, [], {}), found));

  it('is followed over imports, exports and writes of other files', () => {
    const files = {
      'list.ts': 'export const list = [1]; export const options = {}; export default { deep: { er: 2 } };',
      'index.ts': "export * from './list'; export { default as all } from './list';",
      'other.ts': "import { list, options } from './index'; list.push(3); options.on = 4;",
      'use.ts': "import { all, list, options } from './index'; seen([list, options, all]);",
    };
    assert.deepEqual(sources(script, files, ['[]', '[]'], {}).sort(), ['1', '3', '4', '{er: 2}']);
    assert.deepEqual(sources(script, files, ['[]', 'on'], {}), ['4', '…']);
  });

  it('is followed to callers when they are asked for', () => {
    const files = { 'a.ts': 'function outer(o) { inner({ x: o.y }); } function inner(p) { seen(p.x); } outer({ y: 1 }); outer({ y: 2 });' };
    assert.deepEqual(sources(script, files, [], { callers: true }), ['1', '2']);
    assert.deepEqual(sources(script, files, [], {}), ['p.x', '…']);
  });

  it('says where it stops at a bound', () => {
    const chain = Array.from({ length: 500 }, (_, i) => `const a${i + 1} = a${i};`).join(' ');
    assert.deepEqual(sources(script, { 'a.ts': `const a0 = 1; ${chain} seen(a500);` }, [], {}), ['… and more']);
    const calls = Array.from({ length: 13 }, (_, i) => `f(${i});`).join(' ');
    assert.equal(sources(script, { 'a.ts': `function f(x) { seen(x); } ${calls}` }, [], { callers: true }).at(-1), '… and more');
  });

  it('ends where many objects of one interface lead to one another', () => {
    const count = 40, stages = Array.from({ length: count }, (_, i) => `const s${i}: Stage = { run: s${(i + 1) % count}.next.run, next: s${(i + 3) % count}.next };`).join(' ');
    const text = `interface Stage { run(): void; next: Stage } ${stages} function f(first: Stage) { seen(first.run); }`;
    assert.deepEqual([...new Set(sources(script, { 'a.ts': text }, [], {}))], ['run()']);
    assert.deepEqual([...new Set(sources(script, { 'a.ts': `function own() {} ${text.replace('s1.next.run', 'own')}` }, [], {}))], ['own()', 'run()']);
  });

  it('stops at choices and fields where the value is asked for as it is written', () => {
    assert.deepEqual(sources(script, { 'a.ts': 'const x = process.env.X || 1; seen(x);' }, [], { asWritten: true }), ['process.env.X | 1']);
    assert.deepEqual(sources(script, { 'a.ts': 'class A { x = 1; go() { seen(this.x); } }' }, [], { asWritten: true }), ['x']);
  });
});

describe('where a value comes from in Java', () => {
  let java: LanguageModule;
  before(async () => { java = await loadJava(); });

  const cases: [title: string, text: string, found: string[]][] = [
    ['lists, maps and streams', 'void m() { List<Integer> l = new ArrayList<>(List.of(1)); l.add(2); l.stream().filter(x -> x > 0).forEach(x -> seen(x)); }', ['1', '2']],
    ['entries of a map', 'void m() { Map<String, Integer> m = new HashMap<>(); m.put("a", 1); for (Map.Entry<String, Integer> e : m.entrySet()) seen(e.getValue()); }', ['1']],
    ['an optional value', 'void m() { seen(Optional.ofNullable(1).map(x -> 2).orElse(3)); }', ['2', '3']],
    ['a builder whose steps are not written out', 'void m() { Config c = Config.builder().retries(3).acks("1").build(); seen(c.getRetries()); }', ['3']],
    ['a record', 'record R(int n, String s) {} void m() { R r = new R(4, "x"); seen(r.n()); }', ['4']],
    ['a constructor', 'static class B { private final int n; B(int n) { this.n = n; } int n() { return n; } } void m() { seen(new B(6).n()); }', ['6']],
    ['a constant of another class', 'static class C { static final int N = 8; } void m() { seen(C.N); }', ['8']],
  ];
  for (const [title, text, found] of cases) {
    it(title, () => assert.deepEqual(sources(java, { 'A.java': `import java.util.*; class A { ${text} }\n@lombok.Builder @lombok.Data class Config { int retries; String acks; }` }, [], { callers: true }), found));
  }
});
