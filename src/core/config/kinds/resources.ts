import { textAt, type YamlNode } from '../notations/yaml';

/** What tells a Kubernetes resource from all others: kind, namespace and name; undefined where it has no name of its own. */
export function identityOf(resource: YamlNode): string | undefined {
  const name = textAt(resource, 'metadata', 'name');
  return name === undefined ? undefined : [textAt(resource, 'kind'), textAt(resource, 'metadata', 'namespace'), name].join('/');
}

/** The same as a list, empty where nothing tells it. */
export function resourcesOf(resource: YamlNode): string[] {
  return [identityOf(resource)].filter(identity => identity !== undefined);
}

/** The resources of a file without those that a later one of the same kind and name takes the place of. */
export function lastOfEachName(resources: readonly YamlNode[]): YamlNode[] {
  const last = new Map(resources.map(resource => [identityOf(resource) ?? resource, resource]));
  return resources.filter(resource => last.get(identityOf(resource) ?? resource) === resource);
}
