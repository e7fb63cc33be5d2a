import type { Environment } from '../settings/setting';

/** What is known of the circumstances under which a file's settings hold. */
export interface Circumstances {
  /** Relative, with `/`. */
  path: string;
  /** `cluster`: resources of Kubernetes, an operator or a cloud, which people do not start on their own machine. */
  kind?: 'cluster' | 'compose' | 'file';
  brokers?: number;
  /** The Spring profile or the like. */
  profile?: string;
  /** The service is restarted on failure and keeps its data in a named volume. */
  kept?: boolean;
  /** Listeners ask for SASL or TLS. */
  secured?: boolean;
  /** Resource limits, a disruption budget or anti-affinity are set. */
  limited?: boolean;
  /** An image or mode that is made for development alone. */
  developmentImage?: boolean;
  /** All advertised listeners are on localhost. */
  localOnly?: boolean;
  /** A web interface to look into topics stands beside. */
  browser?: boolean;
  /** What it serves, where the team has said it. */
  given?: Environment;
}

/** Adds up what speaks for production and what for development; two points either way decide, else it is neutral. */
export function judgeEnvironment(about: Circumstances): Environment {
  if (about.given) return about.given;
  if (isTestPath(about.path)) return 'development';
  let score = 0;
  const names = wordsOf(about.path);
  if (names.production || isWord(PRODUCTION, about.profile)) score += 3;
  if (names.development || isWord(DEVELOPMENT, about.profile)) score -= 3;
  if (about.kind === 'cluster') score += 2;
  if (about.brokers !== undefined && about.brokers >= 3) score += 2;
  if (about.brokers === 1) score -= 1;
  if (about.kept) score += 1;
  if (about.secured) score += 1;
  if (about.limited) score += 1;
  if (about.developmentImage) score -= 2;
  if (about.localOnly) score -= 1;
  if (about.browser) score -= 1;
  return score >= 2 ? 'production' : score <= -2 ? 'development' : 'neutral';
}

/** True for examples, samples, demos and templates, which are read more than run. */
export function isSamplePath(path: string): boolean {
  return /(^|\/)(examples?|samples?|demos?|tutorials?|quickstarts?|playground|cookbook)\//i.test(withoutPackages(path))
    || /\.(example|sample|dist|template|tmpl|tpl|j2)$/i.test(path) && !isAnsibleTemplate(path)
    || /(^|[._-])(example|sample)\.[^/]*$|^quick-?start[._-]/i.test(path.slice(path.lastIndexOf('/') + 1));
}

/** What Ansible fills in and puts on the machines. */
function isAnsibleTemplate(path: string): boolean {
  return /(^|\/)(roles|templates|playbooks|ansible[\w-]*)\/(.*\/)?[^/]+\.j2$/i.test(path);
}

/** True for tests, their data and benchmarks; no message of a business runs through them. */
export function isTestPath(path: string): boolean {
  return /(^|\/)(\.?tests?|\.?testing|test[-_]?(?:helpers?|utils?|support)|__tests__|__mocks__|__fixtures__|fixtures|testdata|e2e|benchmarks?|jmh|spec)\//i.test(withoutPackages(path))
    || TEST_MODULE.test(path)
    || /(^|\/)src\/(it|[a-z]+Test|[a-z]+-tests?|testFixtures|jmh)\//.test(path)
    || /\.(spec|test|e2e-spec|e2e|bench|benchmark|mock)\.[cm]?[jt]sx?$/.test(path)
    || /(Test|Tests|[a-z\d]IT|ITCase|TestCase)\.(java|kt|groovy|scala)$/.test(path)
    || /(^|\/)(generated[\w-]*|node_modules)\/.*\.(java|kt|[cm]?[jt]sx?)$/.test(path)
    || BUILT.test(path);
}

/** What a build wrote, beside the sources; below them a folder of that name is a package. */
const BUILT = /^(?:(?!src\/)[^/]+\/)*(?:target|build)\/.*\.(java|kt|[cm]?[jt]sx?)$/;

/** A module that only tests need; A/B tests are business. */
const TEST_MODULE = /(^|\/)(?!ab-)[\w.-]*[\w.]-tests?(-(utils?|common|support|fixtures))?\/src\/main\//i;

/** A path without the folders of a Java package, which say where a class belongs (`com/example`, `io/acme/benchmark`) and not what it is for. */
function withoutPackages(path: string): string {
  return path.replace(/((?:^|\/)src\/main\/(?:java|kotlin|scala|groovy)\/).*\//, '$1');
}

const PRODUCTION = /^(prod|production|prd|live)$/i;
const DEVELOPMENT = new RegExp(`^(${[
  'tests?', 'e2e', 'it', 'integration', 'examples?', 'samples?', 'demos?', 'tutorials?', 'quickstarts?', 'playground', 'local',
  'localhost', 'dev', 'develop', 'development', 'docs?', 'fixtures', 'testcontainers', '\\.devcontainer', '\\.github',
].join('|')})$`, 'i');
const DEVELOPMENT_NAME = /^(dev|develop|development|local|tests?|ci|e2e|override|example|sample|demo)$/i;

function isWord(words: RegExp, text: string | undefined): boolean {
  return text !== undefined && text.replace(/!\s*[\w-]+/g, '').split(/[\s,&|()]+/).some(word => words.test(word));
}

function wordsOf(path: string): { production: boolean; development: boolean } {
  const folders = path.split('/');
  const base = folders.pop() ?? '';
  const inName = base.split(/[._-]/).slice(0, base.startsWith('.env') ? undefined : -1);
  return {
    production:
      folders.some(f => PRODUCTION.test(f) || /[-_.](prod|production|prd|live)$/i.test(f)) || inName.some(w => PRODUCTION.test(w)),
    development:
      folders.some(f => DEVELOPMENT.test(f) || /[-_.](dev|local|test|tests|demo|example|examples)$/i.test(f))
      || inName.some(w => DEVELOPMENT_NAME.test(w)),
  };
}
