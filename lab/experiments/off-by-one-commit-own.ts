import type { Experiment } from '../experiment';
import { waiting, workToTheEnd, workUntilKilled } from '../faults/consuming';

const consumer = { 'group.id': 'payments', 'enable.auto.commit': 'false', 'auto.offset.reset': 'earliest' };

/** The record's own offset is committed, so that it is read once more. */
export const experiment: Experiment = {
  id: 'off-by-one-commit-own',
  rule: 'off-by-one-commit',
  case: "Java: the record's own offset",
  client: 'kafka-clients',
  entry: 'shop.Payments',
  fault: 'the consumer is restarted after the commit of the 5th message',
  claims: 'doubled',

  async run(stage) {
    const messages = await waiting(stage, 20);
    await workUntilKilled(stage, await stage.app({ consumer }), { call: 'run', at: 6, group: 'payments' });
    await workToTheEnd(stage, await stage.app({ consumer }), { call: 'run', topic: 'orders' });
    return stage.ledger.againstWork(messages);
  },
};
