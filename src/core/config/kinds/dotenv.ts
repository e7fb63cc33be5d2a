import { clusterOf } from '../containers/cluster';
import { UNKNOWN_IMAGE } from '../containers/images';
import type { ConfigFile } from '../file';
import { springVariable } from './spring/spring-keys';

const BROKER_VARIABLE = /^KAFKA_(CFG_)?(NODE_ID|BROKER_ID|PROCESS_ROLES|ZOOKEEPER_CONNECT|CONTROLLER_QUORUM_VOTERS|ADVERTISED_LISTENERS)$/;

/** Reads a file of environment variables: Spring's, and those of a broker where at least two are its own. */
export function readVariables(file: ConfigFile): boolean {
  const lines = [...file.text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*(.*)/gmd)];
  const variables = lines.map(match => {
    const quoted = /^("[^"]*"|'[^']*')[ \t]*(?:#.*)?$/.exec(match[2])?.[1];
    const value = quoted ?? match[2].split('#', 1)[0].trimEnd();
    const [start] = match.indices![2]!, [keyStart, keyEnd] = match.indices![1]!;
    return {
      name: match[1], keySpan: { start: keyStart, end: keyEnd }, text: quoted === undefined ? value : value.slice(1, -1),
      span: { start, end: start + value.length }, notation: 'env' as const, placeholders: 'shell' as const,
    };
  });
  for (const variable of variables) {
    const meaning = springVariable(variable.name);
    if (meaning && meaning.scope !== 'topic') file.add(file.site(meaning.scope, meaning.key, variable.name, variable));
  }
  if (file.facts.settings.length > 0) file.is('spring');
  if (variables.filter(({ name }) => BROKER_VARIABLE.test(name)).length >= 2) {
    const settings = variables.flatMap(variable => {
      const key = UNKNOWN_IMAGE.key(variable.name);
      return key ? [file.site('broker', key, variable.name, variable)] : [];
    });
    const span = settings[0].keySpan;
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    file.is('broker');
    file.facts.clusters.push(clusterOf(file, name, span, [{ name, span, settings, storage: [] }], { complete: false }));
  }
  return file.facts.kinds.length > 0;
}
