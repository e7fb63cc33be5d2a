import { strict as assert } from 'node:assert';
import { checkJava } from './java';
import { snippetVariants } from './snippets';
import { checkSql } from './sql';
import { checkTypeScript } from './typescript';
import { casesAndFixes, folderVariant, type CompileError, type Variant } from './variants';
import { RUN_LIMIT, Unavailable } from './workshop';

/** The code of pages and snippets is real code, and stays so when a fix is applied: the compilers say so. */
describe('compilers', function () {
  // At most three lines of Java, each installed and compiled.
  this.timeout(6 * RUN_LIMIT);
  let variants: Variant[];

  before(async () => {
    variants = [...await casesAndFixes(), folderVariant('samples/shop'), folderVariant('samples/shop-safe'), ...snippetVariants()];
  });

  for (const [language, check] of [['TypeScript', checkTypeScript], ['Java', checkJava]] as const) {
    describe(language, () => {
      let errors: CompileError[];

      before(function () {
        try {
          errors = check(variants);
        } catch (error) {
          skipWithout(this, language, error);
        }
      });

      const of = (origin: Variant['origin']) => errors.filter(({ variant }) => variant.origin === origin);
      it('compiles the cases of all pages', () => none(of('case')));
      it('compiles what fixes make of them', () => none(of('fix')));
      it('compiles the snippets', () => none(of('snippet')));
    });
  }

  describe('PostgreSQL', () => {
    it('accepts the tables of the snippets, and the statements of the others', async function () {
      try {
        const { statements, errors } = await checkSql();
        assert.equal(errors.join(''), '');
        assert.ok(statements > 20, `${statements} statements`);
      } catch (error) {
        skipWithout(this, 'SQL', error);
      }
    });
  });
});

/** Skips a test in one clear line where a compiler or a library cannot be had; what checks every change has to have them. */
function skipWithout(test: Mocha.Context, language: string, error: unknown): void {
  if (!(error instanceof Unavailable) || process.env.GITHUB_ACTIONS) throw error;
  console.log(`      skipped: ${language} was not compiled. ${error.message}`);
  test.skip();
}

function none(errors: readonly CompileError[]): void {
  if (errors.length === 0) return;
  assert.fail(errors.map(({ variant, path, line, message }) => {
    const text = variant.files.find(file => file.path === path)?.text.split('\n')[line - 1]?.trim() ?? '';
    return `${variant.name}\n  ${path}:${line}: ${message}\n    ${text}\n`;
  }).join(''));
}
