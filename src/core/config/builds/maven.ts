import type { BuildFacts } from '../../kafka/facts';
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
  const written = new Map(child(project, 'properties')?.children.map(({ name, text: value }) => [name, value]));
  const version = textOf(project, 'version') ?? textOf(child(project, 'parent'), 'version');
  if (version) written.set('project.version', version);

  const properties = new Properties(written);
  const parent = child(project, 'parent');
  const managed = modulesOf(child(child(project, 'dependencyManagement'), 'dependencies'), properties);
  const modules = modulesOf(child(project, 'dependencies'), properties);
  const bom = managed.find(({ group, name }) => group === 'org.springframework.boot' && name === 'spring-boot-dependencies');
  const boot = textOf(parent, 'groupId') === 'org.springframework.boot' ? properties.fill(textOf(parent, 'version')) : bom?.version;
  return javaDependencies([...managed, ...modules], boot, {
    kafka: properties.of('kafka.version'), springKafka: properties.of('spring-kafka.version'),
  });
}

function modulesOf(list: Element | undefined, properties: Properties): JavaModule[] {
  return list?.children.filter(({ name }) => name === 'dependency').map(element => ({
    group: properties.fill(textOf(element, 'groupId')) ?? '',
    name: properties.fill(textOf(element, 'artifactId')) ?? '',
    version: properties.fill(textOf(element, 'version')),
  })) ?? [];
}

/** Longer values are no versions and no names: properties that multiply one another. */
const LONGEST = 200;

/** The properties of a pom, which may refer to one another. */
class Properties {
  readonly #filled = new Map<string, string | undefined>();

  constructor(private readonly written: ReadonlyMap<string, string>) {}

  /** The value of a property; undefined where it is defined elsewhere, or refers to itself. */
  of(name: string): string | undefined {
    if (this.#filled.has(name)) return this.#filled.get(name);
    this.#filled.set(name, undefined);
    const value = this.fill(this.written.get(name));
    this.#filled.set(name, value);
    return value;
  }

  /** Fills in `${property}`; undefined where one is not known. */
  fill(text: string | undefined): string | undefined {
    if (text === undefined || text.length > LONGEST && text.includes('${')) return undefined;
    if (!text.includes('${')) return text;
    let filled = '', from = 0;
    for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
      const value = this.of(match[1].trim());
      if (value === undefined || filled.length + value.length > LONGEST) return undefined;
      filled += text.slice(from, match.index) + value;
      from = match.index + match[0].length;
    }
    return filled + text.slice(from);
  }
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

/** True for XML with an element that is not closed, or closed and not open. */
export function isBrokenXml(text: string): boolean {
  const open: string[] = [];
  const clean = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>/g, '');
  for (const [, tag] of clean.matchAll(/<([^<>]+)>/g)) {
    const name = /^\/?([\w:.-]+)/.exec(tag)?.[1];
    if (tag.startsWith('/')) { if (open.pop() !== name) return true; }
    else if (name !== undefined && !tag.endsWith('/')) open.push(name);
  }
  return open.length > 0;
}
