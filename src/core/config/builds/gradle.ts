import type { BuildFacts } from '../../kafka/facts';
import { parseProperties } from '../notations/properties';
import { javaDependencies, type JavaModule } from './java-dependencies';

/** Reads a build.gradle or build.gradle.kts: plugins, platforms and dependencies as their usual forms write them. */
export function readGradle(text: string): BuildFacts['dependencies'] {
  const code = text.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
  const variables = variablesOf(code);
  const fill = (version: string | undefined): string | undefined => {
    if (version === undefined) return undefined;
    let known = true;
    const filled = version.replace(/\$\{?([\w.]+)(?:\(["']([^"']+)["']\))?\}?/g, (_, name: string, key: string | undefined) => {
      const value = variables.get(key ?? name.replace(/^.*\./, ''));
      known &&= value !== undefined;
      return value ?? '';
    });
    return known ? filled : undefined;
  };

  const modules: JavaModule[] = [];
  for (const [, group, name, version] of code.matchAll(/["']([\w.-]+):([\w.-]+)(?::([^"'@:\n]+))?(?:[@:][^"'\n]*)?["']/g)) modules.push({ group, name, version: fill(version) });
  for (const [, group, name, rest] of code.matchAll(/group\s*[:=]\s*["']([^"']+)["']\s*,\s*name\s*[:=]\s*["']([^"']+)["']([^\n)]*)/g)) {
    modules.push({ group, name, version: fill(/version\s*[:=]\s*["']?([^"',\s)]+)/.exec(rest)?.[1]) });
  }
  const plugin = /id[\s(]*["']org\.springframework\.boot["']\)?\s+version\s*\(?["']?([^"'\s)]+)/.exec(code)?.[1];
  const platform = modules.find(
    ({ group, name }) => group === 'org.springframework.boot' && /^spring-boot-(dependencies|gradle-plugin)$/.test(name),
  )?.version;
  const boot = fill(plugin !== undefined && variables.has(plugin) ? variables.get(plugin) : plugin) ?? platform;
  return javaDependencies(modules, boot && /^\d/.test(boot) ? boot : undefined, {
    kafka: variables.get('kafka.version'), springKafka: variables.get('spring-kafka.version'),
  });
}

function variablesOf(code: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of code.matchAll(/\b([A-Za-z_]\w*)\s*=\s*["'](\d[\w.-]*|[A-Z][a-z]+\.(?:SR\d+|RELEASE))["']/g)) found.set(name, value);
  for (const [, name, value] of code.matchAll(/(?:set\(\s*|(?:ext|extra)\s*\[\s*)["']([\w.-]+)["']\s*[\],](?:\s*=)?\s*["'](\d[\w.-]*|[A-Z][a-z]+\.(?:SR\d+|RELEASE))["']/g)) found.set(name, value);
  return found;
}

/** Reads a version catalog, gradle/libs.versions.toml. */
export function readCatalog(text: string): BuildFacts['dependencies'] {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([\w-]+)\]/.exec(line);
    if (header) sections.set(header[1], section = new Map());
    const entry = /^\s*["']?([\w.-]+)["']?\s*=(.*)$/.exec(line);
    if (entry && entry[2].trim() !== '' && !line.trimStart().startsWith('#')) section.set(entry[1], entry[2].trim());
  }
  const versions = sections.get('versions');
  const versionOf = (value: string): string | undefined => {
    const reference = /version\.ref\s*=\s*["']([^"']+)["']/.exec(value)?.[1];
    const written = reference === undefined ? value : versions?.get(reference);
    return written === undefined ? undefined : /(?:strictly|require|prefer|version)\s*=\s*["']([^"']+)["']/.exec(written)?.[1] ?? /^["']([^"']+)["']/.exec(written)?.[1];
  };
  const modules: JavaModule[] = [];
  for (const value of sections.get('libraries')?.values() ?? []) {
    const short = /^["']([\w.-]+):([\w.-]+):([^"']+)["']/.exec(value);
    const long = /module\s*=\s*["']([\w.-]+):([\w.-]+)["']/.exec(value);
    const split = [value, /group\s*=\s*["']([\w.-]+)["']/.exec(value)?.[1], /\bname\s*=\s*["']([\w.-]+)["']/.exec(value)?.[1]];
    const [, group, name] = short ?? long ?? split;
    if (group !== undefined && name !== undefined) modules.push({ group, name, version: short ? short[3] : versionOf(value) });
  }
  let boot: string | undefined;
  for (const value of sections.get('plugins')?.values() ?? []) {
    if (/["']org\.springframework\.boot["':]/.test(value))
      boot = /org\.springframework\.boot:([\w.-]+)/.exec(value)?.[1] ?? versionOf(value);
  }
  return javaDependencies(modules, boot);
}

/** Reads gradle.properties, where builds keep versions under their own names. */
export function readGradleProperties(text: string): BuildFacts['dependencies'] {
  const versions = new Map(parseProperties(text).map(({ key, value }) => [key.toLowerCase().replace(/[._-]/g, ''), value]));
  const version = (...names: string[]): string | undefined =>
    names.map(name => versions.get(name)).find(value => value !== undefined && /^\d/.test(value));
  const kafka = version('kafkaclientsversion', 'kafkaclientversion', 'apachekafkaversion', 'kafkaversion');
  const springKafka = version('springkafkaversion');
  return javaDependencies([
    ...(kafka === undefined ? [] : [{ group: 'org.apache.kafka', name: 'kafka-clients', version: kafka }]),
    ...(springKafka === undefined ? [] : [{ group: 'org.springframework.kafka', name: 'spring-kafka', version: springKafka }]),
  ], version('springbootversion'));
}
