import { isBrokenXml } from './builds/maven';
import { unparsedYaml } from './notations/yaml';

/** Words of a build without which versions and clients are not known. */
const NEEDED = /kafka|spring-boot/i;

/** Why a build file could not be read, or only in part; undefined where it could, and for files that no version depends on. */
export function gapsOfBuild(path: string, text: string): string | undefined {
  if (!NEEDED.test(text)) return undefined;
  if (path.endsWith('pom.xml')) return isBrokenXml(text) ? 'its XML is not well-formed, so that versions may be missing' : undefined;
  return /(^|\/)package\.json$/.test(path) && !isJson(text) ? 'its JSON has syntax errors, so that versions may be missing' : undefined;
}

/** Why a file of connectors in JSON could not be read, or only in part. */
export function gapsOfJson(text: string): string | undefined {
  return isJson(text) ? undefined : isTemplate(text) ? TEMPLATE : 'its JSON has syntax errors';
}

/** Why a YAML file could not be read, or only in part, among the parts that `concerns` matches. */
export function gapsOfYaml(text: string, concerns: RegExp): string | undefined {
  const parts = unparsedYaml(text).filter(part => concerns.test(part));
  return parts.length === 0 ? undefined : isTemplate(text) ? TEMPLATE : 'its YAML has syntax errors';
}

const TEMPLATE = 'it is a template, and what it renders to is known only then';

function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
