import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

/** Tells whether a log keeps to SARIF's published schema, of JSON Schema's draft 4, in the terms of the draft that the validator knows. */
export function sarifValidator() {
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
  return new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile<unknown>(schema as object);
}
