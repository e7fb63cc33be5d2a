import type { LongWait } from '../../kafka/model';
import { code } from '../../text/visible';
import type { Rule } from '../rule';

/** A handler that waits for longer than its group waits for it, as constants prove. */
export const rule: Rule = {
  id: 'blocked-poll',
  title: 'A handler that waits for longer than its group does',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const wait of model.longWaits ?? []) {
      const { always, records, environment, sample, because } = wait;
      report(wait, {
        about: wait, message: messageOf(wait), sureness: 'likely', because,
        severity: always && records === undefined && environment !== 'development' && !sample ? 'warning' : 'info',
      });
    }
  },
};

function messageOf({ waits, limit, records, awaits, setting }: LongWait): string {
  const time = records === undefined ? seconds(waits) : `${seconds(waits)} for each of up to ${records} records`;
  const cure = awaits === 'heartbeat' ? 'send heartbeats meanwhile' : records === undefined ? 'pause and poll on' : 'read fewer at a time';
  return `here it waits ${time}, but after ${seconds(limit)} without a ${awaits} (${code(setting)}) others get the partitions, and handle all again; ${cure}, or raise that.`;
}

function seconds(time: number): string {
  return `${time / 1000} s`;
}
