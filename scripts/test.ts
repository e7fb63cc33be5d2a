import { runEditorTests, runWindowTests, type Outcome } from './editor-host/run-tests';
import { runAndRead, runNpm } from './process';

/**
 * `npm test`: types, lint, build, unit tests, compilers and the tests in a real editor; each of the first three counts
 * as one. `npm test -- editor [WORDS]` builds and runs those in the editor alone, or of them the ones whose titles match.
 */
export async function main([only, ...words]: string[] = []): Promise<number> {
  const outcomes: Outcome[] = [];
  const step = async (title: string, tests: () => Promise<Outcome>) => {
    console.log(`\n── ${title}`);
    const outcome = await tests();
    outcomes.push(outcome);
    return outcome.failed === 0;
  };

  const all = only !== 'editor';
  if (all) await step('Types', () => one('types'));
  if (all) await step('Lint', () => one('lint'));
  const built = await step('Build', () => one('build'));
  if (all) await step('Unit tests', () => mocha('unit'));
  if (all) await step('Compilers', () => mocha('compile-check'));
  if (built) {
    await step('Tests in a real editor', () => runEditorTests(words.join(' ')));
    await step('Tests of its windows', () => runWindowTests(words.join(' ')));
  }

  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const failed = sum(outcome => outcome.failed);
  console.log(`\n${sum(outcome => outcome.passed)} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function one(script: string): Promise<Outcome> {
  return await runNpm(script) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function mocha(script: string): Promise<Outcome> {
  const { code, output } = await runAndRead('npm', ['run', '--silent', script]);
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  // A run that ends before its tests fails too.
  return { passed: count('passing'), failed: count('failing') || (code === 0 ? 0 : 1) };
}
