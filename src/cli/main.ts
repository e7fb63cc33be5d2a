import { run } from './run';

const { stdout, stderr, env } = process;

// Whoever reads the report may stop reading, as `head` does.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

void run(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout,
  stderr,
  colors: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
}).then(code => { process.exitCode = code; });
