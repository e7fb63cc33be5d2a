import type { BuildFacts } from '../kafka/facts';
import { javaDependencies, type JavaModule } from './java-dependencies';

/** One element, its text and the elements in it. */
interface Element {
  name: string;
  text: string;
  children: Element[];
}

/** Reads a pom.xml: parent, properties, managed and direct dependencies. */
export function readMaven(text: string): BuildFacts['dependencies'] {
  const project = child(parseXml(text), 'project');
  if (!project) return [];
  const properties = new Map(child(project, 'properties')?.children.map(({ name, text: value }) => [name, value]));
  const version = textOf(project, 'version') ?? textOf(child(project, 'parent'), 'version');
  if (version) properties.set('project.version', version);

  const parent = child(project, 'parent');
  const managed = modulesOf(child(child(project, 'dependencyManagement'), 'dependencies'), properties);
  const modules = modulesOf(child(project, 'dependencies'), properties);
  const bom = managed.find(({ group, name }) => group === 'org.springframework.boot' && name === 'spring-boot-dependencies');
  const boot = textOf(parent, 'groupId') === 'org.springframework.boot' ? resolve(textOf(parent, 'version'), properties) : bom?.version;
  return javaDependencies([...managed, ...modules], boot, {
    kafka: resolve(properties.get('kafka.version'), properties), springKafka: resolve(properties.get('spring-kafka.version'), properties),
  });
}

function modulesOf(list: Element | undefined, properties: ReadonlyMap<string, string>): JavaModule[] {
  return list?.children.filter(({ name }) => name === 'dependency').map(element => ({
    group: resolve(textOf(element, 'groupId'), properties) ?? '',
    name: resolve(textOf(element, 'artifactId'), properties) ?? '',
    version: resolve(textOf(element, 'version'), properties),
  })) ?? [];
}

/** Fills in `${property}`; undefined where one is defined elsewhere. */
function resolve(text: string | undefined, properties: ReadonlyMap<string, string>, depth = 0): string | undefined {
  if (text === undefined || !text.includes('${')) return text;
  if (depth > 5) return undefined;
  let known = true;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = resolve(properties.get(name.trim()), properties, depth + 1);
    known &&= value !== undefined;
    return value ?? '';
  });
  return known ? filled : undefined;
}

function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find(inner => inner.name === name);
}

function textOf(element: Element | undefined, name: string): string | undefined {
  return child(element, name)?.text || undefined;
}

/** Elements and their text are all that a pom needs: attributes and namespaces are passed over, open ends forgiven. */
function parseXml(text: string): Element {
  const root: Element = { name: '', text: '', children: [] };
  const open = [root];
  const clean = text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
  for (const [, close, name, , self, words] of clean.matchAll(/<(\/?)([\w:.-]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g)) {
    const current = open[open.length - 1];
    if (words !== undefined) current.text += words.trim();
    else if (close) {
      const at = open.findLastIndex(element => element.name === name);
      if (at > 0) open.length = at;
    } else {
      const element: Element = { name, text: '', children: [] };
      current.children.push(element);
      if (!self) open.push(element);
    }
  }
  return root;
}
