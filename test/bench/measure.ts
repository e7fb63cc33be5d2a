import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run cost. */
export interface Cost {
  milliseconds: number;
  /** Peak memory in MB; only of Node programs. */
  megabytes?: number;
}

const PEAK = `process.on('exit', () => require('fs').writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));`;

/** A program to be measured. */
export interface Program {
  command: string;
  args: readonly string[];
  /** It tells its peak memory. */
  node?: boolean;
}

/** A program that runs in Node. */
export function node(...args: string[]): Program {
  return { command: process.execPath, args, node: true };
}

/**
 * Runs programs some times and gives the costs of all runs. They take turns, so that a slow minute of the machine falls
 * on all that are compared.
 */
export function measure<Name extends string>(programs: Record<Name, Program>, turns = 9): Record<Name, Cost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-measure-'));
  const hook = join(folder, 'peak.cjs'), names = Object.keys(programs) as Name[];
  writeFileSync(hook, PEAK);
  try {
    const costs = Object.fromEntries(names.map(name => [name, [] as Cost[]])) as Record<Name, Cost[]>;
    for (let turn = 0; turn < turns; turn++) {
      for (const name of names) costs[name].push(once(programs[name], hook, join(folder, 'peak')));
    }
    return costs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function once({ command, args, node }: Program, hook: string, peak: string): Cost {
  const started = performance.now();
  const { error, status, stderr } = spawnSync(command, node ? ['--require', hook, ...args] : args, { env: { ...process.env, BENCH_PEAK: peak }, maxBuffer: 1e9 });
  const milliseconds = performance.now() - started;
  // grep ends with 1 when it finds nothing, the reviewer when it finds something.
  if (error || status === null || status > 1) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return { milliseconds, ...(node && { megabytes: Number(readFileSync(peak, 'utf8')) / 1024 }) };
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
