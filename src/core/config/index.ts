import type { BuildFacts, ConfigFacts } from '../kafka/facts';
export function readConfig(_path: string, _text: string): ConfigFacts | undefined { return undefined; }
export function readBuild(path: string, text: string): BuildFacts | undefined {
  if (!path.endsWith('package.json')) return undefined;
  try {
    const json = JSON.parse(text);
    return { path, folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '', dependencies: Object.entries({ ...json.dependencies, ...json.devDependencies }).map(([name, version]) => ({ name, version: String(version).replace(/^[^\d]*/, ''), locked: false })) };
  } catch { return undefined; }
}
export function isConfigName(path: string): boolean { return /\.(ya?ml|properties)$/.test(path); }
export function isBuildName(path: string): boolean { return /(^|\/)(package\.json|pom\.xml)$/.test(path); }
