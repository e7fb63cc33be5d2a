import assert from 'node:assert/strict';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import type { FutureKind, LanguageModule } from '../../src/core/flow/language';
import type { Catch, Func, Step } from '../../src/core/flow/unit';
import { call, changes, loadJava, type MakeRepair as Make } from './flow-text';

let java: LanguageModule;

before(async () => { java = await loadJava(); });

const get = '.get();\n    } catch (java.util.concurrent.ExecutionException | InterruptedException e) {\n      throw new IllegalStateException("send failed", e);\n    }';

describe('Java: wait', () => {
  wait('where failures may pass', 'void m() throws Exception {\n    p.send(x);\n  }', 'void m() throws Exception {\n    p.send(x).get();\n  }');
  wait('where failures are caught', 'void m() {\n    try { p.send(x); } catch (InterruptedException e) {} catch (ExecutionException e) {}\n  }', 'void m() {\n    try { p.send(x).get(); } catch (InterruptedException e) {} catch (ExecutionException e) {}\n  }');
  wait('where they may not', 'void m() {\n    p.send(x);\n  }', `void m() {\n    try {\n      p.send(x)${get}\n  }`);
  wait('in a catch', 'void m() {\n    try { a(); } catch (Exception x) {\n      p.send(x);\n    }\n  }', 'void m() {\n    try { a(); } catch (Exception x) {\n      try {\n        p.send(x).get();\n      } catch (java.util.concurrent.ExecutionException | InterruptedException e) {\n        throw new IllegalStateException("send failed", e);\n      }\n    }\n  }');
  wait('over lines, with a comment', 'void m(int e) {\n    p.send(\n        x,\n        (m, f) -> {}); // sent\n  }', 'void m(int e) {\n    try {\n      p.send(\n          x,\n          (m, f) -> {}).get(); // sent\n    } catch (java.util.concurrent.ExecutionException | InterruptedException ex) {\n      throw new IllegalStateException("send failed", ex);\n    }\n  }');
  wait('in a lambda of a method that throws', 'void m() throws Exception {\n    xs.forEach(x -> {\n      p.send(x);\n    });\n  }', 'void m() throws Exception {\n    xs.forEach(x -> {\n      try {\n        p.send(x).get();\n      } catch (java.util.concurrent.ExecutionException | InterruptedException e) {\n        throw new IllegalStateException("send failed", e);\n      }\n    });\n  }');
  wait('a variable that nobody reads', 'void m() throws Exception {\n    final Future<X> f = p.send(x);\n  }', 'void m() throws Exception {\n    p.send(x).get();\n  }');
  wait('a variable that nobody reads, where failures may not pass', 'void m() {\n    Future<X> f = p.send(x);\n  }', `void m() {\n    try {\n      p.send(x)${get}\n  }`);
  wait('a variable that is read', 'void m() throws Exception { var f = p.send(x); f.cancel(true); }', undefined);
  wait('a result', 'Future<X> m() throws Exception { return p.send(x); }', undefined);
  wait('a lambda that is one call', 'void m() throws Exception { xs.forEach(x -> p.send(x)); }', undefined);
  wait('an arm that is one call', 'void m() { switch (x) { case A -> p.send(x); } }', undefined);
  wait('a call without result', 'void m() { send(x); } void send(X x) {}', undefined);
  wait('a completable future', 'void m() { p.send(x); }', 'void m() { p.send(x).join(); }', 'completable-future');
  wait('a completable future in a lambda', 'void m() { xs.forEach(x -> p.send(x)); }', 'void m() { xs.forEach(x -> p.send(x).join()); }', 'completable-future');
  wait('a completable future that a lambda gives', 'void m() { xs.map(x -> p.send(x)); }', undefined, 'completable-future');
  wait('work given to a pool', 'ExecutorService pool; void m() throws Exception { pool.execute(() -> a()); }', 'ExecutorService pool; void m() throws Exception { pool.submit(() -> a()).get(); }', 'future', 'execute');
  wait('work given to who knows what', 'Executor pool; void m() throws Exception { pool.execute(() -> a()); }', undefined, 'future', 'execute');

  it('uses imported names, tabs and line ends of the file', () => {
    const text = 'import java.util.concurrent.ExecutionException;\r\nclass A {\r\n\tvoid m() {\r\n\t\tp.send(x);\r\n\t}\r\n}\r\n';
    const unit = java.lower('A.java', text), repair = java.repairs.wait(unit, new SourceText('A.java', text), call(unit, 'send'), 'future');
    assert.equal(applyEdits(text, repair!.edits), text.replace('\t\tp.send(x);', '\t\ttry {\r\n\t\t\tp.send(x).get();\r\n\t\t} catch (ExecutionException | InterruptedException e) {\r\n\t\t\tthrow new IllegalStateException("send failed", e);\r\n\t\t}'));
  });
});

describe('Java: rethrow', () => {
  rethrow('on lines', 'try {\n      a();\n    } catch (RuntimeException e) {\n      log(e); // why\n      // later\n    }', 'try {\n      a();\n    } catch (RuntimeException e) {\n      log(e); // why\n      // later\n      throw e;\n    }');
  rethrow('on one line', 'try { a(); } catch (Exception e) { log(e); }', 'try { a(); } catch (Exception e) { log(e); throw new IllegalStateException(e); }');
  rethrow('in an empty block', 'try {\n      a();\n    } catch (Exception e) {}', 'try {\n      a();\n    } catch (Exception e) {\n      throw new IllegalStateException(e);\n    }');
  rethrow('beside a comment', 'try { a(); } catch (Exception e) { /* never */ }', 'try { a(); } catch (Exception e) { /* never */ throw new IllegalStateException(e); }');
  rethrow('what the method may throw', 'try { a(); } catch (java.io.IOException e) { }', 'try { a(); } catch (java.io.IOException e) {\n      throw e;\n    }', 'throws IOException ');
  rethrow('more than the method may throw', 'try { a(); } catch (Throwable e) { b(); }', 'try { a(); } catch (Throwable e) { b(); throw new IllegalStateException(e); }', 'throws Exception ');
  rethrow('in place of continue', 'while (a) try { a(); } catch (Error e) {\n      log(e);\n      continue;\n    }', 'while (a) try { a(); } catch (Error e) {\n      log(e);\n      throw e;\n    }');
  rethrow('in place of return', 'try { a(); } catch (Error e) { return; }', 'try { a(); } catch (Error e) { throw e; }');
  rethrow('what would cut off statements', 'try { b(); return; } catch (Error e) { log(e); } c();', undefined);
  rethrow('what would cut off statements around', 'if (a) { try { return; } catch (Error e) { log(e); } } else { return; } c();', undefined);
  rethrow('the one way out of a loop', 'while (true) { try { a(); } catch (Error e) { break; } } c();', undefined);
  rethrow('what is rethrown already', 'try { a(); } catch (Error e) { throw new X(e); }', undefined);
  rethrow('what has no name', 'try { a(); } catch (Error _) { b(); }', undefined);
});

describe('Java: moveAfter and remove', () => {
  move('past another statement', 'c.commit(); // done\n    work();\n    // end', 'work();\n    c.commit(); // done\n    // end');
  move('out of a loop', 'for (X x : xs) {\n      c.commit();\n      a();\n    }\n    work();', 'for (X x : xs) {\n      a();\n    }\n    work();\n    c.commit();');
  move('out of the reach of its names', 'for (X x : xs) {\n      c.commit(x);\n    }\n    work();', undefined);
  move('past a return', 'c.commit();\n    return work();', undefined);
  move('to where it is', 'work();\n    c.commit();', undefined);
  move('part of a statement', 'var x = c.commit();\n    work();', undefined);

  remove('a line', 'a();\n    c.commit(); // why\n    b();', 'a();\n    b();');
  remove('one of a line', 'a(); c.commit(); b();', 'a(); b();');
  remove('a body without braces', 'if (a) c.commit(); else b();', 'if (a) {} else b();');
  remove('part of an expression', 'x = c.commit();', undefined);
});

describe('Java: testFailure', () => {
  testFailure('where the result is tested', '(m, e) -> { if (m != null && m.hasOffset()) a(); }', '(m, e) -> { if (e == null && m.hasOffset()) a(); }');
  testFailure('where the failure has no name', '(m, _) -> { if (m != null) a(); }', undefined);
  testFailure('where something else is tested', '(m, e) -> { if (x != null) a(m); }', undefined);
  testFailure('where there is no failure', 'm -> { if (m != null) a(); }', undefined);
});

describe('Java: plusOne', () => {
  offset('a call', 'commit(r.offset());', 'commit(r.offset() + 1);');
  offset('a difference', 'commit(a - b);', 'commit(a - b + 1);');
  offset('a choice', 'commit(a ? b : c);', 'commit((a ? b : c) + 1);');
  offset('text', 'commit("1");', undefined);
});

describe('Java: close', () => {
  close('at the end of the block', 'P p = new P();\n    p.send(x); // last\n    // end', 'P p = new P();\n    p.send(x); // last\n    p.close();\n    // end');
  close('before the return', 'P p = new P();\n    p.send(x);\n    return x;', 'P p = new P();\n    p.send(x);\n    p.close();\n    return x;');
  close('what is returned', 'P p = new P();\n    return p;', undefined);
  close('what is kept', 'P p = new P();\n    this.p = p;', undefined);
  close('what runs for ever', 'P p = new P();\n    while (true) p.send(x);', undefined);
  close('what may end sooner', 'P p = new P();\n    if (x) return;\n    p.send(x);', undefined);
  close('a field', 'this.p = new P();', undefined);
});

function change(title: string, text: string, expected: string | undefined, make: Make): void {
  changes(title, () => java, 'A.java', text, expected, make);
}

function inMethod(title: string, body: string, expected: string | undefined, make: Make, head = ''): void {
  const whole = (text: string): string => `class A {\n  void m() ${head}{\n    ${text}\n  }\n}\n`;
  change(title, whole(body), expected === undefined ? undefined : whole(expected), make);
}

function wait(title: string, member: string, expected: string | undefined, future: FutureKind = 'future', name = 'send'): void {
  const whole = (text: string): string => `class A {\n  ${text}\n}\n`;
  change(title, whole(member), expected === undefined ? undefined : whole(expected), (to, unit, source) => to.wait(unit, source, call(unit, name), future));
}

function rethrow(title: string, body: string, expected: string | undefined, head?: string): void {
  inMethod(title, body, expected, (to, unit, source) => to.rethrow(unit, source, unit.funcs[1], firstCatch(unit.funcs[1])), head);
}

function firstCatch(func: Func): Catch {
  const find = (steps: Step[]): Catch | undefined => {
    for (const step of steps) {
      if (step.kind === 'try') return step.catches[0];
      const found = step.kind === 'loop' ? find(step.body) : step.kind === 'branch' ? find(step.arms.flat()) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return find(func.body)!;
}

function move(title: string, body: string, expected: string | undefined): void {
  inMethod(`moves ${title}`, body, expected, (to, unit, source) => to.moveAfter(unit, source, call(unit, 'commit'), call(unit, 'work').statement));
}

function remove(title: string, body: string, expected: string | undefined): void {
  inMethod(`removes ${title}`, body, expected, (to, unit, source) => to.remove(unit, source, call(unit, 'commit')));
}

function testFailure(title: string, callback: string, expected: string | undefined): void {
  const whole = (text: string): string => `p.send(x, ${text});`;
  inMethod(title, whole(callback), expected && whole(expected), (to, unit, source) => to.testFailure(unit, source, unit.funcs.find(func => func.kind === 'lambda')!));
}

function offset(title: string, body: string, expected: string | undefined): void {
  inMethod(title, body, expected, (to, unit, source) => to.plusOne(unit, source, call(unit, 'commit').args[0], 'number'));
}

function close(title: string, body: string, expected: string | undefined): void {
  inMethod(title, body, expected, (to, unit, source) => to.close(unit, source, call(unit, 'P')));
}
