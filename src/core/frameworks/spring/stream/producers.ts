import type { Analysis } from '../../../analysis/analysis';
import { moduleOf } from '../../../analysis/program/modules';
import type { Producer } from '../../../kafka/model';
import { springCloudStream } from '../../../libraries/clients/spring-cloud-stream';
import type { Answer } from '../../../settings/setting';
import { defaultOf } from '../../../settings/versions';
import { springSites } from '../application-files';
import type { Bindings } from './bindings';

/** How bindings are called to which functions give, and that of the annotations before them. */
const OUTPUT = /(-out-\d+|^output)$/;

/** The producers of a module's outputs, as one: the binder makes them alike (KafkaMessageChannelBinder.getProducerFactory). */
export function producersOf(analysis: Analysis, bindings: Bindings, outputs: readonly { path: string; binding: string }[]): Producer[] {
  const modules = new Map<string, { path: string; names: Set<string> }>();
  const add = (path: string, binding: string): void => {
    const module = moduleOf(path), known = modules.get(module) ?? { path, names: new Set() };
    if (bindings.isKafka(path, binding)) modules.set(module, { ...known, names: known.names.add(binding) });
  };
  for (const { path, kinds } of analysis.inputs.configs) {
    if (kinds.includes('spring')) for (const name of bindings.names(path)) if (OUTPUT.test(name)) add(path, name);
  }
  for (const { path, binding } of outputs) add(path, binding);
  return [...modules.values()].flatMap(({ path, names }) => producer(analysis, bindings, path, [...names]) ?? []);
}

function producer(analysis: Analysis, bindings: Bindings, path: string, names: readonly string[]): Producer | undefined {
  const place = names.map(name => bindings.placeOf(path, name, 'destination')).find(one => one !== undefined);
  if (!place || !bindings.areWhole(path)) return undefined;
  const library = analysis.use(path, springCloudStream), sites = springSites(analysis.inputs, path);
  const setting = (key: string): Answer => {
    const site = sites.find(one => one.key === key && (one.scope === 'producer' || one.scope === 'client') && one.profile === undefined);
    if (site) return site.value.known ? { known: true, value: site.value.value, from: 'file', site } : { known: false, why: site.value.why };
    const found = defaultOf(library.id, 'producer', key, library.version);
    return found ? { known: true, value: found.value, from: 'default', source: found.source, version: library.version, client: library.id }
      : { known: false, why: 'the version of Spring Cloud Stream is not known' };
  };
  return {
    path: place.path, span: place.span, ...analysis.circumstances(place.path), library, name: names[0], topics: [...new Set(names.flatMap(name => bindings.topics(path, name)))],
    setting, add: () => undefined, sends: [], transactional: bindings.isTransactional(path), lifetime: 'held', closed: [], allAwaited: false,
  };
}
