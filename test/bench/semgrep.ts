import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { percentile } from './measure';

/** Rules that ask little: what a search by patterns costs at the least. */
const RULES = `rules:
  - { id: send, languages: [java], severity: INFO, message: a send, pattern: $X.send(...) }
  - { id: poll, languages: [java], severity: INFO, message: a poll, pattern: $X.poll(...) }
  - { id: send-script, languages: [ts, js], severity: INFO, message: a send, pattern: $X.send(...) }
  - { id: run-script, languages: [ts, js], severity: INFO, message: a handler, pattern: '$X.run({eachMessage: $F})' }
`;

/** Reviews each folder in a folder, and searches it with Semgrep from the path, if it is there. */
export function againstSemgrep(cli: string, folder: string, temporary: string): void {
  const rules = join(temporary, 'rules.yml'), ratios: number[] = [];
  writeFileSync(rules, RULES);
  for (const name of readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort()) {
    const home = resolve(folder, name);
    const review = cost(process.execPath, [cli, 'review', '--fail-on', 'never', home], home);
    const search = cost('semgrep', ['scan', '--config', rules, '--metrics', 'off', '--disable-version-check', '--quiet', '.'], home);
    if (!review || !search) { console.log(`${name}: ${review ? 'Semgrep' : 'the review'} could not be run`); continue; }
    ratios.push(search.processor / review.processor);
    console.log(`${name}: review ${shown(review)}, Semgrep ${shown(search)}: ${(search.processor / review.processor).toFixed(1)} x by the processor, ${(search.clock / review.clock).toFixed(1)} x by the clock`);
  }
  if (ratios.length > 0) console.log(`median ${percentile(ratios, 0.5).toFixed(1)} x, least ${Math.min(...ratios).toFixed(1)} x by the processor   aim 5.0, 1.0`);
}

interface Times {
  /** In seconds. */
  clock: number;
  processor: number;
}

/** What a program costs with all that it starts: the shell tells the time of the processor. */
function cost(command: string, args: readonly string[], cwd: string): Times | undefined {
  const started = performance.now();
  const { status, stdout } = spawnSync('sh', ['-c', '"$@" > /dev/null 2>&1; echo "ended $?"; times', 'sh', command, ...args], { cwd, encoding: 'utf8' });
  const clock = (performance.now() - started) / 1000, ended = /^ended ([01])$/m.test(stdout);
  const processor = [...stdout.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  return status === 0 && ended ? { clock, processor } : undefined;
}

const shown = ({ clock, processor }: Times) => `${processor.toFixed(1)} s (${clock.toFixed(1)} s)`;
