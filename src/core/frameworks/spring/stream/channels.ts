import type { Analysis } from '../../../analysis/analysis';
import { moduleOf } from '../../../analysis/program/modules';
import type { FuncAt } from '../../../analysis/program/program';
import { traitsOf } from '../../../languages/traits';

/** The channel to which all other channels of errors lead (IntegrationContextUtils.ERROR_CHANNEL_BEAN_NAME). */
const GLOBAL = 'errorChannel';

/** A method that is given what a channel is sent. */
interface ChannelHandler extends FuncAt {
  module: string;
  channel: string;
}

/** The methods that are given failures, by `@ServiceActivator(inputChannel = "orders.billing.errors")`. */
export class ErrorChannels {
  #all: readonly ChannelHandler[] | undefined;

  constructor(private readonly analysis: Analysis) {}

  /** Those of a module that are given the failures of a channel, directly or by the one to which all lead. */
  handlersOf(path: string, channel: string): readonly FuncAt[] {
    const module = moduleOf(path);
    return this.#handlers().filter(one => one.module === module && (one.channel === channel || one.channel === GLOBAL));
  }

  #handlers(): readonly ChannelHandler[] {
    const { constants, program, types } = this.analysis;
    return this.#all ??= program.units.filter(unit => traitsOf(unit).ecosystem === 'jvm').flatMap(unit => unit.funcs.flatMap((func): ChannelHandler[] => {
      const mark = types.marks.find(unit, func.annotations, 'channel-handler', 'listener');
      const named = mark?.table.role === 'channel-handler' ? mark.table.channel : mark?.table.role === 'listener' ? mark.table.topics[0] : undefined;
      const given = mark?.annotation.args.find(({ name }) => name === named)?.value, read = given && constants.read(unit, given);
      return read?.known ? [{ unit, func, module: moduleOf(unit.path), channel: constants.filled(unit.path, read.value) }] : [];
    }));
  }
}
