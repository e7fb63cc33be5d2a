import assert from 'node:assert/strict';
import { reviewModel } from '../../src/core/review/review';
import { suppressionEdit } from '../../src/core/review/suppressions';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import { emptyModel, placeOf, ruleThat, sourcesOf } from './review-model';

/** Reviews one file in which the rule `dropped-send` finds each `BAD`. */
function reviewText(path: string, text: string, options = {}) {
  const sources = sourcesOf({ [path]: text });
  const places = [...text.matchAll(/BAD/g)].map(({ index }) => ({ path, span: { start: index, end: index + 3 } }));
  const rules = [ruleThat('dropped-send', places), ruleThat('acks-not-all', [])];
  return reviewModel(emptyModel(), rules, sources, { paths: [path], ...options });
}

const rulesOf = (reviewed: ReturnType<typeof reviewText>) => reviewed.findings.map(({ rule }) => rule);

describe('suppressions', () => {
  const allowed: [string, string, string][] = [
    ['a line comment', 'a.ts', '  // kafka-review: allow dropped-send -- metrics\n  BAD();\n'],
    ['a block comment', 'A.java', '/* kafka-review: allow dropped-send -- metrics */\nBAD();\n'],
    ['a line of a block comment', 'A.java', '/**\n * kafka-review: allow dropped-send -- metrics\n */\nBAD();\n'],
    ['the same line', 'a.ts', 'BAD(); // kafka-review: allow dropped-send -- metrics\n'],
    ['after a string on the same line', 'a.ts', 'BAD("it\'s"); // kafka-review: allow dropped-send -- metrics\n'],
    ['YAML', 'a.yml', 'x:\n  # kafka-review: allow dropped-send -- metrics\n  acks: BAD\n'],
    ['YAML on the same line, after an apostrophe', 'a.yml', 'x: don\'t BAD # kafka-review: allow dropped-send -- metrics\n'],
    ['YAML above a block text', 'a.yml', '# kafka-review: allow dropped-send -- metrics\ncommand: |\n  one\n    BAD\n'],
    ['properties', 'a.properties', '! kafka-review: allow dropped-send -- metrics\nacks=BAD\n'],
    ['properties above a continued line', 'a.properties', '# kafka-review: allow dropped-send -- metrics\nacks=\\\n  BAD\n'],
    ['XML', 'pom.xml', '<!-- kafka-review: allow dropped-send -- metrics -->\n<a>BAD</a>\n'],
    ['SQL', 'a.sql', '-- kafka-review: allow dropped-send -- metrics\nBAD;\n'],
    ['Windows line ends', 'a.ts', '// kafka-review: allow dropped-send -- metrics\r\nBAD();\r\n'],
    ['several above one line', 'a.ts', '// kafka-review: allow dropped-send -- metrics\n// another word\n\nBAD();\n'],
  ];
  for (const [title, path, text] of allowed) {
    it(`hold in ${title}`, () => {
      const reviewed = reviewText(path, text);
      assert.deepEqual(rulesOf(reviewed), []);
      assert.deepEqual(reviewed.suppressed.map(({ reason }) => reason), ['metrics']);
    });
  }

  const without: [string, string, string, RegExp][] = [
    ['that give no reason', 'a.ts', '// kafka-review: allow dropped-send\nBAD();\n', /no reason/],
    ['that give an empty reason', 'a.ts', '/* kafka-review: allow dropped-send -- */\nBAD();\n', /no reason/],
    ['that name no rule', 'a.ts', '// kafka-review: allow -- metrics\nBAD();\n', /no rule/],
    ['that name an unknown rule', 'a.ts', '// kafka-review: allow droped-send -- metrics\nBAD();\n', /no rule `droped-send`/],
    ['of another rule', 'a.ts', '// kafka-review: allow acks-not-all -- metrics\nBAD();\n', /Nothing to allow/],
    ['too far above', 'a.ts', '// kafka-review: allow dropped-send -- metrics\nfine();\nBAD();\n', /Nothing to allow/],
  ];
  for (const [title, path, text, message] of without) {
    it(`${title} have no effect and are reported`, () => {
      const { findings } = reviewText(path, text);
      assert.deepEqual(findings.map(({ rule }) => rule).sort(), ['dropped-send', 'unused-suppression']);
      const { message: said, severity } = findings.find(({ rule }) => rule === 'unused-suppression')!;
      assert.match(said, message);
      assert.equal(severity, 'info');
      assert.ok(said.length <= 160);
    });
  }

  const strings: [string, string][] = [
    ['a.ts', 'const text = "// kafka-review: allow dropped-send -- metrics"; BAD();\n'],
    ['a.properties', 'acks=BAD # kafka-review: allow dropped-send -- metrics\n'],
    ['a.yml', 'acks: BAD#kafka-review: allow dropped-send -- metrics\n'],
    ['package.json', '{ "x": "BAD // kafka-review: allow dropped-send -- metrics" }\n'],
    ['a.ts', '// see kafka-review: allow dropped-send -- metrics\nBAD();\n'],
  ];
  for (const [path, text] of strings) {
    it(`are none outside of comments: ${text.trim()}`, () => assert.deepEqual(rulesOf(reviewText(path, text)), ['dropped-send']));
  }

  it('name several rules, each of which must find something', () => {
    const reviewed = reviewText('a.ts', '// kafka-review: allow dropped-send, acks-not-all -- metrics\nBAD();\n');
    assert.deepEqual(rulesOf(reviewed), ['unused-suppression']);
    assert.match(reviewed.findings[0].message, /acks-not-all/);
  });

  it('of a rule that is off are not reported', () => {
    assert.deepEqual(rulesOf(reviewText('a.ts', '// kafka-review: allow acks-not-all -- metrics\nfine();\n', { rules: { 'acks-not-all': 'off' } })), []);
  });

  it('can be left unchecked', () => {
    assert.deepEqual(rulesOf(reviewText('a.ts', '// kafka-review: allow acks-not-all\nfine();\n', { rules: { 'unused-suppression': 'off' } })), []);
  });

  const removals: [string, string, string][] = [
    ['its line', '  // kafka-review: allow acks-not-all -- metrics\n  fine();\n', '  fine();\n'],
    ['the end of a line', '  fine(); // kafka-review: allow acks-not-all -- metrics\n', '  fine();\n'],
    ['one of two', '// kafka-review: allow acks-not-all, dropped-send -- metrics\nBAD();\n', '// kafka-review: allow dropped-send -- metrics\nBAD();\n'],
    ['the second of two', '// kafka-review: allow dropped-send, acks-not-all -- metrics\nBAD();\n', '// kafka-review: allow dropped-send -- metrics\nBAD();\n'],
  ];
  for (const [title, before, after] of removals) {
    it(`that do nothing are removed: ${title}`, () => {
      const { findings } = reviewText('a.ts', before);
      const source = new SourceText('a.ts', before);
      const offset = ({ line, column }: { line: number; column: number }) => source.lineStarts[line - 1] + column - 1;
      const [fix] = findings.find(({ rule }) => rule === 'unused-suppression')!.fixes;
      const edits = fix.edits.map(({ path, range, text }) => ({ path, text, span: { start: offset(range.start), end: offset(range.end) } }));
      assert.equal(applyEdits(before, edits), after);
    });
  }
});

describe('suppressing', () => {
  const cases: [string, string, string][] = [
    ['a.ts', '  BAD();\n', '  // kafka-review: allow dropped-send -- why\n  BAD();\n'],
    ['A.java', '\tBAD();\r\n', '\t// kafka-review: allow dropped-send -- why\r\n\tBAD();\r\n'],
    ['a.yaml', 'x:\n  - BAD\n', 'x:\n  # kafka-review: allow dropped-send -- why\n  - BAD\n'],
    ['a.yaml', 'x:\n  y: |\n    one\n    BAD\n', 'x:\n  # kafka-review: allow dropped-send -- why\n  y: |\n    one\n    BAD\n'],
    ['a.properties', 'acks=\\\n BAD\n', '# kafka-review: allow dropped-send -- why\nacks=\\\n BAD\n'],
    ['pom.xml', '<a>BAD</a>', '<!-- kafka-review: allow dropped-send -- why -->\n<a>BAD</a>'],
    ['a.sql', 'BAD', '-- kafka-review: allow dropped-send -- why\nBAD'],
    ['.env', 'BAD', '# kafka-review: allow dropped-send -- why\nBAD'],
  ];
  for (const [path, before, after] of cases) {
    it(`writes a comment that is understood again: ${path} ${JSON.stringify(before)}`, () => {
      const sources = sourcesOf({ [path]: before });
      const edit = suppressionEdit(sources(path)!, placeOf(sources, path, 'BAD').span.start, 'dropped-send', 'why')!;
      const text = applyEdits(before, [edit]);
      assert.equal(text, after);
      assert.deepEqual(rulesOf(reviewText(path, text)), []);
    });
  }

  it('is not possible in JSON', () => assert.equal(suppressionEdit(new SourceText('package.json', '{}'), 0, 'dropped-send'), undefined));
});
