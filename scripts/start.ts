import { resolve } from 'node:path';
import { root, run, runNpm } from './process';

/** `npm start [-- PATH …]`: builds, and reviews the samples or the given folders in the terminal. */
export async function main(args: string[]): Promise<number> {
  const code = await runNpm('build');
  if (code !== 0) return code;
  // A path means what it means where the command was typed.
  const paths = args.length > 0 ? args.map(path => resolve(process.env.INIT_CWD ?? root, path)) : ['samples'];
  // To look is not to fail: npm would hide the findings behind its own error lines.
  return run(process.execPath, ['dist/cli.js', 'review', '--fail-on', 'never', ...paths], { shell: false });
}
