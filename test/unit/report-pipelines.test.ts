import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { githubReport } from '../../src/core/report/pipelines/github';
import { gitlabReport } from '../../src/core/report/pipelines/gitlab';
import { junitReport } from '../../src/core/report/pipelines/junit';
import { finding, review } from './review-model';

const hostile = 'a,b:c%\n::error::x]]> & <b> "q" \u001b[31m \u202e \ud800';
const found = review({
  findings: [finding({ fixes: [] }), finding({ severity: 'info', path: hostile, message: hostile, range: { start: { line: 2, column: 3 }, end: { line: 4, column: 1 } }, because: [{ path: hostile, range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }, note: hostile }] })],
  unreadClients: [{ name: 'sinek', kind: 'client', files: 1, path: 'src/bus.ts', range: { start: { line: 3, column: 1 }, end: { line: 3, column: 2 } } }],
});

describe('reports for pipelines', () => {
  it('of GitHub are one command a finding, and no other', () => {
    const lines = githubReport(found).trimEnd().split('\n');
    assert.equal(lines[0], '::error file=src/orders.ts,line=12,endLine=12,col=9,endColumn=13,title=dropped-send::Nobody waits for this send, so a failure is never noticed; await it.');
    assert.match(lines[1], /^::notice file=a%2Cb%3Ac%25 %3A%3Aerror%3A%3Ax[^,]*,line=2,endLine=4,title=dropped-send::a,b:c%25 ::error/);
    assert.match(lines[2], /^::notice file=src\/bus\.ts,line=3,title=not read::Uses sinek/);
    assert.equal(lines.length, 4);
    assert.ok(!lines[3].startsWith('::'));
  });

  // gitlab-org/gitlab, app/validators/json_schemas/codeclimate.json, and what docs.gitlab.com asks for.
  it('of GitLab are what its schema asks for', () => {
    const isFine = new Ajv().compile({
      type: 'array', items: {
        type: 'object', required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
        properties: {
          description: { type: 'string' }, check_name: { type: 'string' }, fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
          severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
          location: {
            type: 'object', required: ['path', 'lines'],
            properties: { path: { type: 'string' }, lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer' }, end: { type: 'integer' } } } },
          },
        },
      },
    });
    const issues: unknown = JSON.parse(gitlabReport(found));
    assert.ok(isFine(issues), JSON.stringify(isFine.errors));
    assert.equal(new Set((issues as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint)).size, 2);
    assert.deepEqual(JSON.parse(gitlabReport(review())), []);
  });

  it('of JUnit are well formed, whatever files and messages say', () => {
    const text = junitReport(found), stack: string[] = [];
    const rest = text.replace(/<\?xml[^>]*\?>/, '').replace(/<(\/?)([a-z]+)((?: [a-z]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>/g, (_, end: string, name: string, __, alone: string) => {
      if (end) assert.equal(stack.pop(), name); else if (!alone) stack.push(name);
      return '';
    });
    assert.deepEqual(stack, []);
    assert.doesNotMatch(rest, /[<>]|&(?!#\d+;)|[^\n\u0020-\ud7ff\ue000-\ufffd]/u);
    assert.match(text, /<testsuites name="kafka-review" tests="2" failures="2" errors="0">/);
    assert.match(junitReport(review()), /tests="1" failures="0"[^]*<testcase name="no findings" classname="kafka-review"\/>/);
  });
});
