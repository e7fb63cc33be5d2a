import { Choices, type Genome } from './choices';
import { block, Draft, inner, type Lines } from './draft';
import { batchHandler, messageHandler } from './grammar-handlers';
import { relay, sender, senders } from './grammar-senders';
import type { Files } from './load';
import type { Kind } from './run';

/** A program, and the choices that it is made of. */
export interface Made {
  kind: Kind;
  main: string;
  files: Files;
  json: boolean;
  /** A failure of each kind is tried. */
  kinds: boolean;
  genome: Genome;
  /** The choices that are not plain. */
  special: Genome;
}

/** Makes a program of choices; what is not given is drawn, or plain without a source of numbers. */
export function make(genome: Genome, random?: () => number): Made {
  const choices = new Choices(genome, random), draft = new Draft(choices);
  const what = draft.pick('program', { message: 4, batch: 4, sender: 4, senders: 2, relay: 2 });
  const kind: Kind = what === 'message' || what === 'batch' ? 'consumer' : what;
  const body = { message: consumer, batch: consumer, sender, senders, relay }[what];
  body(draft);
  return { kind, main: draft.main.path, files: draft.files(), json: draft.json, kinds: draft.kinds, genome: choices.made, special: choices.special };
}

function consumer(draft: Draft): void {
  draft.main.uses.add('consumer');
  const handler: Lines = draft.pick('program', { message: 1, batch: 1 }) === 'message' ? messageHandler(draft) : batchHandler(draft);
  draft.main.declare(block('export async function start(): Promise<void> {', [
    "await consumer.subscribe({ topic: 'orders', fromBeginning: true });",
    'await consumer.run({', ...inner(handler), '});',
  ]));
}
