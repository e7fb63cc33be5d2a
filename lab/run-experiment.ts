import type { VariantFile } from '../test/compile/variants';
import type { Experiment, OnLine } from './experiment';
import type { Count } from './ledger';
import { fixedCase, pageCase } from './page-case';
import { shopFiles } from './snippets';
import { openStage } from './stage';
import type { Properties } from './system/broker';
import type { Cluster } from './system/cluster';
import type { KafkaLine } from './system/tools';

/** The brokers that an experiment wants. */
export interface BrokerWish {
  line: KafkaLine;
  settings: Properties;
}

/** One run of an experiment: as the page has it, and after the fix. */
export interface Outcome {
  before: Count;
  after: Count;
}

/** What many runs of an experiment showed. */
export interface Result {
  experiment: OnLine;
  library: string;
  kafka: string;
  outcomes: readonly Outcome[];
}

/** Runs an experiment once, each half on brokers that have what it wishes, and are whole and empty. */
export async function runOnce(experiment: OnLine, brokersFor: (wish: BrokerWish) => Promise<Cluster>): Promise<Outcome> {
  const { before, after } = await texts(experiment);
  const half = async (files: readonly VariantFile[]): Promise<Count> => {
    const cluster = await brokersFor(wishOf(experiment, files));
    await cluster.reset();
    const { stage, close } = openStage(experiment, files, cluster);
    try {
      return await experiment.run(stage);
    } finally {
      await close();
    }
  };
  return { before: await half(before), after: await half(after) };
}

/** True when a run shows what the rule claims: it happens before the fix, and not after it, when there is still something to lose. */
export function shows({ claims }: Experiment, { before, after }: Outcome): boolean {
  return before[claims] > 0 && after[claims] === 0 && after.of > 0;
}

async function texts({ rule, case: title, entry, instead }: Experiment): Promise<{ before: readonly VariantFile[]; after: readonly VariantFile[] }> {
  const one = pageCase(rule, title), before = one.files;
  if (!instead) return { before, after: await fixedCase(rule, one) };
  return { before, after: 'case' in instead ? pageCase(rule, instead.case).files : shopFiles(instead, entry) };
}

function wishOf({ line, settings = {} }: OnLine, files: readonly VariantFile[]): BrokerWish {
  return { line, settings: typeof settings === 'function' ? settings(files) : settings };
}
