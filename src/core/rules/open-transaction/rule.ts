import type { Rule } from '../rule';

/** A failure inside a transaction ends in a catch, and the transaction goes on without an end. */
export const rule: Rule = {
  id: 'open-transaction',
  title: 'A transaction that a failure leaves open',
  layer: 'producer',
  severity: 'warning',

  check(model, report) {
    for (const transaction of model.transactions) {
      const { open, passedOver, sample } = transaction;
      if (open)
        report(transaction, {
          about: transaction, message: OPEN, severity: sample ? 'info' : 'warning', sureness: 'likely', because: [open],
        });
      if (passedOver)
        report(passedOver, {
          about: {}, message: PASSED, severity: sample ? 'info' : 'error', sureness: 'certain', because: passedOver.because,
        });
    }
  },
};

const OPEN = 'when something fails this transaction is neither committed nor aborted: readers of committed records wait behind it, and the next one does not begin; abort it in the catch.';

const PASSED = 'after this abort the consumer polls on: what it had read is passed over, and the offsets of the next transaction cover it; seek back to the committed offsets, or end.';
