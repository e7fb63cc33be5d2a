import assert from 'node:assert/strict';
import { Code } from '../../src/core/facts/code';

/** What is asked of code, in one list. */
function answers(code: Code): unknown {
  return [
    code.at('src/orders'), code.at('src/lib'), code.called('orders'), code.called('lib'), code.called('index'),
    code.saying('Orders'), code.importing('@shop/lib'), code.importing('lib'), code.importingPath('src/orders'), code.importingPath('lib'), code.below('Base'), code.beside(),
  ];
}

const TEXTS = [
  '', "import { a } from './orders';", "import { a } from '@shop/lib';", "import a from '../lib/index.js';", 'class Orders extends Base<Order> implements Shop, a.Named {}', 'new Orders(); // orders', "await insert('outbox')",
  "require('lib'), require(`x/lib`); of('orders')",
];
const PATHS = ['src/orders.ts', 'src/orders.js', 'src/lib/index.ts', 'src/Orders.java', 'a/b/Uses.java', 'a/b/index.tsx', 'lib.ts'];

describe('the texts of code', () => {
  it('is found by its path, its name and what it mentions', () => {
    const code = new Code();
    code.set('src/lib/index.ts', TEXTS[1]);
    code.set('b/Uses.java', 'new Orders()');
    code.set('a/use.ts', TEXTS[2]);
    assert.deepEqual(code.at('src/lib'), ['src/lib/index.ts']);
    assert.deepEqual(code.called('lib'), ['src/lib/index.ts']);
    assert.deepEqual(code.importingPath('src/lib/orders'), ['src/lib/index.ts']);
    assert.deepEqual([code.saying('Orders'), code.importing('@shop/lib'), code.importing('@shop')], [['b/Uses.java'], ['a/use.ts'], ['a/use.ts']]);
    assert.deepEqual([code.saying('rders'), code.importing('shop'), code.importing('orders')], [[], [], []]);
    code.set('a/use.ts', 'outbox');
    assert.deepEqual([code.importing('@shop/lib'), code.beside()], [[], ['a/use.ts']]);
    code.delete('a/use.ts');
    assert.deepEqual([code.beside(), code.called('use'), code.at('a/use')], [[], [], []]);
    code.set('c/Below.java', "class Below<T extends Order> extends Base<List<Order>> implements Shop, a.Named { Runnable r = new Runnable() { }; }");
    assert.deepEqual(['Base', 'Shop', 'Named', 'Runnable', 'List'].map(name => code.below(name).length), [1, 1, 1, 1, 0]);
  });

  it('answers the same after any changes as when it is new', () => {
    const code = new Code(), now = new Map<string, string>();
    let state = 1;
    const pick = <T>(items: readonly T[]): T => items[(state = (state * 48271) % 2147483647) % items.length];
    for (let step = 0; step < 300; step++) {
      const path = pick(PATHS), text = pick([...TEXTS, undefined]);
      if (text === undefined) { code.delete(path); now.delete(path); } else { code.set(path, text); now.set(path, text); }
      const fresh = new Code();
      for (const [path, text] of [...now].reverse()) fresh.set(path, text);
      assert.deepEqual(answers(code), answers(fresh), `step ${step}`);
    }
  });
});
