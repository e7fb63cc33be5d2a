import type { Analysis } from '../../analysis/analysis';
import type { Expr, Unit } from '../../flow/unit';
import type { Scope, SettingSite } from '../../settings/setting';
import type { Bag } from '../found-client';
import { LiteralSettings } from './literal-settings';
import { MapSettings } from './map-settings';

/** The settings of an expression given to a client. `spelling` names the dialect of an object literal. */
export function settingsIn(analysis: Analysis, unit: Unit, expr: Expr, scope: Scope, spelling: string | undefined): Bag {
  const bag: Bag = { sites: [], replaced: [] };
  if (unit.language === 'typescript') new LiteralSettings(analysis).collect({ unit, expr }, scope, spelling, bag);
  else {
    const maps = new MapSettings(analysis);
    maps.collect({ unit, expr }, scope, bag);
    bag.replaced!.push(...maps.unused);
  }
  // Of several writes of one key the last counts.
  const last = new Map<string, SettingSite>();
  for (const site of bag.sites) last.set(site.key, site);
  bag.replaced!.push(...bag.sites.filter(site => last.get(site.key) !== site));
  bag.sites = [...last.values()];
  return bag;
}
