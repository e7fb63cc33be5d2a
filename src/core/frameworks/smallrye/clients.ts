import type { Analysis } from '../../analysis/analysis';
import { CHANNEL } from '../../config/kinds/quarkus';
import type { Consumer, Producer } from '../../kafka/model';
import { smallryeMessaging } from '../../libraries/clients/smallrye-messaging';
import type { Answer, SettingSite } from '../../settings/setting';
import { defaultOf } from '../../settings/versions';
import { addSetting, titleOfAddition } from '../../settings/write-setting';
import { type Channel, type Channels, inEarnest } from './channels';

/** What a producer or consumer is that the connector makes for a channel. */
function common({ analysis, channels }: Making, channel: Channel) {
  const site = siteOf(channel), { path, span } = site, { sample } = analysis.circumstances(path);
  return {
    path, span, library: analysis.use(path, smallryeMessaging), name: channel.name, topics: topicsOf(channel),
    environment: site.environment ?? 'neutral', sample: sample || site.sample === true,
    setting: (key: string) => settingOf(analysis, channels, channel, key),
    add(key: string, value: string) {
      const source = analysis.inputs.source(path), edit = source && addSetting(source, { ...site, key: site.key.replace(CHANNEL, '') }, key, value);
      return edit && { title: titleOfAddition(edit), edits: [edit], safe: false };
    },
  };
}

interface Making {
  analysis: Analysis;
  channels: Channels;
}

/** The producer of an outgoing channel. */
export function producerOf(making: Making, channel: Channel): Producer {
  const id = settingOf(making.analysis, making.channels, channel, 'transactional.id');
  return {
    ...common(making, channel), sends: [], transactional: id.known && id.from !== 'default', lifetime: 'held', closed: [], allAwaited: false, buffers: false,
    ...(isUnconfirmed(channel) ? { unconfirmed: inEarnest(channel.sites, `${CHANNEL}waitForWriteCompletion`) } : {}),
  };
}

/** The consumer of an incoming channel; the connector commits what its methods have acknowledged. */
export function consumerOf(making: Making, channel: Channel): Consumer {
  const group = inEarnest(channel.sites, 'group.id'), source = group && making.analysis.inputs.source(group.path)?.slice(group.span);
  return {
    ...common(making, channel), group: settingOf(making.analysis, making.channels, channel, 'group.id'), ownPosition: false,
    freshGroup: source !== undefined && /uuid|random|hostname/i.test(source), handlers: [], commits: [],
  };
}

/** The line of the files that speaks best of a channel. */
export function siteOf({ sites }: Channel): SettingSite {
  return sites.find(({ key, profile }) => key === `${CHANNEL}connector` && profile === undefined) ?? sites.find(({ profile }) => profile === undefined) ?? sites[0];
}

/** The topic of a channel: its name, unless another one is given. */
export function topicsOf({ sites, name }: Channel): string[] {
  const value = (inEarnest(sites, `${CHANNEL}topic`) ?? inEarnest(sites, `${CHANNEL}topics`))?.value;
  return value === undefined ? [name] : value.known ? value.value.split(',').map(topic => topic.trim()) : [];
}

function isUnconfirmed({ sites }: Channel): boolean {
  const value = inEarnest(sites, `${CHANNEL}waitForWriteCompletion`)?.value;
  return value?.known === true && value.value === 'false';
}

/** What a setting of a channel is: its own, its connector's or that of all clients (`ConfigHelper.merge`), or the connector's default. */
export function settingOf(analysis: Analysis, channels: Channels, channel: Channel, key: string): Answer {
  const { module, direction, sites } = channel, side = direction === 'incoming' ? 'consumer' : 'producer';
  const shared = channels.common(module).filter(({ scope }) => scope === side || scope === 'client');
  const written = inEarnest(sites, key) ?? inEarnest(shared, key);
  if (written) return written.value.known ? { known: true, value: written.value.value, from: 'file', site: written } : { known: false, why: written.value.why, place: written };
  const { path } = siteOf(channel), open = setElsewhere(analysis, channel, key);
  if (open !== undefined) return { known: false, why: open };
  const listed = analysis.dependency(path, smallryeMessaging.packages);
  if (listed === undefined) return { known: false, why: 'the version of the client is not known' };
  const version = listed === '' ? undefined : listed, found = defaultOf(smallryeMessaging.id, side, key, version);
  return found ? { known: true, value: found.value, from: 'default', source: found.source, version, client: smallryeMessaging.id } : { known: false, why: 'its default is not known' };
}

/** What else may set it: a map that code gives under the name of the channel, or a variable of the environment. */
function setElsewhere({ inputs, program }: Analysis, { name, direction, sites }: Channel, key: string): string | undefined {
  const isMap = sites.some(site => site.key === `${CHANNEL}kafka-configuration`) || program.units.some(unit => unit.funcs.some(({ annotations }) =>
    annotations.some(({ name: mark, args: [arg] }) => /^(Identifier|Named)$/.test(mark) && arg?.value.kind === 'literal' && [name, 'default-kafka-broker'].includes(String(arg.value.value)))));
  if (isMap) return 'a map in code may set it';
  const variable = new RegExp(`\\b(MP_MESSAGING_${direction.toUpperCase()}_${upper(name)}|KAFKA)_${upper(key)}\\b`);
  const isVariable = inputs.configs.some(({ path, kinds }) => (/(^|\/)\.env|\.env$/.test(path) || kinds.some(kind => kind === 'compose' || kind === 'kubernetes')) && variable.test(inputs.source(path)?.text ?? ''));
  return isVariable ? 'a variable of the environment sets it' : undefined;
}

function upper(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
