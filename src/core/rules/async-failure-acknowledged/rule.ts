import type { Handler, ReturnedFuture } from '../../kafka/model';
import { code } from '../../text/visible';
import type { Rule, Severity } from '../rule';

/** A failure that ends in the future of a listener: its record is acknowledged, and nobody tries again. */
export const rule: Rule = {
  id: 'async-failure-acknowledged',
  title: 'A listener whose failed future is acknowledged',
  layer: 'consumer',
  severity: 'error',

  check(model, report) {
    for (const handler of model.handlers) {
      const { future, library } = handler;
      const verdict = future && verdictOf(future, library);
      if (!verdict) continue;
      report(future, { about: handler, ...verdict, sureness: 'certain', because: future.because, fixes: () => [future.wait] });
    }
  },
};

function verdictOf({ outcome }: ReturnedFuture, { id, version }: Handler['library']): { message: string; severity: Severity } | undefined {
  const release = version === undefined ? id : `${id} ${code(version)}`;
  switch (outcome) {
    case 'acknowledged': return {
      message: `in ${release} a failure of this future is only logged and its record acknowledged, so it is lost; wait for the future in the listener.`,
      severity: 'error',
    };
    case 'committed-first': return {
      message: `when this future fails, ${release} commits its record before it tries again: a stop in between loses it; wait for the future in the listener.`,
      severity: 'warning',
    };
    default: return undefined;
  }
}
