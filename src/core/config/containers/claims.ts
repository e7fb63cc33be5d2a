import type { Deletion, Storage } from '../../kafka/cluster';
import { titleOfWrite } from '../../settings/write-setting';
import type { ConfigFile } from '../file';
import { at, entryOf, textAt, type YamlNode } from '../notations/yaml';

/** Strimzi's `deleteClaim: true` beside the type of a storage (PersistentClaimStorage.java). */
export function deletedByOperator(file: ConfigFile, storage: YamlNode | undefined): Pick<Storage, 'deleted'> {
  return deletion(file, storage, 'deleteClaim', 'true', 'false', 'resource');
}

/** `persistentVolumeClaimRetentionPolicy` of a StatefulSet, or of the values of a chart that only heeds it where it is switched on. */
export function deletedByPolicy(file: ConfigFile, spec: YamlNode | undefined): Pick<Storage, 'deleted'> {
  const policy = at(spec, 'persistentVolumeClaimRetentionPolicy');
  if (textAt(policy, 'enabled') === 'false') return {};
  const [whole, scaled] = (['whenDeleted', 'whenScaled'] as const).map(key =>
    deletion(file, policy, key, 'Delete', 'Retain', key === 'whenDeleted' ? 'resource' : 'scaling'),
  );
  return whole.deleted ? whole : scaled;
}

function deletion(
  { path }: ConfigFile, map: YamlNode | undefined, key: string, deletes: string, keeps: string, when: Deletion['with'],
): Pick<Storage, 'deleted'> {
  const entry = entryOf(map, key);
  if (entry?.value.kind !== 'scalar' || entry.value.value !== deletes) return {};
  const { span } = entry.value, edits = [{ path, span, text: keeps }];
  return { deleted: { path, span, with: when, fix: { title: titleOfWrite(key, edits, keeps), edits, safe: true } } };
}
