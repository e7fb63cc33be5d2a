import { strict as assert } from 'node:assert';
import { checkJava } from './java';
import { checkTypeScript } from './typescript';
import { casesAndFixes, folderVariant, type CompileError, type Variant } from './variants';
import { Unavailable } from './workshop';

/** The code of the pages is real code, and stays so when a fix is applied: the compilers say so. */
describe('compilers', function () {
  this.timeout(900_000);
  let variants: Variant[];

  before(async () => {
    variants = [...await casesAndFixes(), folderVariant('samples/shop'), folderVariant('samples/shop-safe')];
  });

  for (const [language, check] of [['TypeScript', checkTypeScript], ['Java', checkJava]] as const) {
    describe(language, () => {
      let errors: CompileError[];

      before(function () {
        try {
          errors = check(variants);
        } catch (error) {
          if (!(error instanceof Unavailable)) throw error;
          console.log(`      skipped: the ${language} of cases and fixes was not compiled. ${error.message}`);
          this.skip();
        }
      });

      it('compiles the cases of all pages', () => none(errors.filter(({ variant }) => !variant.fixed)));
      it('compiles what fixes make of them', () => none(errors.filter(({ variant }) => variant.fixed)));
    });
  }
});

function none(errors: readonly CompileError[]): void {
  assert.equal(errors.map(({ variant, path, line, message }) => {
    const text = variant.files.find(file => file.path === path)?.text.split('\n')[line - 1]?.trim() ?? '';
    return `${variant.name}\n  ${path}:${line}: ${message}\n    ${text}\n`;
  }).join(''), '');
}
