import type { ClientSetting, KafkaModel } from './model';
import type { Answer, SettingSite } from '../settings/setting';
import type { Evidence } from './evidence';

/** The written producer settings of one key that are in effect. */
export function producerSettings(model: KafkaModel, key: string): ClientSetting[] {
  return model.clientSettings.filter(({ side, site, overriddenBy }) => side === 'producer' && site.key === key && !overriddenBy);
}

/** The written consumer settings of one key that are in effect. */
export function consumerSettings(model: KafkaModel, key: string): ClientSetting[] {
  return model.clientSettings.filter(({ side, site, overriddenBy }) => side === 'consumer' && site.key === key && !overriddenBy);
}

/** True for a setting in a file that only a developer's machine or a sample uses. What stands in code counts as it is. */
export function onlyForDevelopment({ site, environment, sample }: ClientSetting): boolean {
  const inCode = site.notation === 'typescript' || site.notation === 'java';
  return !inCode && (environment === 'development' || sample);
}

/** True for `acks` by which a record counts as sent only when all in-sync replicas have it. */
export function namesAll(acks: Answer): boolean {
  return acks.known && /^(all|-1)$/i.test(acks.value);
}

/** True when somebody wrote just this value: no default, and nothing that could not be read. */
export function isWritten(answer: Answer, value: string): boolean {
  return answer.known && answer.from !== 'default' && answer.value === value;
}

/** The place where somebody wrote just this value, as evidence. */
export function writtenAt(answer: Answer, value: string, note: string): Evidence | undefined {
  if (!answer.known || answer.from === 'default' || answer.value !== value) return undefined;
  return { path: answer.site.path, span: answer.site.span, note };
}

/** Where the value of a setting stands that is the default of a field. */
export function standsAt({ value }: SettingSite): Evidence[] {
  if (!value.known || !value.at) return [];
  const note = value.placeholder ? 'the value, unless it is set from outside' : 'the value';
  return [{ path: value.at.path, span: value.at.span, note }];
}
