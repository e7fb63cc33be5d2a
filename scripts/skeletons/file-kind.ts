import { camelCase, FILL_IN, mustBeNew, mustBeWords, pascalCase, withTexts, type Read, type Skeleton } from './skeleton';

/** A kind of YAML file that is recognised by nothing yet: its reader, its place among the others, and its test. */
export function fileKind(name: string, read: Read): Skeleton {
  mustBeWords(name);
  const file = `src/core/config/kinds/${name}.ts`, pascal = pascalCase(name), camel = camelCase(name);
  mustBeNew(read, file);
  return {
    files: [
      { path: file, text: reader(pascal) },
      withTexts(read, 'src/core/config/index.ts',
        [`import { is${pascal}, read${pascal} } from './kinds/${name}';\n`, { before: /import \{ [^}]*parseProperties/ }],
        [`  const ${camel} = documents.find(is${pascal});\n  if (${camel}) return read${pascal}(file, ${camel}) ? { path: file.path } : undefined;\n`, { behind: /^function yaml\([^\n]*\n/m }]),
      { path: `test/unit/config-${name}.test.ts`, text: test(name) },
    ],
    next: [
      'Is it no YAML? Then call it from `read` in src/core/config/index.ts, where the names of files are told apart.',
      'docs/adding-a-file-kind.md tells the rest.',
    ],
  };
}

const reader = (pascal: string) => `import type { ConfigFile } from '../file';
import { entriesAt, textAt, type YamlNode } from '../notations/yaml';
import { isClientKey } from '../../settings/spelling';
import { writtenScalar } from '../file';

/** ${FILL_IN} what such a file is, and where its form is documented. */
export function is${pascal}(document: YamlNode): boolean {
  return textAt(document, '${FILL_IN} what only such files have') !== undefined;
}

/** Reads what it sets for clients of Kafka; true when it does. */
export function read${pascal}(file: ConfigFile, document: YamlNode): boolean {
  for (const { key, keySpan, value } of entriesAt(document, '${FILL_IN} where the settings stand')) {
    if (value.kind !== 'scalar' || !isClientKey(key)) continue;
    file.is('client');
    // ${FILL_IN} whose settings these are
    file.add(file.site('client', key, key, writtenScalar(value, keySpan, 'yaml', 'shell')));
  }
  return file.facts.settings.length > 0;
}
`;

const test = (name: string) => `import assert from 'node:assert/strict';
import { readConfig } from '../../src/core/config/index';

const settings = (text: string): string[] =>
  (readConfig('deploy/${name}.yaml', text)?.settings ?? []).map(({ scope, key, value }) => \`\${scope} \${key}=\${value.known ? value.value : '?'}\`);

describe('${name}', () => {
  it('sets what its clients use', () => {
    // ${FILL_IN} a small file of this kind
    assert.deepEqual(settings('kafka: {}\\n'), ['producer acks=1']);
  });

  it('says nothing where the same words mean something else', () => {
    // ${FILL_IN} what looks like it
    assert.equal(readConfig('deploy/other.yaml', 'kafka: {}\\n'), undefined);
  });
});
`;
