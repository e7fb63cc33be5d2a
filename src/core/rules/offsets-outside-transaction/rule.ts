import type { Rule } from '../rule';

/** What was read and what came of it are committed one after the other: between the two the process may end. */
export const rule: Rule = {
  id: 'offsets-outside-transaction',
  title: 'Offsets that are committed beside the transaction, and not by it',
  layer: 'producer',
  severity: 'info',

  check(model, report) {
    for (const transaction of model.transactions) {
      const { offsetsBeside, committed } = transaction;
      for (const { path, span } of offsetsBeside) {
        report({ path, span }, {
          about: transaction,
          message: 'the offsets are no part of the transaction: when the process ends before this commit, all of it is done again and its records are stored twice; send the offsets to the transaction.',
          severity: 'info',
          sureness: 'certain',
          because: [committed],
        });
      }
    }
  },
};
