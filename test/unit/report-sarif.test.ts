import assert from 'node:assert/strict';
import { fingerprints } from '../../src/core/report/fingerprint';
import type { RuleInfo } from '../../src/core/report/rule-info';
import { sarifReport } from '../../src/core/report/sarif';
import { finding, review } from './review-model';
import { sarifValidator } from './sarif-schema';

const line = (number: number) => ({ start: { line: number, column: 3 }, end: { line: number, column: 9 } });
const tool = { name: 'kafka-review', version: '1.2.3', repository: 'https://example.com/review' };

const rules: RuleInfo[] = ['acks-not-all', 'dropped-send'].map(id => ({
  id, title: `Title of ${id}`, layer: 'producer', severity: 'error', page: `# ${id}\n\nA record is lost.\nReally.\n\nMore, [measured](../../../../docs/evidence.md#${id}).\n`,
}));

const full = review({
  findings: [
    finding({
      because: [{ path: 'src/kafka client.ts', range: line(4), note: 'the producer is made here' }],
      fixes: [{
        title: 'Await it', safe: true, edits: [
          { path: 'src/orders.ts', range: line(12), text: 'await ' }, { path: 'src/kafka client.ts', range: line(4), text: '' },
        ],
      }],
    }),
    finding({ rule: 'acks-not-all', severity: 'info', range: line(2) }),
  ],
  suppressed: [{ finding: finding({ range: line(40) }), reason: 'only metrics', by: 'comment' }],
  unreadClients: [{ name: 'sinek', kind: 'client', files: 1, path: 'src/bus.ts', range: line(3) }],
  files: { seen: 3, kafka: 1, unread: [{ path: 'big.ts', why: 'larger than 1 MiB' }] },
});

describe('SARIF report', () => {
  const validate = sarifValidator();
  const assertValid = (text: string) => assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors, undefined, 2));

  it('fits the schema, full and empty', () => {
    assertValid(sarifReport(full, tool, rules));
    assertValid(sarifReport(review(), tool, rules));
  });

  it('is held to the schema by this test', () => {
    assert.ok(!validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] }));
  });

  const [run] = JSON.parse(sarifReport(full, tool, rules)).runs;

  it('tells what was not read', () => {
    const notes: { message: { text: string }; locations?: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] = run.invocations[0].toolExecutionNotifications;
    assert.deepEqual(notes.map(({ message, locations }) => [message.text, locations?.[0].physicalLocation.artifactLocation.uri]), [
      ['Uses sinek, which is not read yet', 'src/bus.ts'], ['big.ts: larger than 1 MiB', undefined],
    ]);
  });

  it('describes every rule, with its page', () => {
    const [rule] = JSON.parse(sarifReport(review(), tool, rules)).runs[0].tool.driver.rules;
    assert.equal(rule.id, 'acks-not-all');
    assert.equal(rule.name, 'AcksNotAll');
    assert.equal(rule.fullDescription.text, 'A record is lost. Really.');
    assert.equal(rule.help.markdown, 'A record is lost.\nReally.\n\nMore, [measured](https://example.com/review/blob/HEAD/docs/evidence.md#acks-not-all).');
    assert.equal(rule.helpUri, 'https://example.com/review/blob/HEAD/src/core/rules/acks-not-all/page.md');
    assert.equal(rule.defaultConfiguration.level, 'error');
  });

  it('points results to their rules and levels', () => {
    assert.deepEqual(run.results.map((result: { ruleId: string; ruleIndex: number; level: string }) => [result.ruleId, result.ruleIndex, result.level]),
      [['dropped-send', 1, 'error'], ['acks-not-all', 0, 'note'], ['dropped-send', 1, 'error']]);
  });

  it('follows the evidence to the finding', () => {
    const [{ relatedLocations, codeFlows }] = run.results;
    assert.equal(relatedLocations[0].physicalLocation.artifactLocation.uri, 'src/kafka%20client.ts');
    const steps = codeFlows[0].threadFlows[0].locations.map((step: { location: { message: { text: string } } }) => step.location.message.text);
    assert.deepEqual(steps, ['the producer is made here', full.findings[0].message]);
  });

  it('carries fixes by file', () => {
    const [{ fixes: [fix] }] = run.results;
    assert.equal(fix.artifactChanges.length, 2);
    assert.deepEqual(fix.artifactChanges[0].replacements, [{
      deletedRegion: { startLine: 12, startColumn: 3, endLine: 12, endColumn: 9 }, insertedContent: { text: 'await ' },
    }]);
  });

  it('marks what comments allow', () => {
    assert.deepEqual(run.results[2].suppressions, [{ kind: 'inSource', justification: 'only metrics' }]);
    assert.equal(run.results[0].suppressions, undefined);
  });
});

describe('fingerprints', () => {
  it('stay when lines move and words change', () => {
    assert.deepEqual(fingerprints([finding()]), fingerprints([finding({ range: line(99), message: 'In other words.' })]));
  });

  it('stay when another finding goes that is about something else', () => {
    const [, second] = fingerprints([finding(), finding({ about: { topics: ['payments'] } })]);
    assert.deepEqual(fingerprints([finding({ about: { topics: ['payments'] } })]), [second]);
  });

  it('differ by rule, file, what they are about and occurrence', () => {
    const prints = fingerprints([finding(), finding(), finding({ rule: 'x' }), finding({ path: 'y' }), finding({ about: { topics: ['z'] } })]);
    assert.equal(new Set(prints).size, 5);
  });
});
