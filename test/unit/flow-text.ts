import assert from 'node:assert/strict';
import type { LanguageModule, Repair, Repairs } from '../../src/core/flow/language';
import type { Call, Func, Unit, Variable } from '../../src/core/flow/unit';
import { createJava } from '../../src/core/languages/java/index';
import { flowOf } from '../../src/core/show/flow';
import { applyEdits } from '../../src/core/text/edit';
import { SourceText } from '../../src/core/text/source-text';
import { loadAsset } from '../assets';

export { exprText as show, typeText as type, useText as use } from '../../src/core/show/flow';

/** The Java module with its parser. */
export function loadJava(): Promise<LanguageModule> {
  return createJava(loadAsset);
}

/** The first variable of a name. */
export function symbol(unit: Unit, name: string): Variable {
  return unit.symbols.find(one => one.name === name)!;
}

/** The first call of a name. */
export function call(unit: Unit, name: string): Call {
  return unit.calls.find(one => one.name === name)!;
}

/** The steps of a function, a line each, with what they run indented. */
export function printed(unit: Unit, func: Func): string[] {
  return flowOf(unit, func).map(({ depth, text }) => `${'  '.repeat(depth)}${text}`);
}

/** Asks for one repair. */
export type MakeRepair = (to: Repairs, unit: Unit, source: SourceText) => Repair | undefined;

/** Makes a test of what a repair does to a text: it changes it as expected, or refuses, and leaves code that can be read. */
export function changes(
  title: string, language: () => LanguageModule, path: string, text: string, expected: string | undefined,
  make: MakeRepair,
): void {
  it(`${expected === undefined ? 'refuses ' : ''}${title}`, () => {
    const { lower, repairs } = language(), unit = lower(path, text), repair = make(repairs, unit, new SourceText(path, text));
    assert.equal(unit.broken, false);
    const after = repair && applyEdits(text, repair.edits);
    assert.equal(after, expected);
    if (after !== undefined) assert.equal(lower(path, after).broken, false);
  });
}
