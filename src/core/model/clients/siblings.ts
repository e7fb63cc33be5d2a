import type { SettingSite } from '../../settings/setting';

/** The settings that stand together: of one client, or of one scope in a file. */
export class Siblings {
  #byKey: Map<string, SettingSite[]> | undefined;

  constructor(private readonly sites: readonly SettingSite[]) {}

  /** A later setting of the same key, which holds instead; in code order alone does not tell. */
  override(site: SettingSite): SettingSite | undefined {
    if (site.notation === 'typescript' || site.notation === 'java') return undefined;
    return this.of(site.key).find(other => other !== site && other.path === site.path && other.profile === site.profile && other.span.start > site.span.start);
  }

  /** The setting of a key that holds where another one does: of its profile, or else of none. */
  beside(site: SettingSite, key: string): SettingSite | undefined {
    const same = this.of(key);
    return same.find(other => other.profile === site.profile) ?? same.find(other => !other.profile);
  }

  /** The settings of a key, in order. */
  of(key: string): readonly SettingSite[] {
    if (!this.#byKey) {
      this.#byKey = new Map();
      for (const site of this.sites) {
        const same = this.#byKey.get(site.key);
        if (same) same.push(site); else this.#byKey.set(site.key, [site]);
      }
    }
    return this.#byKey.get(key) ?? [];
  }
}

/** For each setting of a file those of its scope and owner, itself among them. */
export function siblingsIn(sites: readonly SettingSite[]): (site: SettingSite) => Siblings {
  const groups = new Map<string, { sites: SettingSite[]; siblings: Siblings }>();
  const nameOf = ({ scope, owner = '' }: SettingSite) => `${scope} ${owner}`;
  for (const site of sites) {
    const group = groups.get(nameOf(site));
    if (group) group.sites.push(site);
    else {
      const first = [site];
      groups.set(nameOf(site), { sites: first, siblings: new Siblings(first) });
    }
  }
  return site => groups.get(nameOf(site))!.siblings;
}
