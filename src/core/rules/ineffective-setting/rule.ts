import type { IneffectiveSetting } from '../../kafka/model';
import { code } from '../../text/visible';
import type { Problem, Rule } from '../rule';

/** A setting that nobody reads: whoever wrote it believes to be safe, and the default holds. */
export const rule: Rule = {
  id: 'ineffective-setting',
  title: 'A setting that nobody reads, so that the default holds',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const setting of model.ineffective) {
      report({ path: setting.site.path, span: setting.site.keySpan }, {
        about: setting,
        message: message(setting),
        ...loud(setting),
        fixes: () => [setting.rename],
      });
    }
  },
};

function message({ site, reader, of, instead, belongsTo, argument }: IneffectiveSetting): string {
  const name = code(site.spelling);
  if (argument === 'second') return `${reader} reads ${name} among the settings of topics only, and the default holds: give it to the second argument.`;
  if (argument === 'first') return `${reader} reads ${name} among the global settings only, and the default holds: give it to the first argument.`;
  if (belongsTo !== undefined) return `${reader} does not read ${name} here, and the default holds: give it to ${code(belongsTo)}.`;
  if (of === 'client') return `${name} is a setting of clients, which brokers ignore: set it where the client is made.`;
  if (of === 'topic') return `${name} is what topics call it: brokers ignore it, and their default holds; for them it is ${code(instead!)}.`;
  return `${reader} know${reader.endsWith('s') && reader !== 'kafkajs' ? '' : 's'} no ${name}, and the default holds: it is called ${code(instead!)}.`;
}

function loud({ environment, sample, of }: IneffectiveSetting): Pick<Problem, 'severity' | 'sureness'> {
  if (environment === 'development' || sample) return { severity: 'info', sureness: 'likely' };
  // One file may hold what brokers and clients of a test read.
  return of === 'client' ? { severity: 'info', sureness: 'possible' } : { severity: 'warning', sureness: 'certain' };
}
