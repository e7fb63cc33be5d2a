import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Contract, Journey, Link } from '../../src/core/journey/contract';
import { auditMarkdown } from '../../src/core/report/audit';
import { jsonReport } from '../../src/core/report/json';
import { sarifReport } from '../../src/core/report/sarif';
import { finding, review } from './review-model';
import { sarifValidator } from './sarif-schema';

const MarkdownIt = createRequire(__filename)('markdown-it') as new (options: object) => { parse(text: string, env: object): { type: string }[]; render(text: string): string };

const range = { start: { line: 12, column: 9 }, end: { line: 12, column: 13 } };
const link = (name: string, parts: Partial<Link> = {}): Link => ({
  path: 'src/orders.ts', range, service: '', name, kind: 'kafkajs', guarantee: 'at least once', traits: {}, weak: [], open: [], ...parts,
});
const weakest = { path: 'src/orders.ts', range, what: 'dropped-send', costs: 'loss' as const, rule: 'dropped-send', severity: 'error' as const, lift: 'Await `send`' };
const contract = (parts: Partial<Contract> = {}): Contract => ({
  topic: 'orders', form: 'name', guarantee: 'at most once', senders: [link('producer.send', { guarantee: 'at most once' })], keepers: [], readers: [link('onOrder')],
  weakest, weak: [weakest], open: [], ...parts,
});
const journey = (...contracts: Contract[]): Journey => ({ contracts, open: [] });
const tool = { name: 'kafka-review', version: '1.0.0', repository: 'https://example.org/x' };

describe('the contracts of topics in reports', () => {
  it('are a table of the audit, with the weakest link and its cure', () => {
    const text = auditMarkdown(review({ journey: journey(contract()) }));
    assert.ok(text.includes('| `orders` | ✘ `producer.send` [src/orders.ts:12](src/orders.ts#L12) | – | ✔ `onOrder` [src/orders.ts:12](src/orders.ts#L12) | ✘ at most once | `dropped-send` [src/orders.ts:12](src/orders.ts#L12): Await `send` |'), text);
    assert.doesNotMatch(auditMarkdown(review()), /## Topics/);
    assert.doesNotMatch(auditMarkdown(review({ journey: journey() })), /## Topics/);
  });

  it('say what is open where nothing is decided', () => {
    const open = [{ question: 'No code that reads it is in view' }, { question: 'Its `acks` are not known', at: { path: 'a.ts', range } }];
    const text = auditMarkdown(review({ journey: { contracts: [contract({ guarantee: 'not decided', weakest: undefined, open })], open } }));
    assert.ok(text.includes('| ? not decided | open: No code that reads it is in view, and 1 more |'), text);
    assert.ok(text.includes('in view: No code that reads it is in view; Its `acks` are not known ([a.ts:12](a.ts#L12)).'), text);
  });

  it('keep names of others within their cells', () => {
    const name = 'a|b`c`\n# <img src=x> [x](y) ${z}';
    const text = auditMarkdown(review({ journey: journey(contract({ topic: name, senders: [link(name)], readers: [link(name)], weakest: { ...weakest, what: name, lift: name } })) }));
    const table = new MarkdownIt({}).parse(text.slice(text.indexOf('## Topics')), {});
    const row = table.slice(table.findIndex(({ type }) => type === 'tbody_open'), table.findIndex(({ type }) => type === 'tbody_close'));
    assert.equal(row.filter(({ type }) => type === 'td_open').length, 6);
    assert.equal(new MarkdownIt({ html: true }).render(text).includes('<img'), false);
  });

  it('are in the JSON as they are, and in short in SARIF', () => {
    const own = review({ findings: [finding()], journey: journey(contract()) });
    assert.deepEqual(JSON.parse(jsonReport(own, tool)).journey, JSON.parse(JSON.stringify(own.journey)));
    assert.equal(JSON.parse(jsonReport(review(), tool)).journey, undefined);
    const log: { runs: { properties: { contracts: Contract[] }; results: { properties: { topics: unknown } }[] }[] } = JSON.parse(sarifReport(own, tool, []));
    assert.ok(sarifValidator()(JSON.parse(sarifReport(own, tool, []))));
    assert.deepEqual(log.runs[0].properties.contracts.map(({ topic, guarantee }) => [topic, guarantee]), [['orders', 'at most once']]);
    assert.deepEqual(log.runs[0].results[0].properties.topics, [{ topic: 'orders', guarantee: 'at most once' }]);
  });
});
