import type { Inputs } from './context';

const NAMES = ['application', 'bootstrap'].flatMap(name => ['yml', 'yaml', 'properties'].map(end => `src/main/resources/${name}.${end}`));

/** The build module of a path: what stands before `src/`. */
export function moduleOf(path: string): string {
  const at = path.indexOf('src/');
  return at <= 0 ? '' : path.slice(0, at);
}

/** Whether a file of the application beside some code says a property, by its last part, in any of Spring's spellings. */
export function setsProperty(inputs: Inputs, path: string, property: string): boolean {
  const module = moduleOf(path);
  const last = property.slice(property.lastIndexOf('.') + 1).replace(/[-_]/g, '');
  if (!/^\w+$/.test(last)) return true;
  const line = new RegExp(`^\\s*(?:[\\w.-]*[.])?${[...last].join('[-_]?')}\\s*[:=]`, 'im');
  const spring = inputs.configs.filter(config => config.kinds.includes('spring') && moduleOf(config.path) === module).map(config => config.path);
  return [...NAMES.map(name => module + name), ...spring].some(file => line.test(inputs.source(file)?.text ?? ''));
}
