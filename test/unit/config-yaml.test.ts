import assert from 'node:assert/strict';
import { at, entriesAt, parseYaml, scalarAt, textAt } from '../../src/core/config/notations/yaml';

describe('yaml', () => {
  it('resolves merges at the place of the anchor, own keys first', () => {
    const text = 'x-common: &common\n  A: 1\n  B: 2\nservice:\n  <<: *common\n  B: 3\n';
    const [root] = parseYaml(text);
    assert.deepEqual(entriesAt(root, 'service').map(({ key, value }) => [key, value.kind === 'scalar' && value.value]), [['B', '3'], ['A', '1']]);
    const { span } = scalarAt(root, 'service', 'A')!;
    assert.equal(text.slice(span.start, span.end), '1');
    assert.ok(span.start < text.indexOf('service'));
  });

  it('merges lists of maps, earlier ones first', () => {
    const [root] = parseYaml('a: &a {K: 1}\nb: &b {K: 2, L: 3}\nc:\n  <<: [*a, *b]\n');
    assert.equal(textAt(root, 'c', 'K'), '1');
    assert.equal(textAt(root, 'c', 'L'), '3');
  });

  it('takes the last anchor before an alias, and none that comes later or is of another document', () => {
    const [root, other] = parseYaml('early: *x\na: &x 1\nb: *x\nc: &x 2\nd: *x\nloop: &l [*l]\n---\ne: *x\n');
    assert.deepEqual(['early', 'b', 'd'].map(key => textAt(root, key)), [undefined, '1', '2']);
    assert.equal(textAt(other, 'e'), undefined);
  });

  it('reads the booleans of YAML 1.1, and large numbers whole', () => {
    const [root] = parseYaml('a: yes\nb: "yes"\nc: Off\nd: 9223372036854775807\ne:\n');
    assert.deepEqual(['a', 'b', 'c', 'd', 'e'].map(key => textAt(root, key)), ['true', 'yes', 'false', '9223372036854775807', undefined]);
  });

  it('gives the lines of a block', () => {
    const text = 'data:\n  server.properties: |\n    a=1\n    b=2\n  next: 1\n';
    const { block } = scalarAt(parseYaml(text)[0], 'data', 'server.properties')!;
    assert.equal(text.slice(block!.start, block!.end), '    a=1\n    b=2\n');
  });

  it('keeps the last of keys that stand twice', () => {
    assert.equal(textAt(parseYaml('a: 1\na: 2\n')[0], 'a'), '2');
  });

  it('keeps the documents of a template that parse', () => {
    const documents = parseYaml('kind: A\n---\n{{- if .Values.x }}\nkind: B\n{{- end }}\n---\nkind: C\n');
    assert.deepEqual(documents.map(document => textAt(document, 'kind')), ['A', 'C']);
  });

  it('refuses bombs, and ends with circles', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(i === 0 ? 'x' : `*l${i}`).join(', ')}]`);
    assert.deepEqual(parseYaml(levels.join('\n')), []);
    assert.throws(() => parseYaml('['.repeat(100_000)), RangeError);
    assert.deepEqual(parseYaml(`a: ${'x'.repeat(1 << 20)}`), []);
    const [circle] = parseYaml('a: &a\n  b: *a\n');
    assert.equal(at(circle, 'a', 'b', 'b')?.kind, undefined);
  });

  it('reads what can be read of text that is being typed', () => {
    assert.equal(textAt(parseYaml('a:\n  b: 1\n  c: "\n')[0], 'a', 'b'), '1');
  });
});
