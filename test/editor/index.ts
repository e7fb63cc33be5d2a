import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';
import { useEditor } from './editor';
import { ConsoleReporter } from './reporter';

/** Called by VS Code in its extension host. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd', timeout: 90_000, reporter: ConsoleReporter, grep: process.env.KAFKA_REVIEW_GREP,
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  useEditor();
  await import('./tests/index');
  const stats = await new Promise<Mocha.Stats>(done => {
    const runner = mocha.run(() => done(runner.stats!));
  });
  writeFileSync(process.env.KAFKA_REVIEW_RESULTS!, JSON.stringify({ passed: stats.passes, failed: stats.failures }));
  if (stats.failures > 0) throw new Error(`${stats.failures} editor tests failed`);
}
