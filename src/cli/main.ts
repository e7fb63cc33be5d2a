import { run } from './run';
import { showsColors } from './terminal';

const { stdout, stderr, env } = process;

stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // Whoever reads the report may stop reading, as `head` does.
  if (code === 'EPIPE') process.exit();
  stderr.write(`kafka-review: the report could not be written: ${code === 'ENOSPC' ? 'no space is left' : code ?? message}.\n`);
  process.exit(2);
});
// There is nobody left to tell.
stderr.on('error', () => undefined);

void run(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout,
  stderr: env.TERM === 'dumb' ? { write: text => stderr.write(text), isTTY: false } : stderr,
  colors: showsColors(stdout.isTTY === true, env),
  trace: Boolean(env.KAFKA_REVIEW_TRACE),
}).then(code => { process.exitCode = code; });
