import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measuredOf, storyMarkdown, titleOfStory } from '../../src/core/report/story';
import { finding } from './review-model';

const range = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 5 } });
const evidence = readFileSync(join(__dirname, '../../docs/evidence.md'), 'utf8');
const told = (parts: Parameters<typeof finding>[0] = {}) => storyMarkdown(finding(parts), { evidence, line: (_, { start }) => `  code of ${start.line}();` });

describe('the story of a finding', () => {
  it('goes step by step to the place of the finding, with the code of each', () => {
    const text = told({ because: [{ path: 'src/events.ts', range: range(3), note: 'the send itself' }] });
    assert.match(text, /^# How this loses messages\n/);
    assert.ok(text.includes('1. [src/events.ts:3](src/events.ts#L3) the send itself<br>`code of 3();`\n2. [src/orders.ts:12](src/orders.ts#L12) **here it happens**<br>`code of 12();`'), text);
  });

  it('tells what the lab has measured, of the language at hand', () => {
    assert.match(told(), /## Measured[\s\S]*kafkajs 2\.2\.4 \| \*\*100\*\* \/ 0 \/ 0 of 100 \| \*\*0\*\*/);
    assert.doesNotMatch(told(), /spring-kafka/);
    assert.match(told({ path: 'src/Orders.java' }), /spring-kafka/);
    assert.doesNotMatch(told({ rule: 'no-such-rule' }), /## Measured/);
    assert.ok(measuredOf(evidence, 'dropped-send', 'deploy/a.yaml').length > 0);
  });

  it('names the cures, and which of them want a look', () => {
    assert.ok(told({ fixes: [{ title: 'Await `send`', safe: true, edits: [] }, { title: 'Rethrow', safe: false, edits: [] }] })
      .includes('- Await `send`\n- Rethrow (changes what the program does: look at it first)'));
    assert.doesNotMatch(told(), /## What cures it/);
  });

  it('does not say that messages are lost where they are not', () => {
    assert.equal(titleOfStory(finding({ severity: 'info' })), 'How this comes about');
    assert.equal(titleOfStory(finding({ rule: 'idempotence-off', severity: 'warning' })), 'How this comes about');
  });

  it('keeps the code of others within its step', () => {
    const text = storyMarkdown(finding({ because: [{ path: 'a.ts', range: range(1), note: '<img> [x](y)' }] }), { evidence, line: () => '`` </li> ` | [x](y)' });
    assert.doesNotMatch(text, /<img>|(?<!`) \[x\]\(y\)$/m);
  });
});
