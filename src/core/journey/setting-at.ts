import type { ClientSetting, KafkaModel } from '../kafka/model';
import { MEANINGS } from '../settings/meanings';
import type { SettingSite } from '../settings/setting';
import { defaultOf } from '../settings/versions';
import type { Told } from './told';
import type { Spot, Trait } from './contract';

/** What is known of one written setting. */
export interface SettingView extends Spot {
  /** Kafka's own key. */
  key: string;
  /** Whose it is: `producer`, `consumer`, `topic`, `broker`. */
  scope: string;
  value: Trait;
  /** Why the value is not known, where it is not. */
  why?: string;
  /** What takes its place: this one has no effect. */
  replaced?: Spot;
  /** What holds where nobody writes it, in the version in use. */
  byDefault?: { value: string; source: string; client: string };
  meaning?: string;
}

/** The setting that is written at an offset of a file. */
export function settingAt(model: KafkaModel, told: Told, path: string, offset: number): SettingView | undefined {
  const isHere = (site: SettingSite) => site.path === path && Math.min(site.keySpan.start, site.span.start) <= offset && offset <= Math.max(site.keySpan.end, site.span.end);
  const client = model.clientSettings.find(({ site }) => isHere(site)), site = client?.site ?? brokerSites(model).find(isHere);
  if (!site) return undefined;
  const { key, scope, value } = site, usual = client && defaultFor(client);
  return {
    ...told.spot(site), key, scope: client?.side ?? scope, value: { value: value.known ? value.value : 'not known', ...(value.known && value.at && { at: told.spot(value.at) }) },
    ...(value.known ? {} : { why: value.why }), ...(client?.overriddenBy && { replaced: told.spot(client.overriddenBy) }),
    ...(usual && { byDefault: usual }), ...(Object.hasOwn(MEANINGS, key) && { meaning: MEANINGS[key] }),
  };
}

function brokerSites({ topics, clusters, services = [] }: KafkaModel): SettingSite[] {
  const keys = Object.keys(MEANINGS);
  const ofTopics = topics.flatMap(topic => keys.flatMap(key => { const answer = topic.setting(key); return answer.known && answer.from !== 'default' ? [answer.site] : []; }));
  return [...ofTopics, ...clusters.flatMap(cluster => keys.flatMap(key => cluster.sites(key))), ...services.map(({ site }) => site)];
}

function defaultFor({ side, site, library, clients }: ClientSetting): SettingView['byDefault'] {
  const uses = [...(library ? [library] : []), ...(clients === undefined ? [] : [{ id: 'kafka-clients', version: clients }])];
  for (const { id, version } of uses) {
    const found = defaultOf(id, side, site.key, version);
    if (found) return { ...found, client: version === undefined ? id : `${id} ${version}` };
  }
  return undefined;
}
