import type { SettingSite } from '../../settings/setting';
import { removeSetting, writeSetting } from '../../settings/write-setting';
import type { Edit } from '../../text/edit';
import type { Context } from '../context';

/** Writes a value where it stands: at the default of a field, where that is of a fitting kind, or at the setting itself. */
export function written(context: Context, site: SettingSite, value: string): Edit[] {
  const at = site.value.known ? site.value.at : undefined;
  const old = at && context.inputs.source(at.path)?.slice(at.span);
  const fits = old !== undefined && (/^"/.test(old) || KINDS.some(kind => kind.test(old) && kind.test(value)));
  const place = at?.notation ? { ...site, ...at } : at && fits ? { ...site, path: at.path, span: at.span } : site;
  const source = context.inputs.source(place.path);
  return source ? [writeSetting(source, place, value)] : [];
}

/** Deletes a setting. */
export function removed(context: Context, site: SettingSite): Edit[] {
  const source = context.inputs.source(site.path);
  return source ? removeSetting(source, site) : [];
}

const KINDS = [/^(true|false)$/, /^-?\d+$/];
