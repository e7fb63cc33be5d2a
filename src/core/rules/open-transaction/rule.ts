import type { Rule } from '../rule';

/** A failure inside a transaction ends in a catch, and the transaction goes on without an end. */
export const rule: Rule = {
  id: 'open-transaction',
  title: 'A transaction that a failure leaves open',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const transaction of model.transactions) {
      if (!transaction.open) continue;
      report(transaction, {
        about: transaction,
        message: 'when something fails this transaction is neither committed nor aborted: readers of committed records wait behind it, and the next one does not begin; abort it in the catch.',
        severity: transaction.sample ? 'info' : 'warning',
        sureness: 'likely',
        because: [transaction.open],
      });
    }
  },
};
