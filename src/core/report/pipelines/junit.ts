import type { Finding, Review } from '../../review/finding';
import { visible } from '../../text/visible';
import { surenessInWords } from '../words';

/** The report as JUnit writes one: a suite for each file, a failed test for each finding; one that passes where there are none. */
export function junitReport({ findings }: Review): string {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) files.set(finding.path, [...files.get(finding.path) ?? [], finding]);
  const suites = files.size === 0
    ? ['  <testsuite name="kafka-review" tests="1" failures="0" errors="0">', '    <testcase name="no findings" classname="kafka-review"/>', '  </testsuite>']
    : [...files].flatMap(([path, found]) => suite(path, found));
  const counts = `tests="${Math.max(1, findings.length)}" failures="${findings.length}" errors="0"`;
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="kafka-review" ${counts}>`, ...suites, '</testsuites>'];
  return `${lines.join('\n')}\n`;
}

function suite(path: string, findings: readonly Finding[]): string[] {
  return [
    `  <testsuite name="${xml(path)}" tests="${findings.length}" failures="${findings.length}" errors="0">`,
    ...findings.flatMap(finding => test(finding)),
    '  </testsuite>',
  ];
}

function test({ rule, path, range: { start }, severity, sureness, message, because }: Finding): string[] {
  const lines = [`${severity}${surenessInWords(sureness)} at ${path}:${start.line}:${start.column}`, ...because.map(step => `${step.path}:${step.range.start.line} ${step.note}`)];
  return [
    `    <testcase name="${xml(`${rule} at line ${start.line}`)}" classname="${xml(path)}">`,
    `      <failure type="${xml(rule)}" message="${xml(message)}">${lines.map(xml).join('\n')}</failure>`,
    '    </testcase>',
  ];
}

/** Text of an element or an attribute; what XML has no place for is shown. */
function xml(text: string): string {
  return visible(text).replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`);
}
