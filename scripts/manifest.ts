import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// Teaches Node to import rule pages as text; it must come before the rules.
import '../test/register.cjs';
import { policySchema } from '../src/core/policy/policy-schema';
import { ruleInfos } from '../src/vscode/rules';
import { root } from './process';

const begin = '"kafkaReliability.rules"';

/** `node scripts/run.mjs manifest`: writes the list of rules into the settings of package.json, and the schema of configurations. */
export function main(): number {
  const lines = ruleInfos.map(({ id, title }) =>
    `            ${JSON.stringify(id)}: { "type": "string", "enum": ["error", "warning", "info", "hint", "off"], "description": ${JSON.stringify(title)} }`);
  const file = join(root, 'package.json'), text = readFileSync(file, 'utf8');
  const start = text.indexOf('"properties": {\n', text.indexOf(begin)) + '"properties": {\n'.length;
  const end = text.indexOf('\n          }\n', start);
  writeFileSync(file, text.slice(0, start) + lines.join(',\n') + text.slice(end));
  writeFileSync(join(root, 'schemas/kafka-review.config.schema.json'), `${JSON.stringify(policySchema(ruleInfos), undefined, 2)}\n`);
  return 0;
}
