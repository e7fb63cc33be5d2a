import { BadRequest, camelCase, FILL_IN, mustBeNew, mustBeWords, withText, withTexts, type Read, type Skeleton } from './skeleton';

/** A rule that finds nothing yet: its code, its page, its cases, and its places in the lists. */
export function rule(name: string, read: Read): Skeleton {
  mustBeWords(name);
  if (!name.includes('-')) throw new BadRequest(`\`${name}\` is one word: a rule says what is wrong, and reads well behind "allow", as \`dropped-send\` does.`);
  const folder = `src/core/rules/${name}`, camel = camelCase(name);
  mustBeNew(read, `${folder}/rule.ts`);
  return {
    files: [
      { path: `${folder}/rule.ts`, text: code(name) },
      { path: `${folder}/page.md`, text: page(name) },
      { path: `${folder}/cases/kafkajs.md`, text: cases(name) },
      withTexts(read, 'src/core/rules/index.ts',
        [`import { rule as ${camel} } from './${name}/rule';\nimport ${camel}Page from './${name}/page.md';\n`, { before: /\n\/\*\* What faces show of a rule/ }],
        [`  [${camel}, ${camel}Page],\n`, { behind: /const all: [^\n]*\n/ }]),
      withText(read, 'README.md', `| [\`${name}\`](${folder}/page.md) | ${FILL_IN} what it finds | warning |\n`, { behind: /^\| \*\*Producer\*\* \| \| \|\n/m }),
      withText(read, 'CHANGELOG.md', `- The rule \`${name}\`: ${FILL_IN} what it finds\n`, { behind: /^## \[Unreleased\]\n\n### Added\n\n/m }),
      withText(read, 'package.json', `            "${name}": { "type": "string", "enum": ["error", "warning", "info", "hint", "off"], "description": "${FILL_IN} run the manifest" },\n`,
        { behind: /"kafkaReliability\.rules": \{[^]*?"properties": \{\n/ }),
    ],
    next: [
      `Move its line in src/core/rules/index.ts and in the README to its layer.`,
      `When its title stands, \`node scripts/run.mjs manifest\` writes it into package.json.`,
      `docs/adding-a-rule.md tells the rest.`,
    ],
  };
}

const code = (name: string) => `import type { Rule } from '../rule';

/** ${FILL_IN} how a message is lost, in one sentence. */
export const rule: Rule = {
  id: '${name}',
  title: '${FILL_IN} a few words, as in "A send whose outcome nobody waits for"',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const send of model.sends) {
      // ${FILL_IN} which facts of the model show the loss?
      const isLost = send.topic === '${FILL_IN} a fact, and no name';
      if (!isLost) continue;
      report(send, {
        about: send,
        message: '${FILL_IN} what happens, why it matters, what to do; it goes on after the topic or the call.',
        severity: 'warning',
        sureness: 'certain',
        because: send.because,
      });
    }
  },
};
`;

const page = (name: string) => `# ${name}

${FILL_IN} what happens, and why a message is lost, doubled or reordered by it; one paragraph that needs no other.

## What to do

${FILL_IN} the cure, for each library and kind of file.

## When it is fine

${FILL_IN} where the same code loses nothing, and how to say so: \`kafka-review: allow ${name} -- the reason\`.

## Examples

### kafkajs: ${FILL_IN} what is wrong

Wrong, \`src/orders.ts\`:

\`\`\`ts src/orders.ts
import { Kafka } from 'kafkajs';

const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();

export async function publish(order: string): Promise<void> {
  // want ${name} warning
  await producer.send({ topic: 'orders', messages: [{ value: order }] });
}
\`\`\`

Right, \`src/orders.ts\`:

\`\`\`ts src/orders.ts right
import { Kafka } from 'kafkajs';

const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();

export async function publish(order: string): Promise<void> {
  // ${FILL_IN} the same done well; where a fix writes it, say \`fixed\` instead of \`right\`
  await producer.send({ topic: 'orders', messages: [{ value: order }] });
}
\`\`\`

### kafkajs: ${FILL_IN} what looks like it and is fine

Fine, \`src/orders.ts\`:

\`\`\`ts src/orders.ts
import { Kafka } from 'kafkajs';

const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();

export async function publish(order: string): Promise<void> {
  await producer.send({ topic: 'orders', messages: [{ value: order }] });
}
\`\`\`

## Sources

- ${FILL_IN} where Kafka's own documents or code say so, and since which version.
`;

const cases = (name: string) => `# ${name}

## cases

### kafkajs: ${FILL_IN} the harder shapes of it

\`\`\`ts src/orders.ts
import { Kafka } from 'kafkajs';

const producer = new Kafka({ brokers: ['kafka:9092'] }).producer();

export async function publish(order: string): Promise<void> {
  // want ${name} warning
  await producer.send({ topic: 'orders', messages: [{ value: order }] });
}
\`\`\`
`;
