// Bundles src/ into dist/: the command line, the extension, their threads, and each language on its own, since the
// parsers are large and most runs need only one of them.
import { build } from 'esbuild';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilerParts } from './scripts/compiler-parts.mjs';
import { notices } from './scripts/notices.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');
const dist = join(root, 'dist');

const LANGUAGES = {
  typescript: 'src/core/languages/typescript/index.ts',
  java: 'src/core/languages/java/index.ts',
  hcl: 'src/core/config/notations/hcl.ts',
};

const PROGRAMS = {
  cli: 'src/cli/main.ts',
  'cli-worker': 'src/cli/worker.ts',
  extension: 'src/vscode/extension.ts',
  'extension-worker': 'src/vscode/worker.ts',
};

/** Files that are passed on, by the package that they are from. */
const ASSETS = {
  '@vscode/tree-sitter-wasm/wasm': ['tree-sitter.wasm', 'tree-sitter-java.wasm'],
  '@tree-sitter-grammars/tree-sitter-hcl': ['tree-sitter-hcl.wasm'],
};

/** Inside programs, a language is a file beside them, required when it is first needed. */
const languagesApart = {
  name: 'languages-apart',
  setup({ onResolve }) {
    const bundles = new Map(Object.entries(LANGUAGES).map(([name, file]) => [resolve(root, file), `./${name}.js`]));
    onResolve({ filter: /languages\/|notations\/hcl$/ }, ({ path, resolveDir, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = resolve(resolveDir, path);
      const bundle = bundles.get(file) ?? bundles.get(`${file}.ts`) ?? bundles.get(`${file}${sep}index.ts`);
      return bundle && { path: bundle, external: true };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
};

// A required file is found beside its requirer in every host. Not for the languages: tree-sitter has a `require` of its own.
const program = { ...shared, supported: { 'dynamic-import': false }, plugins: [languagesApart], loader: { '.md': 'text' } };

// Of the TypeScript parser only the part that turns the compiler's trees into its own; the rest of it opens projects.
const alias = { '@typescript-eslint/typescript-estree/use-at-your-own-risk': './node_modules/@typescript-eslint/typescript-estree/dist/ast-converter.js' };

const present = entries => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));

const languages = { ...shared, alias, entryPoints: present(LANGUAGES) };

const started = Date.now();
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const { cli, ...programs } = present(PROGRAMS);
const builds = await Promise.allSettled([
  build({ ...program, entryPoints: { cli }, banner: { js: '#!/usr/bin/env node' } }),
  build({ ...program, entryPoints: programs }),
  build({ ...languages, plugins: [compilerParts(languages)] }),
]);
const { resolve: find } = createRequire(import.meta.url);
const files = Object.entries(ASSETS).flatMap(([folder, names]) => names.map(name => find(`${folder}/${name}`)));
for (const file of files) copyFileSync(file, join(dist, basename(file)));
if (builds.some(({ status }) => status === 'rejected')) process.exit(1);
chmodSync(join(dist, 'cli.js'), 0o755);
const assets = files.map(file => relative(root, file).replaceAll(sep, '/'));
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(builds.map(({ value }) => value.metafile), assets, root));

// The pages that the editor shows, written by the code that knows them.
const { outputFiles: [writer] } = await build({
  ...program, outdir: undefined, write: false, sourcemap: false, metafile: false,
  stdin: {
    resolveDir: root, loader: 'ts',
    contents: "export { rulePages } from './src/core/report/rule-pages'; export { unusedSuppression } from './src/core/report/rule-info'; export { ruleInfos } from './src/core/rules/index';",
  },
});
const written = { exports: {} };
new Function('module', 'exports', 'require', writer.text)(written, written.exports, createRequire(import.meta.url));
const { rulePages, ruleInfos, unusedSuppression } = written.exports;
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
for (const { path, text } of rulePages([...ruleInfos, unusedSuppression], readFileSync(join(root, 'docs/evidence.md'), 'utf8'), repository.url)) {
  const file = join(dist, 'kafka-reliability-pages', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const sizes = ['cli.js', 'extension.js', 'typescript.js', 'java.js', 'hcl.js'].filter(name => existsSync(join(dist, name)))
  .map(name => `${name} ${Math.round(statSync(join(dist, name)).size / 1024)} KB`);
console.log(`dist: ${sizes.join(', ')} in ${Date.now() - started} ms`);
