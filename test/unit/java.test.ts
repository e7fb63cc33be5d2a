import assert from 'node:assert/strict';
import type { LanguageModule } from '../../src/core/flow/language';
import type { Unit, Variable } from '../../src/core/flow/unit';
import { loadJava, printed, show, symbol, type, use } from './flow-text';

let java: LanguageModule;

before(async () => { java = await loadJava(); });

describe('Java: steps', () => {
  steps('receiver, arguments, then the call', 'a.b(c(), d.e()).f();', [
    'this.c() argument b 0', 'd.e() argument b 1', 'a.b(this.c(), d.e()) receiver f', 'a.b(this.c(), d.e()).f() dropped',
  ]);
  steps('brackets, casts and array literals in arguments', 'a(new Object[] { (X) (b()), { c() } });', [
    'this.b() argument a 0 []', 'this.c() argument a 0 [].[]', 'this.a([this.b(), [this.c()]]) dropped',
  ]);
  steps('either value', 'var x = a() ? b() : c;', [
    'this.a() tested', 'branch this.a()', '  this.b() stored x', '  |', 'x = this.b() | c',
  ]);
  steps('what may be skipped', 'if (a && b()) c(); else d();', [
    'branch a', '  this.b() tested', '  |', 'branch a && this.b()', '  this.c() dropped', '  |', '  this.d() dropped',
  ]);
  steps('assignments', 'int x = a(), y; x += b(); x++; this.f = c(); f = d(); z[0] = e(); y = x = g();', [
    'this.a() stored x', 'x = this.a()', 'this.b() tested', 'x = x + this.b()', 'x = x + 1', 'this.c() stored f', 'this.f = this.c()',
    'this.d() stored f', 'this.f = this.d()', 'this.e() escapes', 'z[0] = this.e()', 'this.g() stored x', 'x = this.g()', 'y = x',
  ]);
  steps('loops', 'for (R r : a()) b(r); for (;;) c(); while (d()) {} do e(); while (f()); for (int i = 0; i < g(); i++) h();', [
    'this.a() iterated', 'loop each this.a() as r', '  this.b(r) dropped', 'loop while', '  this.c() dropped', 'loop while this.d()', '  this.d() tested',
    'loop while this.f()', '  this.e() dropped', '  this.f() tested', 'i = 0', 'loop while i < this.g()', '  this.g() tested', '  this.h() dropped', '  i = i + 1',
  ]);
  steps('try', 'try { a(); } catch (A | B e) { throw e; } catch (C c) { b(c); } finally { d(); }', [
    'try', '  this.a() dropped', 'catch A|B e', '  throw e', 'catch C c', '  this.b(c) dropped', 'finally', '  this.d() dropped',
  ]);
  steps('resources', 'try (var x = a(); f) { x.b(); }', ['try x f', '  this.a() stored x', '  x = this.a()', '  x.b() dropped']);
  steps('switch', 'switch (a) { case 1: case 2: b(); break; case 3: c(); default: { d(); break; } }', [
    'branch a', '  this.b() dropped', '  |', '  this.c() dropped', '  this.d() dropped', '  |', '  this.d() dropped',
  ]);
  steps('a switch that need not match', 'switch (a) { case A -> b(); }', ['branch a', '  this.b() dropped', '  |']);
  steps('switch as a value', 'return switch (a) { case B b -> b.c(); case D(var d) -> { yield d; } default -> throw new E(); };', [
    'branch a', '  b.c() returned', '  |', '  |', '  new E() thrown', '  throw new E()', 'return b.c() | d',
  ]);
  steps('exits', 'out: for (X x : xs) { switch (x) { case A: if (a) break; continue; default: break out; } }', [
    'loop each xs as x', '  branch x', '    branch a', '      |', '    continue', '    |', '    break',
  ]);
  steps('text', 'a("b\\tc" + d + "\\u00e9" + e(), """\n    f\n      g\\\n    h\n    """, \'i\', 1 + 2 + "j");', [
    'this.e() tested', "this.a(`'b\tc' d 'é' this.e()`, 'f\n  gh\n', 'i', `1 + 2 'j'`) dropped",
  ]);
  steps('numbers', 'a(1_000L, 0xFf, 0b11, 017, 1.5f, (short) -1, true, null, String.class);', [
    'this.a(1000, 255, 3, 15, 1.5, - 1, true, null, String.class) dropped',
  ]);
  steps('new', 'k = new java.util.HashMap<String, X>(a());', [
    'this.a() argument HashMap 0', 'new HashMap(this.a()) escapes', 'k = new HashMap(this.a())',
  ]);
  steps('what surrounds statements', 'synchronized (a()) { b(); } { c(); } assert d(); ;', [
    'this.a() tested', 'this.b() dropped', 'this.c() dropped', 'this.d() tested',
  ]);
});

describe('Java: functions', () => {
  it('names them, and says where they go', () => {
    const unit = lower(`class A { A() { super(1); } static void m() {} static { a(); } { b(); }
      Runnable r = () -> {}; void n() { xs.forEach(x -> send(x)); f(this::g, H::new, int[]::new, super::k); } }`);
    assert.deepEqual(unit.funcs.slice(1).map((one) => [one.name, one.kind, one.parent, one.use ? use(unit, one.use) : ''].join(' ').trim()), [
      'A constructor', 'm method', 'constructor', 'constructor', 'lambda 0 stored r', 'n method', 'lambda 6 argument forEach 0',
      'lambda 6 argument f 0', 'lambda 6 argument f 1', 'lambda 6 argument f 2', 'lambda 6 argument f 3',
    ]);
    assert.deepEqual(unit.funcs.map((one) => one.expression ?? false), [false, false, false, false, false, false, false, true, true, true, true, true]);
    assert.deepEqual(unit.funcs.slice(8).map((one) => printed(unit, one)[0]), ['this.g() returned', 'new H() returned', 'return []', 'super.k() returned']);
  });

  it('has parameters, results and annotations', () => {
    const unit = lower('class A { @K(topics = {"a", "b"}, back = @B(1)) @O List<X> m(@P("p") Map.Entry<K, ? extends V> e, final byte[]... r) throws E { return null; } }');
    const [m] = unit.funcs.slice(1), [e, r] = m.params.map((id) => unit.symbols[id]);
    assert.deepEqual([type(m.returns), type(e.type), type(r.type), r.constant], ['List<X>', 'Map.Entry<K,V>', 'Array<Array<byte>>', true]);
    assert.deepEqual([...m.annotations, ...e.annotations].map((one) => [one.name, ...one.args.map(({ name, value }) => `${name}=${show(unit, value)}`)].join(' ')), [
      "K topics=['a', 'b'] back={value: 1}", 'O', "P value='p'",
    ]);
  });
});

describe('Java: names', () => {
  it('tells locals, fields, imports and classes apart', () => {
    const unit = lower(`package p; import a.B; import static a.B.c; import static a.B.d; import x.*;
      class A { X f; class I { void m(X l) { l.a(); f.a(); B.a(); c.a(); d(); A.s.a(); this.o(); n(); A.this.n(); q(); U.a(); p.q.Rr.a(); } void o() {} } static X s; void n() {} }`);
    assert.deepEqual(printed(unit, unit.funcs[1]).map((line) => line.replace(' dropped', '')), [
      'l.a()', 'this.f.a()', 'B.a()', 'c.a()', 'd()', 'A.s.a()', 'this.o()', 'this.n()', 'this.n()', 'this.q()', 'U.a()', 'Rr.a()',
    ]);
    const receivers = unit.calls.filter((one) => one.receiver?.kind === 'this').map((one) => (one.receiver as { class?: number }).class);
    assert.deepEqual(receivers.map((id) => unit.classes[id!].name), ['I', 'A', 'A', 'I']);
    assert.deepEqual(unit.imports.map((one) => [one.local, one.module, one.name, one.static]), [
      ['B', 'a', 'B', undefined], ['c', 'a.B', 'c', true], ['d', 'a.B', 'd', true], [undefined, 'x', '*', undefined], ['Rr', 'p.q', 'Rr', undefined],
    ]);
    assert.deepEqual([unit.package, symbol(unit, 'f').reads.length, symbol(unit, 's').reads.length], ['p', 1, 1]);
  });

  it('gives what is inherited to the class with supers', () => {
    const unit = lower('class A extends B { void m() { new Thread(new Runnable() { public void run() { send(producer, ZZ, Tt.a); } }); } }');
    const call = unit.calls.find((one) => one.name === 'send')!;
    assert.deepEqual([show(unit, call.args[0]), show(unit, call.args[1]), show(unit, call.args[2])], ['this.producer', 'this.ZZ', 'Tt.a']);
    assert.deepEqual(call.receiver?.kind === 'this' && call.receiver.class, 0);
  });

  it('has classes of all kinds', () => {
    const unit = lower(`@S abstract class A<T> extends B<T> implements C, D { int x; static final String Y = "y"; }
      interface I extends J { String T = "t"; void m(); } enum E implements F { P("p"), Q { void z() {} }; E(String s) {} }
      record R(@N int a, String b) { R { c(a); } int d() { return a + a(); } } @interface N { String value() default ""; }`);
    assert.deepEqual(unit.classes.map((one) => [one.kind, one.name, one.supers.map(type).join(' '), one.fields.map((id) => describeField(unit.symbols[id])).join(' ')]), [
      ['class', 'A', 'B<T> C D', 'x Y!.'], ['interface', 'I', 'J', 'T!.'], ['enum', 'E', 'F', 'P!. Q!.'], ['record', 'R', '', 'a! b!'], ['interface', 'N', '', ''], ['class', '', 'E', ''],
    ]);
    assert.deepEqual([unit.classes[0].abstract, unit.classes[5].anonymous, unit.classes[5].outer], [true, true, 2]);
    assert.deepEqual(['Y', 'T', 'P', 'Q'].map((name) => show(unit, symbol(unit, name).values[0])), ["'y'", "'t'", "new E('p')", 'new E()']);
    assert.deepEqual(symbol(unit, 'a').annotations.map((one) => one.name), ['N']);
    assert.deepEqual(unit.funcs.filter((one) => one.class === 3).map((one) => [one.name, one.params.length, printed(unit, one).join()]), [
      ['R', 2, 'this.c(a) dropped'], ['d', 0, 'this.a() tested,return this.a + this.a()'],
    ]);
  });

  it('has local, anonymous and double-brace classes', () => {
    const unit = lower('class A { void m() { class L { int n() { return k(); } } Map<X, Y> x = new HashMap<>() {{ put("a", b()); }}; } X b() {} }');
    assert.deepEqual(unit.classes.map((one) => [one.name, one.outer, one.methods.map((id) => `${unit.funcs[id].kind} in ${unit.funcs[id].parent}`).join()]), [
      ['A', undefined, 'method in undefined,method in undefined'], ['L', 0, 'method in 1'], ['', 0, 'constructor in 1'],
    ]);
    const put = unit.calls.find((one) => one.name === 'put')!;
    assert.deepEqual([put.receiver?.kind === 'this' && put.receiver.class, unit.calls.find((one) => one.kind === 'new')!.class], [2, 2]);
  });

  it('notes each use', () => {
    const unit = lower(`class A { P p; P m(P a, Object o) {
      a.b(); f(a); f(new P[] { a }); p = a; P c = a; var d = a.e; if (a == null) throw a; for (X x : a) {} "s" + a; (a).g(); f(z ? a : null); return (P) a; } }`);
    assert.deepEqual(symbol(unit, 'a').reads.map((one) => use(unit, one.use)), [
      'receiver b', 'argument f 0', 'argument f 0 []', 'stored p', 'stored c', 'member e', 'tested', 'thrown', 'iterated', 'tested', 'receiver g', 'argument f 0', 'returned',
    ]);
    assert.deepEqual(symbol(unit, 'p').values.map((one) => show(unit, one)), ['a']);
  });

  it('knows the variables of patterns', () => {
    const unit = lower('class A { void m(Object o) { if (!(o instanceof R r)) return; r.a(); if (o instanceof S(T t, var u)) t.b(u); } }');
    assert.deepEqual(['r', 't', 'u'].map((name) => [type(symbol(unit, name).type), symbol(unit, name).route, symbol(unit, name).reads.length]), [['R', undefined, 1], ['T', '0', 1], ['', '1', 1]]);
  });
});

describe('Java: places', () => {
  it('counts UTF-16 units', () => {
    const text = '\uFEFFclass A {\r\n  /* é😀 */ String s = "😀"; void m() { é.send("ü😀", s); }\r\n}\r\n';
    const unit = lower(text);
    const [call] = unit.calls;
    assert.equal(text.slice(call.span.start, call.span.end), 'é.send("ü😀", s)');
    assert.equal(text.slice(call.nameSpan.start, call.nameSpan.end), 'send');
    assert.equal(text.slice(call.statement.start, call.statement.end), 'é.send("ü😀", s);');
    assert.equal(text.slice(unit.funcs[1].bodySpan.start, unit.funcs[1].bodySpan.end), '{ é.send("ü😀", s); }');
  });

  it('has those of a catch', () => {
    const text = 'class A { void m() { try { a(); } catch (E e) { b(); } } }';
    const step = lower(text).funcs[1].body[0];
    assert.equal(step.kind, 'try');
    const [one] = step.kind === 'try' ? step.catches : [];
    assert.deepEqual([one.span, one.keyword, one.bodySpan].map(({ start, end }) => text.slice(start, end)), ['catch (E e) { b(); }', 'catch', ' b(); ']);
  });
});

describe('Java: code that is being typed', () => {
  for (const text of ['p.', 'p.send(', 'if (', 'try { a();', 'for (X x :', 'x -> {', 'String s = "', 'new A() {', '@', 'switch (x) { case', 'int x = 1 +', '}']) {
    it(`reads around \`${text}\``, () => {
      const unit = lower(`class A {\n  P p = make();\n  void a() {\n    p.flush();\n    ${text}\n  }\n  void b() {\n    p.close();\n  }\n}\n`, true);
      const names = unit.calls.map((one) => one.name);
      assert.ok(names.includes('make') && names.includes('flush') && names.includes('close'), names.join());
      assert.equal(unit.classes[0].name, 'A');
    });
  }

  it('keeps the class whose end is missing', () => {
    const unit = lower('package a; import b.C;\n@D class A extends B {\n  final P p = new P();\n  A(P p) { this.p = p; }\n  void c() { p.send(q); }\n', true);
    const [a] = unit.classes;
    assert.deepEqual([a.name, a.supers[0].name, a.annotations[0].name, a.fields.length, a.methods.length], ['A', 'B', 'D', 1, 2]);
  });

  it('gives up on what is nested beyond reading, and only on that', () => {
    for (const [open, close] of ['()', '[]', '{}', ['!', ''], ['x -> ', ''], ['a ? b : ', ''], ['"a" + ', ''], ['f(() -> { return ', '; })']]) {
      const unit = lower(`class A { void m() { x = ${open.repeat(10_000)}1${close.repeat(10_000)}; } }`, true);
      assert.equal(unit.funcs.length, 0);
    }
    assert.equal(lower(`class A { String s = ${'"a" + '.repeat(1000)}"b"; }`).funcs.length, 1);
    for (const text of ['/*'.repeat(20_000), '"""'.repeat(9_999), "'".repeat(20_000)]) lower(text, true);
    assert.deepEqual([lower('').funcs.length, lower('').broken], [1, false]);
  });
});

function lower(text: string, broken = false): Unit {
  const unit = java.lower('A.java', text);
  assert.equal(unit.broken, broken);
  return unit;
}

function steps(title: string, text: string, expected: string[]): void {
  it(title, () => {
    const unit = lower(`class A { X f; void m() { ${text} } }`);
    assert.deepEqual(printed(unit, unit.funcs[1]), expected);
  });
}

function describeField(field: Variable): string {
  return `${field.name}${field.constant ? '!' : ''}${field.static ? '.' : ''}`;
}
