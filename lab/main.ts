import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../test/compile/variants';
import { numbers, writeEvidence } from './evidence';
import { onItsLines, type Experiment, type OnLine } from './experiment';
import { runOnce, shows, type BrokerWish, type Outcome, type Result } from './run-experiment';
import { libraryOf } from './stage';
import { cleanUpAtExit } from './system/children';
import { Cluster } from './system/cluster';
import { Unavailable } from './system/tools';

/** Fewer runs than this are a look, and are not written down. */
const ENOUGH = 3;

/** `npm run lab [-- RULE-OR-EXPERIMENT …] [--times N]`: runs the experiments and writes what they showed. */
export async function main(args: string[]): Promise<number> {
  const at = args.indexOf('--times'), times = at < 0 ? ENOUGH : Number(args.splice(at, 2)[1]);
  const all = experiments();
  const chosen = all.filter(({ id, rule }) => args.length === 0 || args.includes(id) || args.includes(rule));
  const unknown = args.filter(arg => !all.some(({ id, rule }) => arg === id || arg === rule));
  if (unknown.length > 0 || !(times > 0)) {
    console.error(`${unknown.length > 0 ? `No experiment is called ${unknown.join(', ')}` : '--times wants a number'}. There are:\n${all.map(({ id }) => `  ${id}\n`).join('')}`);
    return 2;
  }
  cleanUpAtExit();
  const lab = new Lab();
  try {
    const results: Result[] = [];
    for (const experiment of inOrderOfBrokers(chosen)) {
      const result = await lab.measure(experiment, times);
      results.push(result);
      if (result.outcomes.length >= ENOUGH) writeEvidence([result], all.map(({ id }) => id));
    }
    return results.every(({ experiment, outcomes }) => outcomes.length === times && outcomes.every(outcome => shows(experiment, outcome))) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.error(`The lab cannot run here. ${error.message}`);
    return 2;
  } finally {
    await lab.close();
  }
}

/** Every file in `experiments/`, by name, on each of its lines of Kafka. */
function experiments(): OnLine[] {
  const folder = join(ROOT, 'lab/experiments'), load = createRequire(__filename);
  return readdirSync(folder).sort().flatMap(file => onItsLines((load(join(folder, file)) as { experiment: Experiment }).experiment));
}

/** Those that can share brokers come one after the other. */
function inOrderOfBrokers(list: readonly OnLine[]): OnLine[] {
  const kind = ({ line, settings = {} }: OnLine) => `${line} ${typeof settings === 'function' ? 'of the case' : JSON.stringify(settings)}`;
  return [...new Set(list.map(kind))].flatMap(one => list.filter(experiment => kind(experiment) === one));
}

/** The brokers that are running, and the runs on them. */
class Lab {
  #cluster: Cluster | undefined;
  #wish = '';
  /** What is missing for a client, for those that cannot be had here. */
  readonly #missing = new Map<string, string>();

  /** Runs an experiment so many times, and says on the terminal what it showed. */
  async measure(experiment: OnLine, times: number): Promise<Result> {
    console.log(`\n${experiment.id}: ${experiment.fault}`);
    const outcomes: Outcome[] = [];
    const library = this.#libraryOf(experiment);
    let kafka = '';
    if (library === undefined) return { experiment, library: experiment.client, kafka, outcomes };
    for (let time = 1; time <= times; time++) {
      const began = Date.now();
      try {
        const outcome = await runOnce(experiment, async wish => {
          const cluster = await this.#brokersFor(wish);
          kafka = cluster.version;
          return cluster;
        });
        outcomes.push(outcome);
        console.log(`  ${time}. ${library}, Kafka ${kafka}: ${numbers([outcome.before], experiment.claims)} before, ${numbers([outcome.after], experiment.claims)} after the fix` +
          `${shows(experiment, outcome) ? '' : ': NOT AS CLAIMED'} (${Math.round((Date.now() - began) / 1000)} s)`);
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        console.log(`  ${time}. could not be run: ${error instanceof Error ? error.stack : String(error)}`);
        await this.close();
      }
    }
    return { experiment, library, kafka, outcomes };
  }

  /** The client libraries of an experiment; undefined where they cannot be had, which does not keep others from running. */
  #libraryOf(experiment: Experiment): string | undefined {
    const { client } = experiment;
    try {
      if (!this.#missing.has(client)) return libraryOf(experiment);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.#missing.set(client, error.message);
    }
    console.log(`  cannot be run here. ${this.#missing.get(client)}`);
    return undefined;
  }

  /** Ends the brokers. */
  async close(): Promise<void> {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    await cluster?.stop();
  }

  async #brokersFor(wish: BrokerWish): Promise<Cluster> {
    const key = JSON.stringify(wish);
    if (this.#cluster && this.#wish === key) return this.#cluster;
    await this.close();
    this.#wish = key;
    return this.#cluster = await Cluster.start(wish.line, wish.settings);
  }
}
