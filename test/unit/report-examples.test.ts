import assert from 'node:assert/strict';
import { correction, examplesOf, nearestExample } from '../../src/core/report/examples';
import { ruleInfos } from '../../src/core/rules/index';
import { plain } from '../../src/core/text/visible';

const pageOf = (id: string) => ruleInfos.find(rule => rule.id === id)!.page;

describe('examples of a rule', () => {
  it('are on each page, and most are short enough for a hover', () => {
    const all = ruleInfos.flatMap(({ id, page }) => {
      const examples = examplesOf(page);
      assert.ok(examples.length > 0, id);
      return examples;
    });
    for (const { wrong, right } of all) assert.doesNotMatch(wrong + right, /want /);
    const short = all.map(example => correction(example, 14)).filter(lines => lines !== undefined);
    assert.ok(short.length > all.length * 0.9, `${short.length} of ${all.length}`);
    for (const lines of short) assert.match(lines, /^[-+]/m);
  });

  it('are chosen by notation, name and words', () => {
    const chosen = (id: string, path: string, text = '') => nearestExample(pageOf(id), path, text)?.path;
    assert.equal(chosen('dropped-send', 'a/b.mjs', "import { Kafka } from 'kafkajs'"), 'src/orders.ts');
    assert.match(nearestExample(pageOf('dropped-send'), 'A.java', 'import org.springframework.kafka.core.KafkaTemplate;')!.wrong, /KafkaTemplate/);
    assert.match(nearestExample(pageOf('dropped-send'), 'A.java', 'import org.apache.kafka.clients.producer.ProducerRecord;')!.wrong, /ProducerRecord/);
    assert.equal(chosen('acks-not-all', 'application-prod.yaml'), 'src/main/resources/application.yml');
    assert.equal(chosen('acks-not-all', 'deploy/Dockerfile'), undefined);
    assert.equal(chosen('dropped-send', 'producer.properties'), undefined);
  });

  it('show what changes, with a line around it', () => {
    const example = { language: 'ts', path: 'a.ts', wrong: 'a\n  b\n    c\n  d\n  e\n  f\n  g\n', right: 'a\n  b\n    C\n  d\n  e\n  f\n  g\n  h\n' };
    assert.equal(correction(example, 6), ' b\n-  c\n+  C\n d\n …\n g\n+h');
    assert.equal(correction(example, 5), undefined);
    assert.equal(correction({ ...example, right: 'a\n\n  b\n    c\n  d\n  e\n  f\n' }, 9), ' a\n+\n   b\n …\n   f\n-  g');
  });
});

describe('plain text', () => {
  it('has code in quotes', () => {
    assert.equal(plain('`orders`: with `acks=1` the leader'), "'orders': with 'acks=1' the leader");
    assert.equal(plain("set `'x'`, and ` alone"), "set \"'x'\", and ` alone");
  });
});
