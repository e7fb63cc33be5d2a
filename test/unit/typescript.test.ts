import assert from 'node:assert/strict';
import { createTypeScript } from '../../src/core/languages/typescript/index';
import type { Unit } from '../../src/core/flow/unit';
import { printed, show, symbol, use } from './flow-text';

const language = createTypeScript();

describe('TypeScript: steps', () => {
  steps('receiver, arguments, then the call', 'a.b(c(), d.e()).f();', [
    'c() argument b 0', 'd.e() argument b 1', 'a.b(c(), d.e()) receiver f', 'a.b(c(), d.e()).f() dropped',
  ]);
  steps('await, void and conditional calls', 'await a(); void b(); c && d(); e?.f();', [
    'a() awaited', 'b() dropped', 'branch c', '  d() dropped', '  |', 'e.f() dropped',
  ]);
  steps('an await of a value', 'const p = a(); await p;', ['a() stored p', 'p = a()', 'await p']);
  steps('literals and casts around arguments', 'a({ b: [c() as X, (d())!], ...e() });', [
    'c() argument a 0 b.[]', 'd() argument a 0 b.[]', 'e() argument a 0', 'a({b: [c(), d()], : ...e()}) dropped',
  ]);
  steps('a spread in an array', 'a({ b: [...c()] });', ['c() argument a 0 b', 'a({b: [...c()]}) dropped']);
  steps('either value', 'const x = a ? b() : c(); const y = d ?? e();', [
    'branch a', '  b() stored x', '  |', '  c() stored x', 'x = b() | c()', 'branch d', '  |', '  e() stored y', 'y = d | e()',
  ]);
  steps('assignments', 'let x; x = y = a(); x += b(); [x, z.w] = c();', [
    'x = undefined', 'a() escapes', 'y = a()', 'x = a()', 'b() tested', 'x = x + b()', 'c() stored x', 'x = c()[]', 'z.w = c()[]',
  ]);
  steps('loops', 'for (const x of a()) b(x); for (;;) c(); while (d()) {} do e(); while (f); for (const k in o) g();', [
    'a() iterated', 'loop each a() as x', '  b(x) dropped', 'loop while', '  c() dropped', 'loop while d()', '  d() tested',
    'loop while f', '  e() dropped', 'loop while o as k', '  g() dropped',
  ]);
  steps('try', 'try { a(); } catch (e) { b(e); throw e; } finally { c(); }', [
    'try', '  a() dropped', 'catch e', '  b(e) dropped', '  throw e', 'finally', '  c() dropped',
  ]);
  steps('switch', 'switch (a) { case 1: case 2: b(); break; default: { c(); break; } }', [
    'branch a', '  b() dropped', '  |', '  c() dropped',
  ]);
  steps('if and exits', 'out: for (const x of xs) { if (x) continue out; else { break; } }', [
    'loop each xs as x', '  branch x', '    continue', '    |', '    break',
  ]);
  steps('text', 'a(`x ${b()}`, "c" + d + "e"); sql`f ${g()}`;', [
    'b() tested', "a(`'x ' b()`, `'c' d 'e'`) dropped", 'g() argument sql 1', "sql(`'f ' ''`, g()) dropped",
  ]);
  steps('new', 'const k = new kafka_1.Kafka<X>({ b: c() });', [
    'c() argument Kafka 0 b', 'new kafka_1.Kafka({b: c()}) stored k', 'k = new kafka_1.Kafka({b: c()})',
  ]);
  steps('JSX', 'const x = <A b={c()} {...d}>{e()}</A>;', ['c() escapes', 'e() escapes', 'x = other'], 'a.tsx');
  steps('sequences and indirect calls', '(0, a.b)(c); (d(), e());', ['a.b(c) dropped', 'd() dropped', 'e() dropped']);
});

describe('TypeScript: functions', () => {
  it('names them, and says where they go', () => {
    const unit = lower('async function a() {} const b = () => 1; run({ c: async function () {}, async d() {}, get e() { return 1; } }, () => {}); class F { g() {} constructor() {} h = () => {}; }');
    assert.deepEqual(unit.funcs.slice(1).map((one) => [one.name, one.kind, one.async, one.use ? use(unit, one.use) : '']), [
      ['a', 'function', true, ''], ['b', 'lambda', false, 'stored b'], ['c', 'lambda', true, 'argument run 0 c'],
      ['d', 'lambda', true, 'argument run 0 d'], ['e', 'accessor', false, 'argument run 0 e'], ['', 'lambda', false, 'argument run 1'],
      ['g', 'method', false, ''], ['constructor', 'constructor', false, ''], ['h', 'lambda', false, 'stored h'],
    ]);
  });

  it('keeps the steps of a callback apart', () => {
    const unit = lower('function a() { xs.map((x) => send(x)); } class B { m() { n(() => p()); } }');
    const [, a, arrow, m, inner] = unit.funcs;
    assert.deepEqual(printed(unit, a), ['xs.map(=>) dropped']);
    assert.deepEqual(printed(unit, arrow), ['send(x) returned', 'return send(x)']);
    assert.equal(arrow.expression, true);
    assert.deepEqual([a.parent, arrow.parent, m.parent, inner.parent], [0, a.id, undefined, m.id]);
  });

  it('gives each position one parameter and follows what is taken out of it', () => {
    const unit = lower('async function f({ message: { value }, topic = "t" }: Payload, b = 1, ...c: X[]) { use(value); }');
    const [payload, b, c] = unit.funcs[1].params.map((id) => unit.symbols[id]);
    assert.deepEqual([payload.name, payload.type?.name, b.name, c.type?.name], ['', 'Payload', 'b', 'Array']);
    const value = symbol(unit, 'value');
    assert.deepEqual([value.route, value.values[0]], ['message.value', { kind: 'name', name: '', symbol: payload.id, span: payload.span }]);
  });

  it('reads compiled async functions as what they were', () => {
    const unit = lower('class A { m() { return __awaiter(this, void 0, void 0, function* () { yield this.p.send(); }); } }');
    assert.deepEqual(unit.funcs.slice(1).map((one) => [one.name, one.async, printed(unit, one)]), [['m', true, ['this.p.send() awaited']]]);
  });
});

describe('TypeScript: names', () => {
  it('finds uses above and below the declaration', () => {
    const unit = lower('function f() { return p.send(p.x, [p]); } const p = g();');
    assert.deepEqual(symbol(unit, 'p').reads.map((one) => use(unit, one.use)), ['receiver send', 'member x', 'argument send 1 []']);
  });

  it('keeps blocks apart', () => {
    const unit = lower('const a = 1; { const a = 2; b(a); } c(a);');
    assert.deepEqual(unit.symbols.filter((one) => one.name === 'a').map((one) => one.reads.map((read) => use(unit, read.use))), [['argument c 0'], ['argument b 0']]);
  });

  it('takes destructured values apart', () => {
    const unit = lower('const { a, b: { c }, ...d } = x; for (const { e } of ys) {} for (const z of ys) {}');
    assert.deepEqual(['a', 'c', 'd', 'e', 'z'].map((name) => symbol(unit, name).route), ['a', 'b.c', undefined, '[].e', '[]']);
  });

  it('has the fields of classes', () => {
    const unit = lower(`class A extends B<X> implements C {
      private static readonly T: Promise<Producer> = t();
      #h = 1;
      constructor(@Inject('K') private readonly k: Kafka | null) { super(); this.p = k.producer(); }
      m() { return this.p.send(this.#h, A.T, this.k); }
    }`);
    const [made] = unit.classes;
    assert.deepEqual(made.supers.map((one) => one.name), ['B', 'C']);
    assert.deepEqual(made.methods.map((id) => unit.funcs[id].name), ['constructor', 'm']);
    const fields = made.fields.map((id) => unit.symbols[id]);
    assert.deepEqual(fields.map((one) => [one.name, one.type?.name, one.static ?? false, one.constant ?? false, one.values.map((value) => show(unit, value)), one.reads.map((read) => use(unit, read.use))]), [
      ['T', 'Promise', true, true, ['t()'], ['argument send 1']], ['#h', undefined, false, false, ['1'], ['argument send 0']],
      ['k', 'Kafka', false, true, ['k'], ['argument send 2']], ['p', undefined, false, false, ['k.producer()'], ['receiver send']],
    ]);
    assert.equal(fields[0].type?.args[0].name, 'Producer');
    assert.deepEqual(unit.symbols.find((one) => one.kind === 'param')?.annotations.map((one) => [one.name, show(unit, one.args[0].value)]), [['Inject', "'K'"]]);
  });

  it('has classes that are functions with a prototype', () => {
    const unit = lower(`function Bus(a) { this.a = a; } function plain() {}
      util.inherits(Bus, EventEmitter);
      Bus.prototype.send = function (x) { return this.a.b(x); };
      function Queue() {} Queue.prototype = { push: function () {}, pull() {} };
      class Topic {} Topic.prototype.read = function () {};`);
    const shown = unit.classes.map(({ name, supers, fields, methods }) =>
      `${name}(${supers.map(one => one.name).join()}) ${fields.map(id => unit.symbols[id].name).join()} ${methods.map(id => `${unit.funcs[id].kind} ${unit.funcs[id].name}`).join()}`);
    assert.deepEqual(shown, ['Bus(EventEmitter) a constructor Bus,method send', 'Queue()  constructor Queue,method push,method pull', 'Topic()  method read']);
  });

  it('has decorators, interfaces and enums', () => {
    const unit = lower(`@Controller() class A { @Pattern('t', { a: 1 }) on(@Payload() x: Y) {} }
      interface D { producer: Producer; send(x: X): Promise<void> } enum E { A = 'a', B = 'b' }`);
    const [a, d, e] = unit.classes;
    assert.deepEqual([a.annotations[0].name, unit.funcs[a.methods[0]].annotations[0].args.map((one) => one.name)], ['Controller', ['0', '1']]);
    assert.deepEqual([d.kind, unit.symbols[d.fields[0]].type?.name, unit.funcs[d.methods[0]].returns?.args[0].name], ['interface', 'Producer', 'void']);
    assert.deepEqual([e.kind, e.fields.map((id) => show(unit, unit.symbols[id].values[0]))], ['enum', ["'a'", "'b'"]]);
  });
});

describe('TypeScript: modules', () => {
  it('has all forms of import', async () => {
    const unit = lower(`import a, { b as c, type T } from 'm'; import * as d from 'n'; import e = require('o'); import 'side';
      const f = require('p'); const { g, h: { i } } = require('q'); const j = require('r').K.L; const { l } = await import('s');
      const o = __importStar(require('u')); new (require('t').M)();`);
    assert.deepEqual(unit.imports.map((one) => `${one.local ?? ''} ${one.module} ${one.name} ${unit.symbols.find((s) => s.kind === 'import' && s.of === unit.imports.indexOf(one))?.route ?? ''}`.trim()), [
      'a m default', 'c m b', 'T m T', 'd n *', 'side *', 'e o *', 'f p *', 'g q g', 'i q h i', 'j r K L', 'l s l', 'o u *', 't *',
    ]);
  });

  it('has all forms of export', () => {
    const esm = lower("export const a = 1, { b } = x; export function c() {} export default class D {} export { a as e }; export { f as g } from 'm'; export * from 'n'; export * as h from 'o';");
    assert.deepEqual(esm.exports.map((one) => `${one.name} ${one.from ? `${one.from.module} ${one.from.name}` : show(esm, one.value!)}`), [
      'a a', 'b b', 'c c', 'default D', 'e a', 'g m f', '* n *', 'h o *',
    ]);
    const cjs = lower("exports.a = exports.b = void 0; exports.a = f(); module.exports = { c, d: 1, ...require('./x') }; module.exports.e = g;", 'a.js');
    assert.deepEqual(cjs.exports.map((one) => `${one.name} ${one.from ? one.from.module : show(cjs, one.value!)}`), [
      'a f()', 'default {c: c, d: 1, : ...}', 'c c', 'd 1', '* ./x', 'e g',
    ]);
  });
});

describe('TypeScript: code that is being typed', () => {
  for (const text of ['const a = {', 'await p.send({ topic:', 'class A { m( { this.', 'if (', 'a.', 'f(x => {', 'try { a()', 'import { x', '<A', '`${', 'for (const x of', 'export', '@', 'switch (x) { case']) {
    it(`reads \`${text}\``, () => {
      const unit = lower(`const p = make();\np.send();\n${text}`);
      assert.equal(unit.broken, true);
      assert.equal(unit.calls[0].name, 'make');
    });
  }

  it('gives up on what is nested beyond reading, and only on that', () => {
    for (const [open, close] of ['()', '[]', '{}', ['!', ''], ['x=>', ''], ['a?b:', ''], ['f(function(){return ', '})']]) {
      const unit = lower(`const a = ${open.repeat(10_000)}1${close.repeat(10_000)};`);
      assert.deepEqual([unit.broken, unit.funcs.length], [true, 0]);
    }
    assert.equal(lower('f();').broken, false);
  });
});

function lower(text: string, path = 'a.ts'): Unit {
  return language.lower(path, text);
}

function steps(title: string, text: string, expected: string[], path?: string): void {
  it(title, () => {
    const unit = lower(text, path);
    assert.equal(unit.broken, false);
    assert.deepEqual(printed(unit, unit.funcs[0]), expected);
  });
}
