import { isSamplePath, isTestPath } from '../kafka/environment';
import type { Watcher } from '../kafka/model';
import { tracingPackage, WATCHING_IMAGES } from '../libraries/watchers';
import type { Context } from './context';

/** Finds what would show that messages are missing or wait: packages that trace them, and containers that count or keep it. */
export function findWatchers({ inputs }: Context): Watcher[] {
  const packages = inputs.manifests.filter(({ path, language }) => language === undefined && !isTestPath(path)).flatMap(({ path, mentions }) =>
    mentions.flatMap(({ ecosystem, name, span }): Watcher[] => {
      const row = tracingPackage(ecosystem, name);
      return row ? [{ path, span, what: 'tracing', name: row.called, sample: isSamplePath(path) }] : [];
    }));
  const containers = inputs.configs.flatMap(({ path, images = [], sample }) =>
    images.flatMap(({ name, span }): Watcher[] => {
      const row = WATCHING_IMAGES.find(({ image }) => image.test(withoutTag(name)));
      return row ? [{ path, span, what: row.what, name: row.called, sample }] : [];
    }));
  return [...packages, ...containers];
}

/** An image's name without its tag and digest: `quay.io:443/cloudhut/kminion:v2` is `quay.io:443/cloudhut/kminion`. */
function withoutTag(image: string): string {
  const [name] = image.split('@'), colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
