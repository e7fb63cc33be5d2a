import { LIBRARY, MEANING } from './library-schema';
import type { RuleSetting } from './policy';
import type { Schema } from './schema';

/** What may be set for a rule. */
export const RULE_SETTINGS: readonly RuleSetting[] = ['error', 'warning', 'info', 'hint', 'off'];

/** How many entries a list has at most; more would be data that a program wrote. */
const MOST = 1000;

function list(items: Schema, description: string): Schema {
  return { type: 'array', description, items, maxItems: MOST };
}

const GLOB: Schema = { type: 'string', format: 'glob', minLength: 1, maxLength: 500 };

/** The schema of `kafka-review.config.json` and its YAML twins, for rules by their ids with their titles. */
export function policySchema(rules: readonly { id: string; title: string }[]): Schema {
  const severities: Schema = {
    type: 'object', additionalProperties: false,
    description: 'Another severity for single rules, or `off`. `hint` is for editors; in reports it counts as `info`.',
    properties: Object.fromEntries(rules.map(({ id, title }) => [id, { type: 'string', enum: RULE_SETTINGS, description: title } satisfies Schema])),
  };
  const telemetry = list(
    { type: 'string', format: 'glob', minLength: 1, maxLength: 300 },
    'Topics of which some records may be lost: names, `*` for any letters. Findings that speak of nothing but such topics do not count; every report says how many there are, and for which topics.',
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Kafka Reliability Review',
    definitions: { rules: severities, meaning: MEANING },
    type: 'object', additionalProperties: false,
    properties: {
      $schema: { type: 'string', maxLength: 500, description: 'Where this schema is, for editors.' },
      rules: { $ref: '#/definitions/rules' },
      overrides: list({
        type: 'object', additionalProperties: false, required: ['files'],
        properties: {
          files: { ...list(GLOB, 'The files and folders for which it holds: glob patterns, relative to the configuration.'), minItems: 1 },
          rules: { $ref: '#/definitions/rules' },
          telemetry,
        },
      }, 'What holds for some folders only; where several speak of a file, the last one counts.'),
      exclude: list(GLOB, 'Files and folders that are not reviewed, besides those that `.gitignore` leaves out: glob patterns, relative to the configuration.'),
      telemetry,
      environments: {
        type: 'object', additionalProperties: false,
        description: 'Which files describe what runs in production, and which only serve development, where their names do not tell.',
        properties: {
          production: list(GLOB, 'Glob patterns, relative to the configuration.'),
          development: list(GLOB, 'Glob patterns, relative to the configuration.'),
        },
      },
      libraries: { type: 'array', maxItems: 50, items: LIBRARY, description: 'What types and calls of your own libraries mean.' },
      baseline: { type: 'string', minLength: 1, maxLength: 500, description: 'The file with the findings that are known and do not count, relative to the configuration; `kafka-review baseline` writes it.' },
    },
  };
}
