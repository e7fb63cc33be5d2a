import type { Analysis } from '../../analysis/analysis';
import type { ExprAt } from '../../analysis/program/program';
import type { Expr, Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';
import type { Scope, SettingSite } from '../../settings/setting';
import type { Bag } from '../found-client';
import { LiteralSettings } from './literal-settings';
import { MapSettings } from './map-settings';

/** The settings of an expression given to a client. `spelling` names the dialect of an object literal. */
export function settingsIn(analysis: Analysis, unit: Unit, expr: Expr, scope: Scope, spelling: string | undefined): Bag {
  const bag: Bag = { sites: [], replaced: [] };
  if (traitsOf(unit).settings === 'literals') literals(analysis, { unit, expr }, scope, spelling, bag);
  else {
    const maps = new MapSettings(analysis);
    maps.collect({ unit, expr }, scope, bag);
    bag.replaced!.push(...maps.unused);
    keepLast(bag);
  }
  return bag;
}

/** Of several configurations, as those of a list, each one's settings count. */
function literals(analysis: Analysis, at: ExprAt, scope: Scope, spelling: string | undefined, bag: Bag): void {
  const literal = new LiteralSettings(analysis), objects = analysis.types.values.objectsAt(at);
  const assigned: Bag = { sites: [] };
  literal.collectAssigned(at, scope, spelling, assigned);
  const parts = (objects.length > 1 ? objects : [at]).map(object => {
    const part: Bag = { sites: [], replaced: [] };
    literal.collect(object, scope, spelling, part);
    part.sites.push(...assigned.sites);
    part.open ??= assigned.open;
    part.openAt ??= assigned.openAt;
    keepLast(part);
    return part;
  });
  // `config.kafka || {}`: what is given from elsewhere is not seen.
  const all = analysis.types.sources.of(at);
  if (objects.length > 0 && (all.open !== undefined || all.found.length > objects.length)) bag.open = 'part of the configuration may be given from elsewhere';
  for (const { sites, replaced, unread, open, openAt, home } of parts) {
    if (unread) (bag.unread ??= []).push(...unread);
    bag.sites.push(...sites.filter(site => !bag.sites.includes(site)));
    bag.replaced!.push(...replaced!);
    if (bag.open === undefined && open !== undefined) Object.assign(bag, { open, openAt });
    bag.home ??= home;
  }
  if (parts.length > 1) bag.open ??= 'one of several configurations';
}

/** Of several writes of one key the last counts. */
function keepLast(bag: Bag): void {
  const last = new Map<string, SettingSite>();
  for (const site of bag.sites) last.set(site.key, site);
  bag.replaced!.push(...bag.sites.filter(site => last.get(site.key) !== site));
  bag.sites = [...last.values()];
}
