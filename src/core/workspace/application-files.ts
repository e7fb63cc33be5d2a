import type { ConfigFacts } from '../kafka/facts';
import type { SettingSite } from '../kafka/setting';
import type { Inputs } from './context';

const NAMES = ['application', 'bootstrap'].flatMap(name => ['yml', 'yaml', 'properties'].map(end => `src/main/resources/${name}.${end}`));

/** The build module of a path: what stands before `src/`. */
export function moduleOf(path: string): string {
  const at = path.indexOf('src/');
  return at <= 0 ? '' : path.slice(0, at);
}

/** The Spring files of the module in which a file stands. */
export function springFiles(inputs: Inputs, path: string): ConfigFacts[] {
  const module = moduleOf(path);
  return inputs.configs.filter(config => config.kinds.includes('spring') && moduleOf(config.path) === module);
}

/** What the Spring files of the module of a file set. */
export function springSites(inputs: Inputs, path: string): SettingSite[] {
  return springFiles(inputs, path).flatMap(config => config.settings);
}

/**
 * Whether beans of one module can be those of another: an application, which has an application file, is no library of
 * another one.
 */
export function mayShareBeans(inputs: Inputs, module: string, other: string): boolean {
  return module === other || !isApplication(inputs, module) || !isApplication(inputs, other);
}

function isApplication(inputs: Inputs, module: string): boolean {
  return NAMES.some(name => inputs.source(module + name) !== undefined);
}

/** Whether a file of the application beside some code says a property, by its last part, in any of Spring's spellings. */
export function setsProperty(inputs: Inputs, path: string, property: string): boolean {
  const last = property.slice(property.lastIndexOf('.') + 1).replace(/[-_]/g, '');
  if (!/^\w+$/.test(last)) return true;
  const line = new RegExp(`^\\s*(?:[\\w.-]*[.])?${[...last].join('[-_]?')}\\s*[:=]`, 'im');
  return [...NAMES.map(name => moduleOf(path) + name), ...springFiles(inputs, path).map(config => config.path)].some(file => line.test(inputs.source(file)?.text ?? ''));
}
