import assert from 'node:assert/strict';
import { baselineText, beyondBaseline, readBaseline, type Baseline } from '../../src/core/review/baseline';
import { finding, review } from './review-model';

const at = (line: number, parts: Parameters<typeof finding>[0] = {}) => finding({ range: { start: { line, column: 1 }, end: { line, column: 5 } }, ...parts });
const none: Baseline = { file: 'kafka-review.baseline.json', prefix: '', findings: [] };
const of = (text: string, prefix = ''): Baseline => ({ ...none, prefix, findings: readBaseline(text).findings! });
const everywhere = () => true;

describe('baseline', () => {
  const before = review({ findings: [at(3), at(9), at(1, { path: 'b.ts', rule: 'acks-not-all', about: { topics: ['views'] } })] });
  const text = baselineText(before, none, everywhere);

  it('knows its findings when their lines and words have changed', () => {
    const moved = review({ findings: [at(33, { message: 'said otherwise' }), at(99), at(2, { path: 'b.ts', rule: 'acks-not-all', about: { topics: ['views'] } })] });
    const { findings, suppressed, gone } = beyondBaseline(moved, of(text), everywhere);
    assert.deepEqual([findings, gone!.findings, suppressed.map(({ by }) => by)], [[], [], ['baseline', 'baseline', 'baseline']]);
  });

  it('tells new ones, also of the same kind in the same file, and old ones that are gone', () => {
    const more = review({ findings: [at(1), at(2), at(3), at(5, { path: 'c.ts' })] });
    const { findings, gone } = beyondBaseline(more, of(text), everywhere);
    assert.deepEqual(findings.map(({ path, range }) => `${path}:${range.start.line}`), ['src/orders.ts:3', 'c.ts:5']);
    assert.deepEqual(gone, { file: none.file, findings: [{ rule: 'acks-not-all', path: 'b.ts' }] });
  });

  it('calls nothing gone that was not asked, or is allowed by a comment by now', () => {
    const { gone } = beyondBaseline(review(), of(text), ({ rule, path }) => rule !== 'acks-not-all' && path !== 'src/orders.ts');
    assert.deepEqual(gone!.findings, []);
    const allowed = review({ suppressed: before.findings.map(one => ({ finding: one, reason: 'x', by: 'comment' })) });
    assert.deepEqual(beyondBaseline(allowed, of(text), everywhere).gone!.findings, []);
  });

  it('is the same for a part of its folder', () => {
    const part = review({ findings: [at(3, { path: 'orders.ts' })] });
    const { findings, gone } = beyondBaseline(part, of(text, 'src/'), everywhere);
    assert.deepEqual([findings, gone!.findings], [[], [{ rule: 'dropped-send', path: 'orders.ts' }]]);
  });

  it('keeps what it knows of files that are not reviewed', () => {
    const now = baselineText(review({ findings: [at(1, { path: 'b.ts' })] }), of(text), path => path === 'b.ts');
    assert.deepEqual(readBaseline(now).findings!.map(({ path, rule }) => `${path} ${rule}`), ['b.ts dropped-send', 'src/orders.ts dropped-send', 'src/orders.ts dropped-send']);
  });

  it('is not read when it is none', () => {
    const faults = ['', '[]', 'null', '{"version":2}', '{"version":1}', '{"version":1,"findings":[3]}', '{"version":1,"findings":[{"fingerprint":"a","rule":"b"}]}', '{"version":1,"findings":[null]}'];
    assert.deepEqual(faults.map(one => readBaseline(one).fault), [
      'it is no JSON', 'it has no `"version": 1`', 'it has no `"version": 1`', 'it has no `"version": 1`', 'it has no list `findings`', 'entry 1 of its `findings` is none',
      'entry 1 of its `findings` is none', 'entry 1 of its `findings` is none',
    ]);
  });
});
