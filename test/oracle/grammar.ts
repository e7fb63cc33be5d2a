import { Choices, type Genome } from './choices';
import { block, Draft, inner, type Lines } from './draft';
import { forwarder } from './grammar-forwarders';
import { batchHandler, messageHandler } from './grammar-handlers';
import { relay } from './grammar-relays';
import { http, sender, senders, transacted } from './grammar-senders';
import type { Files } from './load';
import type { Kind } from './run';

/** A program, and the choices that it is made of. */
export interface Made {
  kind: Kind;
  main: string;
  files: Files;
  json: boolean;
  /** What is done for each message when nothing goes wrong, where that is known. */
  expected?: string;
  /** A failure of each kind is tried. */
  kinds: boolean;
  genome: Genome;
  /** The choices that are not plain. */
  special: Genome;
  /** Makes another one of the same grammar. */
  again: (genome: Genome) => Made;
}

/** Makes a program of choices; what is not given is drawn, or plain without a source of numbers. */
export function make(genome: Genome, random?: () => number): Made {
  const choices = new Choices(genome, random), draft = new Draft(choices);
  const what = draft.pick('program', { message: 4, batch: 4, sender: 4, senders: 2, relay: 2, http: 1.5, transaction: 0.7, forward: 0.7 });
  const kind =
    ({ message: 'consumer', batch: 'consumer', forward: 'consumer', transaction: 'sender' } as Record<string, Kind>)[what] ??
    (what as Kind);
  const body = { message: consumer, batch: consumer, forward: consumer, sender, senders, relay, http, transaction: transacted }[what];
  body(draft);
  const expected = what === 'forward' ? 'message in invoices' : kind === 'consumer' ? undefined : 'message in orders';
  return {
    kind,
    expected,
    main: draft.main.path,
    files: draft.files(),
    json: draft.json,
    kinds: draft.kinds,
    genome: choices.made,
    special: choices.special,
    again: make,
  };
}

function consumer(draft: Draft): void {
  draft.main.uses.add('consumer');
  const handler: Lines = { message: messageHandler, batch: batchHandler, forward: forwarder }[draft.choices.made.get('program')!]!(draft);
  draft.main.declare(block('export async function start(): Promise<void> {', [
    "await consumer.subscribe({ topic: 'orders', fromBeginning: true });",
    'await consumer.run({', ...inner(handler), '});',
  ]));
}
