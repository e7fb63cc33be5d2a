import type { Storage } from '../kafka/cluster';
import type { Evidence } from '../kafka/model';
import type { SettingSite } from '../kafka/setting';
import { addSetting } from '../kafka/write-setting';
import { SourceText } from '../text/source-text';
import type { Span } from '../text/span';
import { isTemporary } from './broker';
import type { Container, Mount } from './container';
import type { ConfigFile } from './file';
import type { BrokerImage } from './images';

/**
 * Where the data of a broker in a container ends up: the directory that the settings or the image give, against what is
 * mounted. A volume beside that directory keeps nothing.
 */
export function storageOf(
  file: ConfigFile, container: Container, image: BrokerImage | undefined, settings: readonly SettingSite[], setsKafka: boolean,
): Storage {
  const storage = (kind: Storage['kind'], span: Span, directory?: string, because: Evidence[] = []): Storage =>
    ({ path: file.path, span, kind, ...(directory !== undefined && { directory }), because });
  const evidence = (span: Span, note: string): Evidence => ({ path: file.path, span, note });

  const site = image?.forced ? undefined : settings.find(({ key }) => key === 'log.dirs') ?? settings.find(({ key }) => key === 'log.dir');
  const data = container.mounts.filter(isData);
  if (container.mounts.some(({ target }) => /\/(server|broker|kraft\/server)\.properties$/.test(target))) return storage('unknown', container.span);
  if (site && !site.value.known) return storage('unknown', site.span);

  const directory = site?.value.known ? site.value.value.split(',')[0].trim() : image?.directory(setsKafka);
  if (directory === undefined) return data.length > 0 ? storage('unknown', data[0].span) : storage('container', container.span);

  const covering = container.mounts.filter(mount => mount.kind !== 'file' && covers(mount.target, directory)).sort((a, b) => b.target.length - a.target.length)[0];
  const changing = directory.includes('$HOSTNAME') && !container.named;
  if (covering && covering.kind !== 'anonymous' && !changing) {
    return storage(covering.kind === 'temporary' ? 'temporary' : 'persistent', covering.span, directory, site ? [evidence(site.span, 'data is kept here')] : []);
  }
  if (covering && changing && data.length > 0) {
    return storage('uncovered', covering.span, directory, [evidence(container.span, 'the directory is named after the container, and so a new one each time')]);
  }
  if (data.length > 0 && !covering) return uncovered(file, storage, directory, data[0], site, settings, evidence(container.span, `this image keeps data in ${directory}`));
  if (site && isTemporary(directory)) return storage('temporary', site.span, directory);
  return storage('container', container.span, directory);
}

function uncovered(
  file: ConfigFile, storage: (kind: Storage['kind'], span: Span, directory?: string, because?: Evidence[]) => Storage,
  directory: string, mount: Mount, site: SettingSite | undefined, settings: readonly SettingSite[], image: Evidence,
): Storage {
  const title = `Keep the data in ${mount.target}`;
  if (!site) {
    const found = storage('uncovered', mount.span, directory, [image]);
    const beside = settings.filter(({ notation }) => notation === 'env').sort((a, b) => a.span.start - b.span.start).at(-1);
    const edit = beside && addSetting(new SourceText(file.path, file.text), beside, 'log.dirs', mount.target);
    if (edit) found.fix = { title, edits: [edit], safe: false };
    return found;
  }
  const found = storage('uncovered', site.span, directory, [{ path: file.path, span: mount.span, note: `the volume is at ${mount.target}` }]);
  const [start, end] = /^["']/.test(file.text[site.span.start]) ? [site.span.start + 1, site.span.end - 1] : [site.span.start, site.span.end];
  found.fix = { title, edits: [{ path: file.path, span: { start, end }, text: mount.target }], safe: false };
  return found;
}

function covers(target: string, directory: string): boolean {
  const clean = target.replace(/\/+$/, '');
  return directory === clean || directory.startsWith(`${clean}/`);
}

/** A mount by which somebody meant to keep a broker's data: not one for scripts, certificates, plugins or configuration. */
function isData({ target, source, kind }: Mount): boolean {
  if (kind === 'file' || kind === 'temporary' || kind === 'anonymous') return false;
  if (/\.\w{1,10}$/.test(target) || /(^|\/)(etc|usr|proc|sys|opt\/java|docker-entrypoint[^/]*|configs?|conf|secrets?|certs?|ssl|tls|scripts?|plugins?|jars?|(?<!\/var\/)libs?|init[^/]*|jmx[^/]*|jaas|properties|run|logs4j|topics|bin|health[^/]*|localtime|(?<!\/var\/lib\/)zookeeper[^/]*)(\/|$)/i.test(target)) return false;
  return /^\/(var\/lib\/(kafka|zookeeper)|var\/kafka|bitnami|kafka|data|opt\/(bitnami\/)?kafka\/(data|logs)|mnt|tmp\/k|var\/lib\/redpanda)/.test(target)
    || /kafka|broker/i.test(source?.slice(source.lastIndexOf('/') + 1) ?? '');
}
