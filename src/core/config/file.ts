import type { ConfigFacts, ConfigKind } from '../kafka/facts';
import type { Notation, Scope, SettingSite } from '../settings/setting';
import type { Span } from '../text/span';
import { readValue, type Placeholders } from '../settings/placeholders';
import type { YamlScalar } from './notations/yaml';

/** The facts of one file while they are gathered. */
export class ConfigFile {
  readonly facts: ConfigFacts;

  constructor(readonly path: string, readonly text: string) {
    this.facts = {
      path, kinds: [], environment: 'neutral', sample: false, settings: [], clusters: [], topics: [], ignored: [], undecided: [],
    };
  }

  is(kind: ConfigKind): void {
    if (!this.facts.kinds.includes(kind)) this.facts.kinds.push(kind);
  }

  /** Secrets stay out of findings and caches, and what belongs to topics is their own facts. */
  add(site: SettingSite): void {
    if (!isSecret(site.key) && site.scope !== 'topic') this.facts.settings.push(site);
  }

  site(scope: Scope, key: string, spelling: string, at: Written): SettingSite {
    return {
      scope, key, spelling, value: readValue(key, at.text, at.placeholders),
      path: this.path, span: at.span, keySpan: at.keySpan, notation: at.notation, ...at.more,
    };
  }
}

/** Where and how a value stands in a file. */
export interface Written {
  text: string;
  span: Span;
  keySpan: Span;
  notation: Notation;
  placeholders: Placeholders;
  /** What else is known of the site. */
  more?: Partial<Pick<SettingSite, 'profile' | 'owner' | 'environment' | 'replaced'>>;
}

/** A YAML scalar as a written value. */
export function writtenScalar(
  node: YamlScalar, keySpan: Span, notation: Notation, placeholders: Placeholders, more?: Written['more'],
): Written {
  return { text: node.value, span: node.span, keySpan, notation, placeholders, more };
}

/** True for keys that hold passwords and the like. */
export function isSecret(key: string): boolean {
  return /password|secret|jaas|credential|basic\.auth|\.token|keystore\.key|private\.key|sasl\.username/i.test(key);
}
