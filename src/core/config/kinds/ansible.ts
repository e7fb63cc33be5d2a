import { clusterOf } from '../containers/cluster';
import type { ConfigFile } from '../file';
import { entriesAt, type YamlEntry, type YamlNode } from '../notations/yaml';
import { storageOf } from './broker';
import { setting } from './strimzi';

/** Variables of roles that hold a broker's own settings (confluent.platform, and its earlier form). */
export function readAnsible(file: ConfigFile, documents: readonly YamlNode[]): void {
  for (const document of documents) {
    add(file, entriesAt(document).find(({ key }) => key === 'kafka_broker_custom_properties'));
    add(file, entriesAt(document, 'kafka_broker').find(({ key }) => key === 'properties'));
    for (const group of ['all', 'kafka_broker'])
      add(
        file, entriesAt(document, group, 'vars').find(({ key }) => key === 'kafka_broker_custom_properties'),
      );
  }
}

function add(file: ConfigFile, map: YamlEntry | undefined): void {
  const settings = entriesAt(map?.value).flatMap(entry => setting(file, 'broker', entry));
  if (!map || settings.length === 0) return;
  file.is('broker');
  file.facts.clusters.push(
    clusterOf(file, map.key, map.keySpan, [{ name: map.key, span: map.keySpan, settings, storage: storageOf(file.path, settings) }], {
      complete: false,
    }),
  );
}
