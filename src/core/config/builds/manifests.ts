import type { Ecosystem, ManifestFacts, Mention } from '../../kafka/facts';
import type { Span } from '../../text/span';

/** Reads one kind of build file: the packages that it lists for production, and those that it builds itself. */
type Reader = (text: string) => { own?: string[]; names: { name: string; span: Span }[] };

const MANIFESTS: readonly { file: RegExp; ecosystem: Ecosystem; read: Reader }[] = [
  { file: /^package\.json$/, ecosystem: 'npm', read: text => json(text, ['dependencies', 'optionalDependencies', 'peerDependencies']) },
  { file: /^composer\.json$/, ecosystem: 'composer', read: text => json(text, ['require']) },
  { file: /^pom\.xml$/, ecosystem: 'maven', read: maven },
  { file: /^build\.gradle(\.kts)?$/, ecosystem: 'maven', read: gradle },
  { file: /^libs\.versions\.toml$/, ecosystem: 'maven', read: catalog },
  { file: /^(build\.sbt|Dependencies\.scala)$/, ecosystem: 'maven', read: sbt },
  { file: /^(requirements(?![\w.-]*(dev|test|lint|doc))[\w.-]*\.(txt|in)|Pipfile|pyproject\.toml|setup\.(py|cfg))$/i, ecosystem: 'pypi', read: python },
  { file: /^go\.mod$/, ecosystem: 'go', read: goMod },
  { file: /^Cargo\.toml$/, ecosystem: 'cargo', read: cargo },
  { file: /\.(cs|fs|vb)proj$/i, ecosystem: 'nuget', read: text => ({ names: matches(text, /<PackageReference\s[^>]*Include\s*=\s*"([^"]+)"/gi) }) },
  { file: /^packages\.config$/i, ecosystem: 'nuget', read: text => ({ names: matches(text, /<package\s[^>]*\bid\s*=\s*"([^"]+)"/gi) }) },
  { file: /^Gemfile$|\.gemspec$/, ecosystem: 'gem', read: text => ({ names: matches(text, /^[ \t]*(?:gem|[\w.]+\.add(?:_runtime)?_dependency)[ \t(]+["']([\w-]+)["']/gm) }) },
  { file: /^mix\.exs$/, ecosystem: 'hex', read: text => ({ names: matches(text, /\{\s*:(\w+)\s*,(?![^}\n]*only:\s*\[?:test)/g) }) },
];

/** True for build files that list packages, of whatever language. */
export function isManifestName(path: string): boolean {
  return manifestOf(path) !== undefined;
}

/** The packages that a build file lists for production; undefined for other files. Never throws. */
export function readManifest(path: string, text: string): ManifestFacts | undefined {
  const manifest = manifestOf(path);
  if (!manifest) return undefined;
  const { own = [], names } = manifest.read(text);
  return { path, own, mentions: names.map(({ name, span }): Mention => ({ ecosystem: manifest.ecosystem, name, span })) };
}

function manifestOf(path: string) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return MANIFESTS.find(({ file }) => file.test(name));
}

/** What the last group of a pattern matches, with its place. */
function matches(text: string, pattern: RegExp, within: Span = { start: 0, end: text.length }): { name: string; span: Span }[] {
  return [...text.slice(within.start, within.end).matchAll(pattern)].map(match => {
    const name = match[1], start = within.start + match.index + match[0].lastIndexOf(name);
    return { name, span: { start, end: start + name.length } };
  });
}

/** A text without its comments, of the same length. */
function blanked(text: string, comments: RegExp): string {
  return text.replace(comments, comment => comment.replace(/[^\n]/g, ' '));
}

/** The keys of objects in a JSON file, by the names of those objects. */
function json(text: string, groups: readonly string[]): ReturnType<Reader> {
  const names = groups.flatMap(group => [...text.matchAll(new RegExp(`"${group}"\\s*:\\s*\\{([^{}]*)\\}`, 'g'))].flatMap(match =>
    matches(text, /"([^"]+)"\s*:/g, { start: match.index + match[0].indexOf('{'), end: match.index + match[0].length })));
  const own = /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  return { own: own === undefined ? [] : [own], names };
}

function maven(text: string): ReturnType<Reader> {
  const code = blanked(text, /<!--[^]*?-->/g).replace(/<(dependencyManagement|build|reporting|profiles)>[^]*?<\/\1>/g, block => block.replace(/[^\n]/g, ' '));
  const names = [...code.matchAll(/<dependency>([^]*?)<\/dependency>/g)].flatMap(({ index, 0: block }) => {
    const group = /<groupId>\s*([^<\s]+)/.exec(block)?.[1], artifact = /<artifactId>\s*([^<\s]+)/.exec(block);
    if (!group || !artifact || /<scope>\s*test\s*</.test(block)) return [];
    const start = index + artifact.index + artifact[0].length - artifact[1].length;
    return [{ name: `${group}:${artifact[1]}`, span: { start, end: start + artifact[1].length } }];
  });
  const head = code.replace(/<(parent|dependencies|modules|properties)>[^]*?<\/\1>/g, '');
  const group = /<groupId>\s*([^<\s]+)/.exec(head)?.[1] ?? /<parent>[^]*?<groupId>\s*([^<\s]+)/.exec(code)?.[1],
    artifact = /<artifactId>\s*([^<\s]+)/.exec(head)?.[1];
  return { own: artifact ? [`${group ?? ''}:${artifact}`] : [], names };
}

function gradle(text: string): ReturnType<Reader> {
  const code = blanked(text, /\/\*[^]*?\*\/|(?<=^|\s)\/\/[^\n]*/g);
  const short = matches(code, /^[ \t]*(?!\w*[tT]est)(?:implementation|api|compile|compileOnly|runtimeOnly|runtime|\w+(?:Implementation|Api))\b[ \t(]*(?:platform\()?["']([\w.-]+:[\w.-]+)/gm);
  const long = [...code.matchAll(/^[ \t]*(?!\w*[tT]est)\w+\b[ \t(]*group\s*[:=]\s*["']([^"']+)["']\s*,\s*name\s*[:=]\s*["']([^"']+)["']/gm)].map(match => {
    const end = match.index + match[0].length - 1;
    return { name: `${match[1]}:${match[2]}`, span: { start: end - match[2].length, end } };
  });
  return { names: [...short, ...long] };
}

function catalog(text: string): ReturnType<Reader> {
  const code = blanked(text, /(?<=^|\s)#[^\n]*/g);
  const short = matches(code, /(?:^[\w.-]+\s*=\s*|module\s*=\s*)["']([\w.-]+:[\w.-]+)/gm);
  const long = [...code.matchAll(/group\s*=\s*["']([\w.-]+)["']\s*,\s*name\s*=\s*["']([\w.-]+)["']/g)].map(match => {
    const end = match.index + match[0].length - 1;
    return { name: `${match[1]}:${match[2]}`, span: { start: end - match[2].length, end } };
  });
  return { names: [...short, ...long] };
}

function sbt(text: string): ReturnType<Reader> {
  const code = blanked(text, /\/\*[^]*?\*\/|\/\/[^\n]*/g);
  return {
    names: [...code.matchAll(/"([\w.-]+)"\s*%{1,3}\s*"([\w.-]+)"\s*%(?![^,\n]*%\s*"?[Tt]est)/g)].map(match => {
      const start = match.index + match[0].lastIndexOf(match[2]);
      return { name: `${match[1]}:${match[2]}`, span: { start, end: start + match[2].length } };
    }),
  };
}

/** Requirements, a Pipfile, a project file of PEP 621 or Poetry, or a setup script: lists under headings, or lines. */
function python(text: string): ReturnType<Reader> {
  const code = blanked(text, /(?<=^|\s)#[^\n]*/g);
  const names: { name: string; span: Span }[] = [];
  const add = (span: Span, pattern: RegExp) =>
    names.push(...matches(code, pattern, span).map(one => ({ ...one, name: one.name.toLowerCase().replace(/[_.]/g, '-') })));
  const sections = [...code.matchAll(/^[ \t]*\[+([^[\]\n]+)\]+[ \t]*$/gm)];
  for (const [index, { 1: title, index: at }] of sections.entries()) {
    const span = { start: at, end: sections[index + 1]?.index ?? code.length };
    if (/dev|test|lint|doc/i.test(title)) continue;
    if (/(^|\.)(packages|dependencies)$/.test(title) && title !== 'project.optional-dependencies')
      add(span, /^[ \t]*["']?([A-Za-z][\w.-]*)["']?\s*=/gm);
  }
  for (const list of code.matchAll(/(?:^|[\s,(])(?:dependencies|install_requires|requires)\s*=\s*\[([^]*?)\]\s*(?=$|[,)\n])/gm)) {
    add({ start: list.index, end: list.index + list[0].length }, /["']([A-Za-z][\w.-]*)/g);
  }
  const config = /^install_requires\s*=\s*\n((?:[ \t]+[^\n]*\n?)*)/m.exec(code);
  if (config) add({ start: config.index, end: config.index + config[0].length }, /^[ \t]+([A-Za-z][\w.-]*)/gm);
  if (sections.length === 0 && !/\b(?:import|setup)\b/.test(code)) add({ start: 0, end: code.length }, /^[ \t]*([A-Za-z][\w.-]*)(?=\s*(?:\[[^\]\n]*\]\s*)?(?:[<>=~!;@]|$))/gm);
  return { names };
}

function goMod(text: string): ReturnType<Reader> {
  const own = /^module[ \t]+(\S+)/m.exec(text)?.[1];
  return { own: own === undefined ? [] : [own], names: matches(text, /^[ \t]*(?:require[ \t]+)?([\w-]+\.[\w.-]+\/\S+)[ \t]+v\d(?![^\n]*\/\/[ \t]*indirect)/gm) };
}

function cargo(text: string): ReturnType<Reader> {
  const code = blanked(text, /(?<=^|\s)#[^\n]*/g);
  const sections = [...code.matchAll(/^[ \t]*\[+([^[\]\n]+)\]+[ \t]*$/gm)];
  const names = sections.flatMap(({ 1: title, index }, at) => {
    const span = { start: index, end: sections[at + 1]?.index ?? code.length };
    if (/(^|\.)dependencies$/.test(title)) return matches(code, /^[ \t]*([\w-]+)[ \t]*(?:=(?![^\n]*\bpath\s*=)|\.)/gm, span);
    return /(^|\.)dependencies\.[\w-]+$/.test(title) ? matches(code, /^[ \t]*\[[^\]\n]*\.([\w-]+)\]/gm, span) : [];
  });
  const own = /^\[package\][^[]*?^name\s*=\s*"([^"]+)"/m.exec(code)?.[1];
  return { own: own === undefined ? [] : [own], names };
}
