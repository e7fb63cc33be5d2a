import type { Storage } from '../../kafka/cluster';
import type { Evidence, Fix } from '../../kafka/evidence';
import type { SettingSite } from '../../settings/setting';
import { addSetting, titleOfAddition, titleOfWrite } from '../../settings/write-setting';
import { SourceText } from '../../text/source-text';
import type { Span } from '../../text/span';
import { code } from '../../text/visible';
import type { ConfigFile } from '../file';
import type { Container, Mount } from './container';
import { variablesOf, type BrokerImage } from './images';

/** A container with a broker, as far as it decides where data goes. */
interface Home {
  file: ConfigFile;
  container: Container;
  image?: BrokerImage;
  settings: readonly SettingSite[];
  /** The setting that names the directories. */
  site?: SettingSite;
  /** One that names a directory and does not count. */
  ignored?: SettingSite;
}

/**
 * Where the data of a broker in a container ends up: the directories that the settings or the image give, against what is
 * mounted. A volume beside them keeps nothing.
 */
export function storageOf(
  file: ConfigFile, container: Container, image: BrokerImage | undefined, settings: readonly SettingSite[], setsKafka: boolean,
): Storage[] {
  if (container.mounts.some(({ target }) => /\/(server|broker|kraft\/server)\.properties$/.test(target)))
    return [unknown(file, container.span)];
  const [dirs, dir] = ['log.dirs', 'log.dir'].map(key => image?.forced ? undefined : settings.find(site => site.key === key));
  const decides = !image?.setsDirectories(setsKafka);
  const home: Home = {
    file, container, image, settings, site: dirs ?? (decides ? dir : undefined),
    ...(!dirs && !decides && dir && { ignored: dir }),
  };
  if (home.site && !home.site.value.known) return [unknown(file, home.site.span)];

  const directories = home.site?.value.known
    ? listed(home.site.value.value)
    : [image?.directory(setsKafka)].filter(own => own !== undefined);
  if (directories.length === 0) {
    const data = container.mounts.find(mount => isData(mount, file.text));
    return [data ? unknown(file, data.span) : { path: file.path, span: container.span, kind: 'container', because: [] }];
  }
  const found = directories.map(directory => placeOf(home, directory, directories.length === 1));
  const metadata = settings.find(site => site.key === 'metadata.log.dir');
  if (metadata?.value.known && !directories.includes(metadata.value.value)) {
    found.push({ ...placeOf({ ...home, site: metadata }, metadata.value.value, true), holds: 'metadata' });
  }
  // Several directories at one place are told once.
  return found.filter((one, i) => !found.slice(0, i).some(other => other.kind === one.kind && other.span.start === one.span.start));
}

function unknown({ path }: ConfigFile, span: Span): Storage {
  return { path, span, kind: 'unknown', because: [] };
}

function placeOf(home: Home, directory: string, only: boolean): Storage {
  const { file, container, image, site } = home;
  const { path } = file;
  const lasting = container.lasting && { lasting: true };
  const covering = container.mounts
    .filter(mount => mount.kind !== 'file' && covers(mount.target, directory))
    .sort((a, b) => b.target.length - a.target.length)[0];
  const keeps = covering && covering.kind !== 'anonymous' ? covering : undefined;
  const own =
    keeps?.kind === 'temporary'
      ? undefined
      : image?.volumes?.find(volume => covers(volume, directory) && keeps && isBelow(volume, keeps.target));
  if (keeps && own !== undefined) {
    const because = [{ path, span: container.span, note: `this image declares ${code(own)} a volume` }];
    return {
      path, span: keeps.span, kind: 'shadowed', directory: own, because, fix: moved(file, keeps, own),
      ...(container.resource !== undefined && { likely: true }),
    };
  }
  if (keeps && directory.includes('$HOSTNAME') && !container.named) {
    return { path, span: keeps.span, kind: 'fresh', directory, because: [{ path, span: container.span, note: 'no host name is given' }] };
  }
  if (keeps?.common && (container.replicas ?? 1) > 1 && container.commands.length === 0 && !directory.includes('$')) {
    const because = [{ path, span: container.span, note: `${container.replicas} pods have the same claim` }];
    return { path, span: keeps.span, kind: 'shared', directory, because };
  }
  if (keeps) {
    const volume = `${keeps.source} ${directory.slice(clean(keeps.target).length)}`;
    return {
      path, span: keeps.span, kind: keeps.kind === 'temporary' ? 'temporary' : 'persistent', directory,
      ...(keeps.source !== undefined && { volume }),
      because: site ? [{ path, span: site.span, note: 'data is kept here' }] : [], ...lasting,
    };
  }
  const data = covering ? undefined : container.mounts.find(mount => isData(mount, file.text));
  if (data) return uncovered(home, directory, data, only);
  if (site && isTemporary(directory)) return { path, span: site.span, kind: 'temporary', directory, because: [], ...lasting };
  return { path, span: container.span, kind: 'container', directory, because: evidenceOf(home) };
}

function evidenceOf({ file: { path }, ignored }: Home): Evidence[] {
  return ignored ? [{ path, span: ignored.span, note: '`log.dirs`, which the image sets, wins over this' }] : [];
}

function uncovered(home: Home, directory: string, mount: Mount, only: boolean): Storage {
  const { file, container, site } = home;
  const { path } = file;
  if (!site) {
    const because = [{ path, span: container.span, note: `this image keeps data in ${code(directory)}` }, ...evidenceOf(home)];
    return { path, span: mount.span, kind: 'uncovered', directory, because, fix: named(home, mount) };
  }
  const found: Storage = {
    path, span: site.span, kind: 'uncovered', directory,
    because: [{ path, span: mount.span, note: `the volume is at ${code(mount.target)}` }],
  };
  const [start, end] = /^["']/.test(file.text[site.span.start])
    ? [site.span.start + 1, site.span.end - 1]
    : [site.span.start, site.span.end];
  const edits = [{ path, span: { start, end }, text: mount.target }];
  return only && isPlain(mount.target)
    ? { ...found, fix: { title: titleOfWrite(site.spelling, edits, mount.target), edits, safe: false } }
    : found;
}

/** Names the directory of a mount beside the other variables, where nothing names one. */
function named({ file, settings, image }: Home, mount: Mount): Fix | undefined {
  const prefix = image && variablesOf(image);
  if (image?.forced || prefix === undefined || !isPlain(mount.target)) return undefined;
  const beside = settings
    .filter(({ notation, spelling }) => notation === 'env' && spelling.startsWith(prefix))
    .sort((a, b) => a.span.start - b.span.start)
    .at(-1);
  const edit = beside && addSetting(new SourceText(file.path, file.text), beside, 'log.dirs', mount.target);
  return edit && { title: titleOfAddition(edit), edits: [edit], safe: false };
}

/** Other paths need quotes, which stand differently in each notation. */
function isPlain(path: string): boolean {
  return /^[\w./-]+$/.test(path);
}

/** Mounts the same elsewhere. */
function moved({ path, text }: ConfigFile, { target, span }: Mount, to: string): Fix | undefined {
  const at = text.slice(span.start, span.end).lastIndexOf(target);
  const start = span.start + at;
  return at < 0
    ? undefined
    : { title: `Mount it at ${code(to)}`, edits: [{ path, span: { start, end: start + target.length }, text: to }], safe: false };
}

function clean(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

/** True where a mount at `target` holds a directory. */
export function covers(target: string, directory: string): boolean {
  return clean(directory) === clean(target) || isBelow(directory, target);
}

/** True where a directory lies in another. */
export function isBelow(directory: string, target: string): boolean {
  return clean(directory).startsWith(`${clean(target)}/`);
}

/** A mount by which somebody meant to keep a broker's data: not one for scripts, certificates, plugins or configuration. */
function isData({ target, source, kind }: Mount, text: string): boolean {
  if (kind === 'file' || kind === 'temporary' || kind === 'anonymous') return false;
  if (/\.\w{1,10}$/.test(target) || /(^|\/)(etc|usr|proc|sys|opt\/java|docker-entrypoint[^/]*|configs?|conf|secrets?|certs?|ssl|tls|scripts?|plugins?|jars?|(?<!\/var\/)libs?|init[^/]*|jmx[^/]*|jaas|properties|run|logs4j|topics|bin|health[^/]*|localtime|(?<!\/var\/lib\/)zookeeper[^/]*)(\/|$)/i.test(target)) return false;
  const named = /kafka|broker/i.test(source?.slice(source.lastIndexOf('/') + 1) ?? '');
  // Such names are anybody's: flags and files that the file speaks of itself lie there.
  if (
    /^\/(data|mnt)(\/|$)/.test(target)
    && (text.includes(`${clean(target)}/`) || !(named || /data|log|stor|vol|topic|messages/i.test(source ?? '')))
  )
    return false;
  return named || /^\/(var\/lib\/(kafka|zookeeper)|var\/kafka|bitnami|kafka|data|opt\/(bitnami\/)?kafka\/(data|logs)|mnt|tmp\/k|var\/lib\/redpanda)/.test(target);
}

/** The directories of a list with commas. */
export function listed(value: string): string[] {
  return value.split(',').map(directory => directory.trim()).filter(directory => directory !== '');
}

/** True for directories that the system or a container's end clears. */
export function isTemporary(directory: string): boolean {
  return /^(\/tmp|\/var\/tmp|\/dev\/shm|\/run|\/var\/run)(\/|$)/.test(directory);
}
