import type { Unit } from '../../flow/unit';
import type { Scope, SettingSite } from '../../settings/setting';
import type { Span } from '../../text/span';
import type { Bag } from '../found-client';

/** Notes why more may be set than is seen, and where; the first reason counts. */
export function leaveOpen(bag: Bag, why: string, unit: Unit, span: Span): void {
  if (bag.open !== undefined) return;
  bag.open = why;
  bag.openAt = { path: unit.path, span };
}

/** A setting that stands in code. */
export function siteOf(unit: Unit, scope: Scope, key: string, spelling: string, value: SettingSite['value'], span: Span, keySpan: Span): SettingSite {
  return { scope, key, spelling, value, path: unit.path, span, keySpan, notation: unit.language };
}
