/** Folders that hold other people's or generated files wherever they stand. */
const FOLDERS = new Set([
  '.git', '.hg', '.svn', 'node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store',
  'dist', 'coverage', 'generated', 'generated-sources', '__generated__', '__pycache__', 'site-packages', 'venv', '.venv',
  '.gradle', '.mvn', '.idea', '.settings', '.cache', '.next', '.nuxt', '.turbo', '.terraform', '.vscode-test',
]);

/** Build folders by these names stand beside the sources; below them they are packages, as in `adapter/out/kafka`. */
const BESIDE_SOURCES = new Set(['build', 'target', 'out', 'vendor', 'bin', 'obj', 'third_party']);
const SOURCES = /(^|\/)(src|source|sources|app|lib|java|kotlin|main)\//;

/** True for a folder (relative, without `/` at its end) that holds no sources of the project. */
export function isLeftOutFolder(path: string): boolean {
  const slash = path.lastIndexOf('/') + 1, name = path.slice(slash);
  return FOLDERS.has(name) || (BESIDE_SOURCES.has(name) && !SOURCES.test(path.slice(0, slash)));
}

/** True for file names of bundles and declarations, which nobody writes by hand, and of what is said to the reviewer itself. */
export function isLeftOutFile(name: string): boolean {
  return /^kafka-review\.(config|baseline)\.(json|ya?ml)$|\.(min|bundle|chunk)\.[cm]?js$|\.d\.[cm]?ts$/.test(name);
}

const CODE = /\.([cm]?[jt]sx?|java)$/;

/** True for code that says in its head that a program wrote it. */
export function isMachineWritten(path: string, text: string): boolean {
  if (!CODE.test(path)) return false;
  return /@generated\b|\bDO NOT EDIT\b|^[ \t/*#!<-]*(auto-?)?generated (by|from) /im.test(text.slice(0, 600));
}
