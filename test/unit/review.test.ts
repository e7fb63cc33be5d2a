import assert from 'node:assert/strict';
import { reviewModel } from '../../src/core/review/review';
import { countBySeverity, reaches, showing } from '../../src/core/review/select';
import { emptyModel, finding, placeOf, review, ruleThat, sourcesOf } from './review-model';

const sources = sourcesOf({ 'a.ts': 'one();\ntwo();\nthree();\n', 'b.ts': 'four();\n' });
const at = (path: string, text: string) => placeOf(sources, path, text);

describe('review', () => {
  it('orders by file, place and rule, whatever the order of the rules', () => {
    const rules = [
      ruleThat('zeta', [at('b.ts', 'four'), at('a.ts', 'two')]),
      ruleThat('alpha', [at('a.ts', 'two'), at('a.ts', 'one')]),
    ];
    const { findings } = reviewModel(emptyModel(), rules, sources);
    assert.deepEqual(findings.map(({ path, range, rule }) => `${path}:${range.start.line} ${rule}`),
      ['a.ts:1 alpha', 'a.ts:2 alpha', 'a.ts:2 zeta', 'b.ts:1 zeta']);
  });

  it('says the same of one place once, and keeps the graver', () => {
    const place = at('a.ts', 'two');
    const { findings } = reviewModel(emptyModel(), [ruleThat('alpha', [{ ...place, severity: 'info' }, { ...place, severity: 'error' }, place])], sources);
    assert.deepEqual(findings.map(({ severity }) => severity), ['error']);
  });

  it('turns spans into lines and columns, in evidence and fixes too', () => {
    const place = at('a.ts', 'two');
    const { findings: [found] } = reviewModel(emptyModel(), [ruleThat('alpha', [{
      ...place,
      because: [{ ...at('b.ts', 'four'), note: 'made here' }],
      fixes: () => [undefined, { title: 'Await it', safe: false, edits: [{ ...place, text: 'await two' }] }],
    }])], sources);
    assert.deepEqual(found.range, { start: { line: 2, column: 1 }, end: { line: 2, column: 4 } });
    assert.deepEqual(found.because, [{ path: 'b.ts', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } }, note: 'made here' }]);
    assert.deepEqual(found.fixes, [{ title: 'Await it', safe: false, edits: [{ path: 'a.ts', range: found.range, text: 'await two' }] }]);
  });

  it('drops a fix when one of its files is not at hand', () => {
    const edits = [{ ...at('a.ts', 'two'), text: '' }, { path: 'gone.ts', span: { start: 0, end: 0 }, text: '' }];
    const { findings } = reviewModel(emptyModel(), [ruleThat('alpha', [{ ...at('a.ts', 'two'), fixes: () => [{ title: 'Half', safe: true, edits }] }])], sources);
    assert.deepEqual(findings[0].fixes, []);
  });

  it('outlives a rule that throws, and says which one', () => {
    const broken = { ...ruleThat('broken', []), check() { throw new Error('no such thing'); } };
    const { findings, unread } = reviewModel(emptyModel(), [broken, ruleThat('alpha', [at('a.ts', 'one')])], sources);
    assert.equal(findings.length, 1);
    assert.deepEqual(unread, [{ path: 'rule broken', why: 'the rule failed: no such thing' }]);
  });

  it('asks each open question once, in order', () => {
    const open = (text: string) => ({ ...at('a.ts', text), question: 'Which acks?', why: 'made elsewhere', layer: 'producer' as const });
    const { undecided } = reviewModel(emptyModel({ undecided: [open('two'), open('one'), open('two')] }), [], sources);
    assert.deepEqual(undecided.map(({ range }) => range.start.line), [1, 2]);
    const { undecided: [caused] } = reviewModel(emptyModel({ undecided: [{ ...open('one'), cause: at('a.ts', 'two') }] }), [], sources);
    assert.equal(caused.cause?.range.start.line, 2);
  });

  describe('rule settings', () => {
    const rules = [ruleThat('alpha', [at('a.ts', 'one'), { ...at('a.ts', 'two'), severity: 'info' }], 'warning')];
    const severities = (setting: 'off' | 'error' | 'warning' | 'info') =>
      reviewModel(emptyModel(), rules, sources, { rules: { alpha: setting } }).findings.map(({ severity }) => severity);

    it('off', () => assert.deepEqual(severities('off'), []));
    it('raise the plain case, not what the rule holds for less', () => assert.deepEqual(severities('error'), ['error', 'info']));
    it('lower', () => assert.deepEqual(severities('info'), ['info', 'info']));
  });
});

describe('selection', () => {
  const findings = [
    finding({ sureness: 'certain', severity: 'info' }), finding({ sureness: 'likely', severity: 'warning' }), finding({ sureness: 'possible' }),
  ];

  it('shows what is sure enough', () => {
    assert.equal(showing(review({ findings }), 'certain').findings.length, 1);
    assert.equal(showing(review({ findings }), 'likely').findings.length, 2);
    assert.equal(showing(review({ findings }), 'possible').findings.length, 3);
  });

  it('counts and compares severities', () => {
    assert.deepEqual(countBySeverity(findings), { error: 1, warning: 1, info: 1 });
    assert.equal(reaches(findings.slice(0, 1), 'warning'), false);
    assert.equal(reaches(findings, 'warning'), true);
  });
});
