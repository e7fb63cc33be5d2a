import assert from 'node:assert/strict';
import type { Contract, Guarantee, Link } from '../../src/core/journey/contract';
import { holdsInWords, wayHere, wayOnward } from '../../src/core/report/journey-words';
import { mapSection, topicMaps } from '../../src/core/report/topic-map';
import { parseMermaid } from './mermaid';

const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } };
const weakest = { path: 'a.ts', range, what: 'acks=1', costs: 'loss' as const, rule: 'acks-not-all', severity: 'error' as const };
const link = (service: string, guarantee: Guarantee = 'at least once', parts: Partial<Link> = {}): Link => ({
  path: 'a.ts', range, service, name: 'producer.send', kind: 'kafkajs', guarantee, traits: {}, weak: [], open: [], ...parts,
});
const contract = (topic: string, parts: Partial<Contract> = {}): Contract => ({
  topic, form: 'name', guarantee: 'at least once', senders: [link('orders')], keepers: [], readers: [link('payments')], weak: [], open: [], ...parts,
});
const lossy = contract('orders', { guarantee: 'at most once', weakest, weak: [weakest], senders: [link('orders', 'at most once', { weak: [weakest, { ...weakest, rule: 'x' }] })] });

describe('the map of topics', () => {
  it('leads from those who send to those who read, and names what is weak', async () => {
    const [{ title, text }] = topicMaps([lossy]);
    assert.equal(title, 'all topics');
    const { nodes, edges } = await parseMermaid(text);
    assert.deepEqual(nodes.map(({ text: shown, classes }) => [shown, classes]), [['orders<br/>at most once', ['weak']], ['orders', ['service']], ['payments', ['service']]]);
    assert.deepEqual(edges.map(({ from, to, text: shown, stroke }) => [from, to, shown, stroke]), [['n2', 'n1', 'acks=1 +1', 'thick'], ['n1', 'n3', '', 'normal']]);
  });

  it('shows one line for many sends of a service, by the worst of them, and dots what is not decided', async () => {
    const { edges } = await parseMermaid(topicMaps([contract('orders', { senders: [link('orders'), link('orders', 'not decided')], readers: [] })])[0].text);
    assert.deepEqual(edges.map(({ stroke }) => stroke), ['dotted']);
  });

  it('keeps names of others within their labels', async () => {
    const names = ['a"]:::x', 'end', 'a--b', '1. x', '- x', '#quot;', '<b>x</b>', 'a`b`', 'x\n%%{init:{}}%%', '${a}', '', '🚀 ü', 'x'.repeat(500), ';', 'click n1 call x()'];
    const { nodes, edges } = await parseMermaid(topicMaps(names.slice(0, 15).map(name => contract(name, { senders: [link(name)], readers: [link(name)] })))[0].text);
    assert.equal(edges.length, 2 * names.length);
    assert.equal(nodes.filter(({ classes }) => classes.includes('safe')).length, names.length);
  });

  it('has a picture for each service of a large system, and tells what has no room', async () => {
    const many = Array.from({ length: 100 }, (_, at) => contract(`t${at}`, { senders: [link(`services/s${at % 3}`)] })), maps = topicMaps(many);
    assert.deepEqual(maps.map(({ title, left }) => [title, left]), [['payments', 70], ['s0', 4], ['s1', 3], ['s2', 3]]);
    for (const { text } of maps) assert.ok((await parseMermaid(text)).edges.length <= 60);
    assert.ok(mapSection(many)!.includes('*4 more topics stand in the table.*'));
  });

  it('is not there without anybody who sends or reads', () => {
    assert.equal(mapSection([contract('orders', { senders: [], readers: [] })]), undefined);
  });

  it('is read by a parser that refuses what is wrong', async () => {
    await assert.rejects(parseMermaid('flowchart LR\n  a["x"y"] --> b'));
  });
});

describe('the way of a topic in words', () => {
  it('names services, or the code of a workspace that has none', () => {
    assert.equal(wayOnward(contract('orders', { readers: [link('a/payments'), link('shipping'), link('shipping')] })), 'orders → payments, shipping');
    assert.equal(wayOnward(contract('orders', { readers: [link('', 'at least once', { name: 'onOrder' })] })), 'orders → onOrder');
    assert.equal(wayOnward(contract('orders', { readers: ['a', 'b', 'c', 'd', 'e'].map(name => link(name)) })), 'orders → a, b, c and 2 more');
    assert.equal(wayOnward(contract('orders', { readers: [] })), 'orders → no reader in view');
    assert.equal(wayHere(contract('orders')), 'orders → orders');
    assert.equal(wayHere(contract('orders', { senders: [] })), 'no sender in view → orders');
  });

  it('says what holds, and why not more', () => {
    assert.equal(holdsInWords(lossy), 'weakest link: acks=1');
    assert.equal(holdsInWords(contract('orders')), 'at least once');
    assert.equal(holdsInWords(contract('orders', { guarantee: 'not decided', open: [{ question: 'No code that `reads` it is in view' }] })), 'not decided: no code that reads it is in view');
    assert.equal(holdsInWords(contract('orders', { guarantee: 'not decided' })), 'not decided');
  });
});
