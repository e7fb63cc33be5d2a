import type { SettingView } from '../journey/setting-at';
import { codeSpan, prose } from './escape';
import { placeLink, type Link } from './markdown';

/** What a setting says and means, for a hover. */
export function settingMarkdown({ key, scope, value, why, replaced, byDefault, meaning }: SettingView, link?: Link): string {
  const written = why === undefined ? codeSpan(value.value) : `not known: ${prose(why)}`;
  const lines = [
    `**${prose(key)}** (${prose(scope)}): ${written}${value.at ? `, from ${placeLink(value.at.path, value.at.range, link)}` : ''}`,
    ...(replaced ? [`Without effect: ${placeLink(replaced.path, replaced.range, link)} takes its place.`] : []),
    ...(byDefault ? [`By default: ${codeSpan(byDefault.value)} in ${prose(byDefault.client)} (${prose(byDefault.source)})`] : []),
    ...(meaning === undefined ? [] : [prose(meaning)]),
  ];
  return lines.join('\n\n');
}
