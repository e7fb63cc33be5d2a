import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT, type CompileError, type Variant } from './variants';
import { installed, npmInstall, workshop, writeVariants } from './workshop';

const PACKAGES = join(ROOT, 'test/compile/typescript/package.json');

/** As strict as a careful project. JavaScript is parsed and used for types, but not checked. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force, strict: true, noEmit: true, skipLibCheck: true, allowJs: true, checkJs: false,
  jsx: ts.JsxEmit.Preserve, experimentalDecorators: true, emitDecoratorMetadata: true, esModuleInterop: true, types: ['node', 'mocha'],
};

/**
 * Type-checks the TypeScript of variants against the real libraries.
 * @throws Unavailable where they cannot be installed
 */
export function checkTypeScript(variants: readonly Variant[]): CompileError[] {
  const folder = workshop('typescript');
  installed(folder, readFileSync(PACKAGES, 'utf8'), () => {
    copyFileSync(PACKAGES, join(folder, 'package.json'));
    npmInstall(folder);
  });

  const cases = writeVariants(folder, variants, /(\.[cm]?[jt]sx?|package\.json)$/);
  const roots: string[] = [];
  for (const [index, { files }] of variants.entries()) {
    const home = join(cases, String(index));
    for (const { path, text } of files) {
      if (/\.[cm]?[jt]sx?$/.test(path)) roots.push(join(home, path));
      if (/\/package\.json$/.test(path) && files.some(file => file.path !== path && file.path.startsWith(`${dirname(path)}/`))) {
        linkPackage(home, dirname(path), JSON.parse(text).name);
      }
      if (/(^|\/)tsconfig[\w.-]*\.json$/.test(path)) for (const [name, target] of aliases(text)) linkPackage(home, join(dirname(path), dirname(target)), name);
    }
  }

  const program = ts.createProgram(roots, { ...OPTIONS, typeRoots: [join(folder, 'node_modules/@types')] });
  return program.getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(`${cases.replaceAll('\\', '/')}/`))
    .flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .flatMap(({ file, start, messageText }) => {
      const [index, ...path] = relative(cases, file!.fileName).split(/[\\/]/);
      const { line } = file!.getLineAndCharacterOfPosition(start ?? 0);
      return { variant: variants[Number(index)], path: path.join('/'), line: line + 1, message: ts.flattenDiagnosticMessageText(messageText, ' ') };
    });
}

/** Packages of one repository find each other by name; a package without a file is none, but may bear the name of another. */
function linkPackage(home: string, folder: string, name: string | undefined): void {
  if (!name) return;
  const link = join(home, 'node_modules', name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(home, folder), link, 'junction');
}

/** The path aliases of a compiler's configuration that lead to one file. */
function aliases(text: string): [string, string][] {
  const { compilerOptions } = JSON.parse(text) as { compilerOptions?: { paths?: Record<string, string[]> } };
  return Object.entries(compilerOptions?.paths ?? {}).filter(([name]) => !name.endsWith('*')).map(([name, [target]]) => [name, target]);
}
