import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { jsonFault } from '../../src/core/policy/json-fault';
import { policySchema } from '../../src/core/policy/policy-schema';
import { readPolicy } from '../../src/core/policy/read';
import { starter } from '../../src/core/policy/starter';
import { globOf } from '../../src/core/text/glob';
import { ruleInfos } from '../../src/vscode/rules';

const schema = JSON.parse(readFileSync(join(__dirname, '../../schemas/kafka-review.config.schema.json'), 'utf8'));
const read = (text: string, file = 'kafka-review.config.yml', prefix = '') => readPolicy(file, text, ruleInfos, prefix);
const policy = (text: string, prefix = '') => {
  const { policy, faults } = read(text, undefined, prefix);
  assert.equal(faults, undefined);
  return policy!;
};
const faults = (text: string, file?: string) => (read(text, file).faults ?? []).map(({ range: { start }, message }) => `${start.line}:${start.column} ${message}`);

describe('configuration', () => {
  it('of JSON is one where `JSON.parse` says so', () => {
    const texts = ['{}', '[1, -0.5e3, "a\\u00e9", true, null]', ' {"a": {"b": []}} ', '{"a" 1}', '[1,]', '{,}', '01', '1.', '"\n"', "'a'", '{"a":1}}', '[', '', 'nul', 'truex', '{"a":1 "b":2}', '// a\n{}'];
    for (const text of texts) {
      const parses = (() => { try { JSON.parse(text); return true; } catch { return false; } })();
      assert.equal(jsonFault(text) === undefined, parses, text);
    }
  });

  it('has a schema that is shipped as it is checked', () => {
    assert.deepEqual(schema, JSON.parse(JSON.stringify(policySchema(ruleInfos))));
  });

  it('sets severities, the last override for a file before all', () => {
    const text = 'rules: { dropped-send: warning }\noverrides:\n- { files: [legacy], rules: { dropped-send: off } }\n- { files: ["**/new.ts"], rules: { dropped-send: hint } }';
    const found = policy(text);
    assert.deepEqual(['a.ts', 'legacy/a.ts', 'legacy/new.ts', 'new.ts'].map(path => found.setting('dropped-send', path)), ['warning', 'off', 'hint', 'hint']);
    assert.equal(found.setting('acks-not-all', 'a.ts'), undefined);
    assert.equal(policy(text, 'legacy/').setting('dropped-send', 'a.ts'), 'off');
  });

  it('says what is left out, what may be lost, and what serves what', () => {
    const found = policy('exclude: [gen]\ntelemetry: [views-*]\nenvironments: { production: [k8s/blue], development: ["**/*.lab.yml"] }\noverrides: [{ files: [web], telemetry: [clicks] }]');
    assert.deepEqual(['gen', 'gen/', 'gen/a.ts', 'a.ts'].map(path => found.isExcluded(path)), [true, true, true, false]);
    assert.deepEqual([[], ['views-eu'], ['views-eu', 'orders'], ['clicks']].map(topics => found.acceptsLoss(topics, 'a.ts')), [false, true, false, false]);
    assert.ok(found.acceptsLoss(['clicks', 'views-us'], 'web/a.ts'));
    assert.deepEqual(['k8s/blue/a.yml', 'x/y.lab.yml', 'a.yml'].map(path => found.environment(path)), ['production', 'development', undefined]);
  });

  it('takes what `init` writes, and changes nothing with it', () => {
    for (const format of ['json', 'yaml'] as const) {
      const { policy } = read(starter(format), format === 'json' ? 'kafka-review.config.json' : 'kafka-review.config.yml');
      assert.equal(policy?.setting('dropped-send', 'a.ts'), undefined);
      assert.ok(!policy?.isExcluded('a.ts'));
    }
  });

  const wrong: [string, string, string?][] = [
    ['rules: { dropped-sent: off }', '1:10 `rules` has no `dropped-sent`; write `dropped-send`'],
    ['rules:\n  dropped-send: loud', '2:17 `rules.dropped-send` cannot be `loud`; choose `error`, `warning`, `info`, `hint` or `off`'],
    ['rules: []', '1:8 `rules` must be an object'],
    ['exclude: src', '1:10 `exclude` must be a list'],
    ['exclude: ["{a"]', '1:11 `{a` is no glob pattern; close its brackets, and write less in its braces'],
    ['overrides: [{ rules: {} }]', '1:13 `overrides` needs `files`; add it'],
    ['baseline:', '1:10 `baseline` has no value; give one or remove it'],
    ['exclude: []\nexclude: []', '2:1 `exclude` stands here twice; keep one'],
    ['exclude: [\n', '2:1 it cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ]; correct it here'],
    ['a: 1\n---\nb: 2', '2:1 it cannot be read: it has more than one document; correct it here'],
    ['? [a]\n: 1', '1:3 it cannot be read: a key must be a plain text; correct it here'],
    ['exclude: !!js/function "x"', undefined!],
    ['{ "exclude": ["a",] }', '1:19 it is no JSON: here must stand a value', 'kafka-review.config.json'],
    ['{ "exclude": ["a"]', '1:19 it is no JSON: here must stand `,` or `}`', 'kafka-review.config.json'],
    ['{ "exclude": [], "exclude": [] }', '1:18 `exclude` stands here twice; keep one', 'kafka-review.config.json'],
    ['__proto__: { rules: {} }', '1:1 the configuration has no `__proto__`; there are `$schema`, `rules`, `overrides`, `exclude`, `telemetry`, `environments`, `libraries` or `baseline`'],
    ['rules: { constructor: off }', '1:10 `rules` has no `constructor`; remove it'],
    ['libraries: [{ id: a, language: java, types: { "a#B": {} } }]', '1:47 `a#B` is no class of Java; write its package and name, as in `com.acme.bus.EventBus`'],
    ['libraries: [{ id: a, language: typescript, types: { "a.B": {} } }]', '1:53 `a.B` names no module; write `module#Type`, as in `@acme/bus#EventBus`'],
    ['libraries: [{ id: a, language: typescript, types: { "a#B": { methods: { x: { role: sent } } } } }]', undefined!],
    ['libraries: [{ id: a, language: typescript, types: { "a#B": { methods: { x: { role: send } } } } }]', '1:76 `libraries.types.a#B.methods.x` needs `outcome`; add it'],
    ['libraries: [{ id: a, language: typescript, types: { "a#B": { methods: { x: [{ role: send, outcome: promise, topic: first }] } } } }]', undefined!],
    ['', '1:1 it says too much or nothing; write `{}` to change nothing'],
  ];
  for (const [text, fault, file] of wrong) {
    it(`tells what is wrong with \`${text.slice(0, 60)}\``, () => {
      const found = faults(text, file);
      if (fault === undefined) assert.equal(found.length, 1, found.join('\n')); else assert.deepEqual(found, [fault]);
    });
  }

  it('is no way to fill memory or time', () => {
    const bomb = Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : `*a${at - 1},*a${at - 1},*a${at - 1}`}]`).join('\n');
    const hostile = [
      `exclude: [${'"a",'.repeat(3_000_000)}]`, bomb, `exclude: ${'['.repeat(5000)}`, `exclude: &a [*a]`, 'x'.repeat(300_000),
      `exclude: ["${'{a,b}'.repeat(90)}"]`, `rules: {${Array.from({ length: 20_000 }, (_, at) => `r${at}: off`).join(', ')}}`,
      `exclude: [${'a,'.repeat(1001)}]`, `{ "exclude": ${'['.repeat(100_000)} }`,
    ];
    const started = performance.now();
    for (const text of hostile) for (const file of ['kafka-review.config.yml', 'kafka-review.config.json']) assert.ok(faults(text, file).length > 0, text.slice(0, 60));
    assert.ok(performance.now() - started < 10_000);
    assert.equal(({} as { rules?: unknown }).rules, undefined);
  });

  it('is taken or refused as its schema says', () => {
    const ajv = new Ajv({ formats: { glob: (text: string) => globOf(text) !== undefined } }), isFine = ajv.compile(schema);
    const texts = [
      ...wrong.filter(([text, , file]) => file === undefined && !/exclude.*\n|---|\?|<<|a#B|a\.B|!!|__proto__/.test(text) && text !== '').map(([text]) => text),
      'rules: { dropped-send: "off", acks-not-all: info }', 'environments: { production: [a], test: [b] }',
      'libraries: [{ id: a, language: typescript, types: { "@a/b#C": { create: { role: make, returns: x }, methods: { s: { role: send, topic: "0.topic", outcome: promise }, h: [{ role: handle, handlers: [{ at: "1", commits: on-return, batch: true }] }] } } } }]',
      'libraries: [{ id: a, language: typescript, types: { "@a/b#C": { methods: { s: { role: commit } } } } }]',
      'libraries: [{ id: A, language: typescript, types: {} }]', 'libraries: [{ id: a, language: kotlin, types: {} }]',
      'libraries: [{ id: a, language: java, types: { a.B: { methods: { s: { role: send, outcome: future, arity: [1, 2] } } } } }]',
    ];
    for (const text of texts) assert.equal(read(text).faults === undefined, isFine(parse(text)), `${text}\n${faults(text).join('\n')}\n${ajv.errorsText(isFine.errors)}`);
  });
});
