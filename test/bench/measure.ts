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

/** Runs a program some times and gives the cost of its fastest run, which disturbances reach least. */
export function measure(command: string, args: readonly string[], runs = 5): Cost {
  return Array.from({ length: runs }, () => once(command, args, {})).reduce(faster);
}

/** The same for a Node program, with its peak memory. */
export function measureNode(args: readonly string[], runs = 5): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-review-measure-'));
  const hook = join(folder, 'peak.cjs'), peak = join(folder, 'peak');
  writeFileSync(hook, PEAK);
  try {
    return Array.from({ length: runs }, (): Cost => {
      const cost = once(process.execPath, ['--require', hook, ...args], { BENCH_PEAK: peak });
      return { ...cost, megabytes: Number(readFileSync(peak, 'utf8')) / 1024 };
    }).reduce(faster);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function once(command: string, args: readonly string[], env: Record<string, string>): Cost {
  const started = performance.now();
  const { error, status, stderr } = spawnSync(command, args, { env: { ...process.env, ...env }, maxBuffer: 1e9 });
  // grep ends with 1 when it finds nothing, the reviewer when it finds something.
  if (error || status === null || status > 1) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return { milliseconds: performance.now() - started };
}

function faster(a: Cost, b: Cost): Cost {
  return a.milliseconds <= b.milliseconds ? a : b;
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
