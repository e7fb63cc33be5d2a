import { onlyForDevelopment, producerSettings, standsAt } from '../../kafka/in-effect';
import type { Rule } from '../rule';

/** Records of one key are spread over the partitions, where nobody keeps their order. */
export const rule: Rule = {
  id: 'ignored-keys',
  title: 'A producer that spreads the records of one key over all partitions',
  layer: 'producer',
  severity: 'info',

  check(model, report) {
    for (const [key, ignores] of IGNORES) {
      for (const setting of producerSettings(model, key)) {
        const { value } = setting.site;
        if (!value.known || !ignores.test(value.value)) continue;
        report(setting.site, {
          about: setting,
          message: 'records of one key go to any partition, so that an older state of a thing may be handled last; leave the choice to the default partitioner.',
          severity: 'info',
          sureness: onlyForDevelopment(setting) || value.placeholder ? 'possible' : 'likely',
          because: standsAt(setting.site),
          fixes: () => [{ ...setting.remove(), safe: false }],
        });
      }
    }
  },
};

/** Settings by which a partitioner does not look at keys, with their values. */
const IGNORES: readonly (readonly [string, RegExp])[] = [
  ['partitioner.ignore.keys', /^true$/],
  ['partitioner.class', /(^|\.)(RoundRobinPartitioner|UniformStickyPartitioner)$/],
];
