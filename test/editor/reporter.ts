import Mocha from 'mocha';

/** Writes one line a test; the mark lets the host tell them from the editor's own lines. */
export class ConsoleReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    const say = (line: string) => console.log(`[test] ${line}`);
    runner.on('suite', suite => suite.title && say(`\n  ${suite.title}`));
    runner.on('pass', test => say(`    ✓ ${test.title} (${test.duration} ms)`));
    runner.on('pending', test => say(`    - ${test.title}`));
    runner.on('fail', (test, error) => say(`    ✗ ${test.fullTitle()}\n${error.stack ?? error.message}`));
  }
}
