import assert from 'node:assert/strict';
import { PlainCode } from '../../src/core/facts/plain-code';

/** What is asked of code, in one list. */
function answers(code: PlainCode): unknown {
  return [
    code.at('src/orders'), code.at('src/lib'), code.called('orders'), code.called('lib'), code.called('index'),
    code.mentioning(['orders', '@shop/lib', 'lib', 'Orders']), code.mentioning(['Orders', 'of']), code.mentioning(['lib']), code.withOutbox(),
  ];
}

const TEXTS = [
  '', "import { a } from './orders';", "import { a } from '@shop/lib';", "import a from '../lib/index.js';", 'class Orders {}', 'new Orders(); // orders', "await insert('outbox')",
  "require('lib'), require(`x/lib`); of('orders')",
];
const PATHS = ['src/orders.ts', 'src/orders.js', 'src/lib/index.ts', 'src/Orders.java', 'a/b/Uses.java', 'a/b/index.tsx', 'lib.ts'];

describe('plain code', () => {
  it('is found by its path, its name and what it mentions', () => {
    const code = new PlainCode();
    code.set('src/lib/index.ts', TEXTS[1]);
    code.set('b/Uses.java', 'new Orders()');
    code.set('a/use.ts', TEXTS[2]);
    assert.deepEqual(code.at('src/lib'), ['src/lib/index.ts']);
    assert.deepEqual(code.called('lib'), ['src/lib/index.ts']);
    assert.deepEqual(code.mentioning(['orders']), ['src/lib/index.ts']);
    assert.deepEqual(code.mentioning(['Orders', '@shop/lib']), ['a/use.ts', 'b/Uses.java']);
    assert.deepEqual(code.mentioning(['rders', 'shop']), []);
    code.set('a/use.ts', 'outbox');
    assert.deepEqual([code.mentioning(['@shop/lib']), code.withOutbox()], [[], ['a/use.ts']]);
    code.delete('a/use.ts');
    assert.deepEqual([code.withOutbox(), code.called('use'), code.at('a/use')], [[], [], []]);
  });

  it('answers the same after any changes as when it is new', () => {
    const code = new PlainCode(), now = new Map<string, string>();
    let state = 1;
    const pick = <T>(items: readonly T[]): T => items[(state = (state * 48271) % 2147483647) % items.length];
    for (let step = 0; step < 300; step++) {
      const path = pick(PATHS), text = pick([...TEXTS, undefined]);
      if (text === undefined) { code.delete(path); now.delete(path); } else { code.set(path, text); now.set(path, text); }
      const fresh = new PlainCode();
      for (const [path, text] of [...now].reverse()) fresh.set(path, text);
      assert.deepEqual(answers(code), answers(fresh), `step ${step}`);
    }
  });
});
