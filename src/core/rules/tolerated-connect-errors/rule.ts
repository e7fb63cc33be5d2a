import { loudness } from '../../kafka/loudness';
import type { Connector } from '../../kafka/model';
import type { Rule } from '../rule';

/** A connector that tolerates all errors counts what failed as done, and goes on. */
export const rule: Rule = {
  id: 'tolerated-connect-errors',
  title: 'A connector that skips what fails, and keeps nothing of it',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const connector of model.connectors) {
      const tolerance = connector.setting('errors.tolerance');
      if (!tolerance?.value.known || tolerance.value.value !== 'all' || isKept(connector)) continue;
      report(tolerance, {
        about: connector,
        message: MESSAGES[connector.kind],
        ...loudness({ ...connector, brokers: 2 }),
        fixes: () => [{ ...connector.write(tolerance, 'none'), safe: false }],
      });
    }
  },
};

const MESSAGES: Readonly<Record<Connector['kind'], string>> = {
  sink: 'with `errors.tolerance=all` records that fail are skipped and nothing is kept of them; set `errors.deadletterqueue.topic.name`, or tolerate `none`.',
  source: 'with `errors.tolerance=all` a source skips records that it cannot convert or send, and goes on behind them; tolerate `none`.',
};

/** Only sinks have a dead-letter topic. */
function isKept({ kind, setting }: Connector): boolean {
  const queue = setting('errors.deadletterqueue.topic.name')?.value;
  return kind === 'sink' && queue !== undefined && !(queue.known && queue.value === '');
}
