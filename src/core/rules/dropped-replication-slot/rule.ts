import { loudness } from '../../kafka/loudness';
import type { Rule } from '../rule';

/** Debezium's setting, and its name before 1.0. */
const KEYS = ['slot.drop.on.stop', 'slot.drop_on_stop'];

/** The replication slot is where PostgreSQL keeps what the connector has not read yet. */
export const rule: Rule = {
  id: 'dropped-replication-slot',
  title: 'A connector that drops its replication slot whenever it stops',
  layer: 'producer',
  severity: 'error',

  check(model, report) {
    for (const connector of model.connectors) {
      for (const site of KEYS.flatMap(key => connector.setting(key) ?? [])) {
        if (!site.value.known || site.value.value !== 'true') continue;
        report(site, {
          about: connector,
          message: 'the replication slot is dropped with each stop, even for a new configuration: changes until the next start are never sent; keep the slot.',
          ...loudness({ ...connector, brokers: 2 }, 'error'),
          fixes: () => [connector.write(site, 'false')],
        });
      }
    }
  },
};
