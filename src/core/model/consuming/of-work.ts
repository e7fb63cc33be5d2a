import type { Fault } from '../../analysis/calls/loss';

/** A failure of the work, and not of what is done around it. */
export function isOfWork(fault: Fault | undefined): boolean {
  return fault?.kind === 'work' || fault?.kind === 'send';
}
