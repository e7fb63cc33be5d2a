import assert from 'node:assert/strict';
import { auditMarkdown } from '../../src/core/report/audit';
import { jsonReport } from '../../src/core/report/json';
import { markdownReport } from '../../src/core/report/markdown';
import { explanation, unusedSuppression, withoutMarks } from '../../src/core/report/rule-info';
import { textReport } from '../../src/core/report/text';
import { webPage } from '../../src/core/report/web';
import type { Review } from '../../src/core/review/finding';
import { finding, review } from './review-model';

const line = (number: number) => ({ start: { line: number, column: 3 }, end: { line: number, column: 9 } });

const full: Review = review({
  findings: [
    finding({
      because: [{ path: 'src/kafka.ts', range: line(4), note: 'the producer is made here' }],
      fixes: [{ title: 'await `send`', safe: false, edits: [{ path: 'src/orders.ts', range: line(12), text: 'await ' }] }],
    }),
    finding({ range: line(30), rule: 'acks-not-all', severity: 'warning', sureness: 'likely', message: 'With `acks=1|0` a <leader> may fail.' }),
    finding({ path: 'deploy/kafka broker.yml', rule: 'unclean-leader-election', severity: 'info', layer: 'broker', range: line(2), message: 'A lagging replica may lead.' }),
  ],
  unreadClients: [{ name: 'sinek', kind: 'client', files: 1, path: 'src/bus.ts', range: line(3) }],
  suppressed: [{ finding: finding({ path: 'src/metrics.ts', range: line(8) }), reason: 'only *metrics*', by: 'comment' }],
  undecided: [{ path: 'src/kafka.ts', range: line(5), question: 'Which `acks` does this producer use?', why: 'it is read at run time', cause: { path: 'src/settings.ts', range: line(7) }, layer: 'producer' }],
  things: [
    ...(['safe', 'at risk', 'undecided'] as const).map(verdict => ({ layer: 'producer' as const, what: 'sends', path: 'src/a.ts', range: line(1), verdict })),
    { layer: 'consumer', what: 'commits', path: 'src/a.ts', range: line(1), verdict: 'safe' },
  ],
  layers: [{ layer: 'consumer', safe: [{ text: '2 commits stand after the work', path: 'src/a.ts', range: line(1), also: [{ path: 'src/b.ts', range: line(2) }] }] }],
  files: { seen: 40, kafka: 3, unread: [{ path: 'big.ts', why: 'larger than 1 MiB' }] },
});

describe('text report', () => {
  it('has a line for each finding, its evidence below, files apart, and a summary', () => {
    assert.equal(textReport(full), `\
src/orders.ts:12:9  error dropped-send  Nobody waits for this send, so a failure is never noticed; await it.
    src/kafka.ts:4:3  the producer is made here
src/orders.ts:30:3  warning acks-not-all  With \`acks=1|0\` a <leader> may fail. (likely)

deploy/kafka broker.yml:2:3  info unclean-leader-election  A lagging replica may lead.

src/bus.ts:3:3  Uses sinek, which is not read yet
big.ts  not read: larger than 1 MiB

1 error, 1 warning, 1 info · 40 files looked at, 3 with Kafka · 1 allowed by comments · 1 question left open (\`kafka-review audit\` lists them)
`);
  });

  it('is one line when there is nothing to say', () => {
    assert.equal(textReport(review({ files: { seen: 1, kafka: 0, unread: [] } })), 'No findings · 1 file looked at, 0 with Kafka\n');
  });

  it('has colours only when asked', () => {
    assert.ok(!textReport(full).includes('\u001b'));
    assert.ok(textReport(full, { colors: true }).includes('\u001b[31merror\u001b[0m'));
  });
});

describe('JSON report', () => {
  it('keeps its promised shape', () => {
    const report = JSON.parse(jsonReport(full, { name: 'kafka-review', version: '1.2.3', repository: 'https://example.com' }));
    assert.deepEqual(Object.keys(report), ['tool', 'findings', 'undecided', 'summary']);
    assert.deepEqual(report.tool, { name: 'kafka-review', version: '1.2.3' });
    assert.deepEqual(report.findings[0], {
      rule: 'dropped-send', severity: 'error', sureness: 'certain', layer: 'producer', path: 'src/orders.ts',
      range: { start: { line: 12, column: 9 }, end: { line: 12, column: 13 } },
      message: 'Nobody waits for this send, so a failure is never noticed; await it.',
      because: [{ path: 'src/kafka.ts', range: line(4), note: 'the producer is made here' }],
      fixes: [{ title: 'await `send`', safe: false }],
    });
    assert.deepEqual(Object.keys(report.undecided[0]), ['path', 'range', 'question', 'why', 'cause', 'layer']);
    assert.deepEqual(report.summary, {
      error: 1, warning: 1, info: 1, suppressed: 1, suppressedBy: { comment: 1 }, undecided: 1, unreadClients: [{ name: 'sinek', kind: 'client', files: 1, path: 'src/bus.ts', range: line(3) }],
      files: { seen: 40, kafka: 3, unread: [{ path: 'big.ts', why: 'larger than 1 MiB' }] },
    });
  });
});

describe('Markdown report', () => {
  const markdown = markdownReport(full);

  it('is a table with links', () => {
    assert.match(markdown, /\| Error \| \[src\/orders\.ts:12\]\(src\/orders\.ts#L12\) \| Nobody waits .* \| `dropped-send` \|/);
    assert.match(markdown, /\[deploy\/kafka broker\.yml:2\]\(deploy\/kafka%20broker\.yml#L2\)/);
  });

  it('escapes what would break the table or the page', () => {
    assert.match(markdown, /With `acks=1\\\|0` a &lt;leader&gt; may fail\. \(likely\)/);
    assert.match(markdown, /only \\\*metrics\\\*/);
  });

  it('folds the evidence, what is allowed, and what was not read', () => {
    for (const title of ['Why', 'Allowed by comments', 'Not read']) assert.match(markdown, new RegExp(`<summary>${title}</summary>`));
  });

  it('is short when there is nothing', () => {
    assert.equal(markdownReport(review()), '### Kafka reliability review\n\n**No findings** · 10 files looked at, 2 with Kafka\n');
  });
});

describe('audit', () => {
  const audit = auditMarkdown(full);
  const section = (title: string) => audit.split(/^(?=## )/m).find(part => part.startsWith(`## ${title}\n`))!;

  it('has the five layers in order, and counts them', () => {
    assert.deepEqual([...audit.matchAll(/^## (.*)/gm)].map(([, title]) => title),
      ['Producer', 'Broker', 'Consumer', 'Detection', 'Business', 'Allowed by comments', 'Not read']);
    assert.match(audit, /\| \[Producer\]\(#producer\) \| sends \| 3 \| 1 \| 1 \| 1 \|\n\|  \| producers \| 0 \| 0 \| 0 \| 0 \|/);
    assert.match(audit, /\| \[Consumer\]\(#consumer\) \| handlers \| 0 \| 0 \| 0 \| 0 \|\n\|  \| commits \| 1 \| 1 \| 0 \| 0 \|/);
  });

  it('says what is safe, at risk and undecided, with links', () => {
    assert.match(section('Consumer'), /### Safe\n\n- 2 commits stand after the work: \[src\/a\.ts:1\]\(src\/a\.ts#L1\), \[src\/b\.ts:2\]/);
    assert.match(section('Producer'), /### At risk\n\n\*\*Error\*\* `dropped-send`\n\n- Nobody waits .*\n {2}- \[src\/orders\.ts:12\].*\n {4}- \[src\/kafka\.ts:4\]\(src\/kafka\.ts#L4\) the producer is made here/);
    assert.match(section('Producer'), /### Could not be decided\n\n- \[src\/kafka\.ts:5\]\(src\/kafka\.ts#L5\) Which `acks` .* Open: it is read at run time, \[src\/settings\.ts:7\]\(src\/settings\.ts#L7\)\./);
  });

  it('says of an empty layer what that means, and what it does not mean where not all was read', () => {
    assert.match(section('Detection'), /Whether anything notices losses could not be seen: sinek is not read yet\./);
    const read = auditMarkdown({ ...full, unreadClients: [], files: { ...full.files, unread: [] } });
    assert.match(read, /Nothing that notices losses was seen/);
  });

  it('tells what is said several times once, with its places', () => {
    const again = auditMarkdown(review({ findings: [finding(), finding({ range: line(40) }), finding({ message: 'Another one is lost.' })] }));
    assert.match(again, /\*\*Error\*\* `dropped-send`: 3 places\n\n- Nobody waits .*\n {2}- \[src\/orders\.ts:12\].*\n {2}- \[src\/orders\.ts:40\].*\n- Another one is lost\./);
  });

  it('links where the host wants', () => {
    assert.match(auditMarkdown(full, { link: (path, range) => `open:${path}:${range.start.line}` }), /\(open:src\/orders\.ts:12\)/);
  });
});

describe('rule page', () => {
  it('is shown without its heading and the marks of its examples', () => {
    assert.equal(withoutMarks('# Acks\n\nIt loses.\n\n```ts src/a.ts\n  // want acks error\n  send();\n```\n\n```ts src/a.ts fixed\n  await send();\n```\n'),
      'It loses.\n\n```ts\n  send();\n```\n\n```ts\n  await send();\n```');
  });

  it('leads to the other files of the project on the web', () => {
    const page = '# acks\n\nIt [loses](../../../../docs/evidence.md#acks) [records](https://example.com), as [that](../that/page.md).\n';
    const address = 'https://host/project', web = `${address}/blob/HEAD`;
    assert.equal(explanation({ id: 'acks', title: 'Acks', layer: 'producer', severity: 'error', page }, address),
      `It [loses](${web}/docs/evidence.md#acks) [records](https://example.com), as [that](${web}/src/core/rules/that/page.md).`);
    assert.equal(webPage({ id: 'acks' }, address), `${web}/src/core/rules/acks/page.md`);
    assert.equal(webPage(unusedSuppression, address), undefined);
  });
});
