import { clusterOf } from './broker';
import type { ConfigFile } from './file';
import { UNKNOWN_IMAGE } from './images';
import { springVariable } from './spring-keys';

const BROKER_VARIABLE = /^KAFKA_(CFG_)?(NODE_ID|BROKER_ID|PROCESS_ROLES|ZOOKEEPER_CONNECT|CONTROLLER_QUORUM_VOTERS|ADVERTISED_LISTENERS)$/;

/** Reads a file of environment variables: Spring's, and those of a broker where at least two are its own. */
export function readVariables(file: ConfigFile): boolean {
  const lines = [...file.text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^\n#]*?)[ \t]*(?:#.*)?\r?$/gmd)];
  const variables = lines.map(match => {
    const quoted = /^["']/.test(match[2]);
    const [start, end] = match.indices![2]!, [keyStart, keyEnd] = match.indices![1]!;
    return {
      name: match[1], keySpan: { start: keyStart, end: keyEnd }, text: quoted ? match[2].slice(1, -1) : match[2],
      span: { start, end }, notation: 'env' as const, placeholders: 'shell' as const,
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
