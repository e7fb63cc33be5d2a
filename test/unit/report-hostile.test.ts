import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { auditMarkdown } from '../../src/core/report/audit';
import { markdownReport } from '../../src/core/report/markdown';
import { sarifReport } from '../../src/core/report/sarif';
import { textReport } from '../../src/core/report/text';
import type { Review } from '../../src/core/review/finding';
import { titleOfAddition, titleOfWrite } from '../../src/core/settings/write-setting';
import { code } from '../../src/core/text/visible';
import { finding, review } from './review-model';
import { sarifValidator } from './sarif-schema';

interface Token { type: string; tag: string; content: string; children: Token[] | null; attrs: [string, string][] | null }
interface Markdown { parse(text: string, env: object): Token[]; linkify: { set(options: object): void } }
const MarkdownIt = createRequire(__filename)('markdown-it') as new (options: object) => Markdown;

/** As VS Code's preview reads it. */
const preview = new MarkdownIt({ html: true, linkify: true });
preview.linkify.set({ fuzzyLink: false });

const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const HOSTILE = [
  'ok ``<img src=https://e.example/reason.png>` ok', '![x](https://e.example/a.png)', '[x](https://e.example)', '<https://e.example>',
  'https://e.example/x', '//e.example/x', 'www.e.example', 'a@e.example', '@team', '<b>bold</b> <!-- <script>', '`', '``', '`x', 'x`', '` [a](https://e.example) `',
  '| a | b |', 'a\\|b', '`a\\|b`', '`a|b`', 'a\n\n# Heading\n\n![x](https://e.example/a.png)', 'a\r\n| - |', '](https://e.example)', '\\', 'a\\', '&lt;img&gt;', '$x$',
  '# heading', '- item', '1. item', '> quote', '\u001b[2J\u001b]0;title\u0007', '::error file=x::pwned', '\n::error file=x::pwned', '##[error]x', '##vso[task.x]y',
  'a\u202eb\u2066c', 'a\ud800b', '\udc00', '\u2028\u2029\u0085', '[ref]: https://e.example', '__a__ *b* ~~c~~',
];

/** A review in which one text stands wherever a stranger's text can. */
function reviewWith(text: string): Review {
  const path = `src/${text}.ts`, found = finding({
    path, range, message: `${code(text)} is lost ${text}.`, because: [{ path, range, note: text }],
    fixes: [{ title: text, safe: true, edits: [{ path, range, text: 'x' }] }],
  });
  return review({
    findings: [found],
    suppressed: [{ finding: found, reason: text, by: 'comment' }],
    undecided: [{ path, range, question: `Which ${code(text)}?`, why: text, cause: { path, range }, layer: 'broker' }],
    layers: [{ layer: 'consumer', safe: [{ text: '1 commit stands after the work', path, range }] }],
    unreadClients: [{ name: text, kind: 'client', files: 1, path, range }],
    files: { seen: 1, kafka: 1, unread: [{ path, why: text }] },
  });
}

function flat(tokens: readonly Token[]): Token[] {
  return tokens.flatMap(token => [token, ...flat(token.children ?? [])]);
}

/** The shape of a page: what it is made of, whatever stands in it. */
function shape(markdown: string): string[] {
  return flat(preview.parse(markdown, {})).filter(({ type }) => !/^(text|text_special|inline|code_inline|softbreak)$/.test(type)).map(({ type, tag }) => `${type} ${tag}`);
}

function targets(markdown: string): string[] {
  return flat(preview.parse(markdown, {})).flatMap(({ attrs }) => (attrs ?? []).filter(([name]) => name === 'href' || name === 'src').map(([, value]) => value));
}

describe('hostile names and reasons', () => {
  for (const [name, write] of [['the audit', auditMarkdown], ['the Markdown report', markdownReport]] as const) {
    it(`change nothing of what ${name} is made of, and lead nowhere`, () => {
      const plain = shape(write(reviewWith('plain')));
      for (const text of HOSTILE) {
        const page = write(reviewWith(text));
        assert.deepEqual(shape(page), plain, `${JSON.stringify(text)}:\n${page}`);
        for (const target of targets(page)) assert.match(target, /^(src\/|#[a-z])/, `${JSON.stringify(text)}:\n${page}`);
        assert.doesNotMatch(page.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
    });
  }

  it('are seen in the text report, and give no command to a terminal or a pipeline', () => {
    const lines = (text: string) => textReport(reviewWith(text)).split('\n');
    for (const text of HOSTILE) {
      assert.equal(lines(text).length, lines('plain').length, JSON.stringify(text));
      for (const line of lines(text)) {
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        assert.doesNotMatch(line, /^\s*::|##\w*\[/);
      }
    }
    const odd = finding({ path: '::error file=x::y.ts', message: 'A\nb\u001b[2J \u202e.' });
    assert.match(textReport(review({ findings: [odd] })), /^\\u\{3a\}:error file=x::y\.ts:12:9 {2}error dropped-send {2}A b\\u\{1b\}\[2J \\u\{202e\}\.$/m);
  });

  it('keep SARIF within its schema, and its messages without links', () => {
    const validate = sarifValidator();
    for (const text of HOSTILE) {
      const log = JSON.parse(sarifReport(reviewWith(text), { name: 'kafka-review', version: '1.0.0', repository: 'https://example.com' }, []));
      assert.ok(validate(log as unknown), JSON.stringify(validate.errors));
      const [result] = log.runs[0].results;
      assert.doesNotMatch(result.message.text, /(^|[^\\])(\\\\)*[[\]]/);
      assert.doesNotThrow(() => new URL(result.locations[0].physicalLocation.artifactLocation.uri, 'file:///root/'));
    }
  });

  it('are one piece of code in a message, cut where they are long', () => {
    for (const text of [...HOSTILE, '', 'x'.repeat(500)]) assert.match(code(text), /^`[^`\n]{1,400}`$/u);
    assert.equal(code('x'.repeat(500)).length, 62);
    assert.equal(code('a`\u202eb'), '`a\\u{60}\\u{202e}b`');
  });

  it('are code in the titles of fixes that write settings', () => {
    for (const text of HOSTILE) {
      const edit = { path: 'a.json', span: { start: 0, end: 0 }, text };
      assert.match(titleOfWrite(text, [edit], '1'), /^Set `[^`\p{Cc}\p{Cf}]+` to `[^`\p{Cc}\p{Cf}]+`$/u);
      assert.match(titleOfAddition({ ...edit, text: `${text}: 1` }), /^Add `[^`\p{Cc}\p{Cf}]+`$/u);
    }
  });
});
