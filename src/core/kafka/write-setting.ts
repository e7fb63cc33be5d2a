import type { Edit } from '../text/edit';
import type { SourceText } from '../text/source-text';
import type { SettingSite } from './setting';
export function writeSetting(source: SourceText, site: SettingSite, value: string): Edit { return { path: source.path, span: site.span, text: value }; }
export function removeSetting(source: SourceText, site: SettingSite): Edit { return { path: source.path, span: site.span, text: '' }; }
export function addSetting(_source: SourceText, _site: SettingSite, _key: string, _value: string): Edit | undefined { return undefined; }
