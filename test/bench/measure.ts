import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run cost. */
export interface Cost {
  milliseconds: number;
  /** Peak memory in MB; only of Node programs. */
  megabytes?: number;
  /** Time of the processor, in ms, which tells of work where the clock tells of other programs too; only of Node programs. */
  processor?: number;
}

const PEAK = `process.on('exit', () => { const { maxRSS, userCPUTime } = process.resourceUsage(); require('fs').writeFileSync(process.env.BENCH_PEAK, maxRSS + ' ' + userCPUTime); });`;

/** A program to be measured. */
export interface Program {
  command: string;
  args: readonly string[];
  /** It tells its peak memory. */
  node?: boolean;
  /** Milliseconds after which it is ended, and its costs are infinite. */
  limit?: number;
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

function once({ command, args, node, limit }: Program, hook: string, peak: string): Cost {
  const started = performance.now();
  const { error, status, stderr } = spawnSync(command, node ? ['--require', hook, ...args] : args, { env: { ...process.env, BENCH_PEAK: peak }, maxBuffer: 1e9, timeout: limit });
  const milliseconds = performance.now() - started;
  if (limit !== undefined && (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return { milliseconds: Infinity, megabytes: Infinity, processor: Infinity };
  // grep ends with 1 when it finds nothing, the reviewer when it finds something.
  if (error || status === null || status > 1) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
  if (!node) return { milliseconds };
  const [kilobytes, microseconds] = readFileSync(peak, 'utf8').split(' ').map(Number);
  return { milliseconds, megabytes: kilobytes / 1024, processor: microseconds / 1000 };
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
