import { camelCase, FILL_IN, mustBeNew, mustBeWords, pascalCase, withTexts, type Read, type Skeleton } from './skeleton';

/** A framework that has nothing to say yet: its answers, the table of its annotations, and its first test. */
export function framework(name: string, read: Read): Skeleton {
  mustBeWords(name);
  const folder = `src/core/frameworks/${name}`, camel = camelCase(name), pascal = pascalCase(name);
  mustBeNew(read, `${folder}/index.ts`);
  return {
    files: [
      { path: `${folder}/index.ts`, text: contract(name, camel, pascal) },
      { path: `${folder}/${name}.ts`, text: answers(pascal) },
      { path: `src/core/libraries/frameworks/${name}.ts`, text: table(name, camel) },
      withTexts(read, 'src/core/frameworks/index.ts',
        [`import { ${camel} } from './${name}/index';\n`, { behind: /^import type \{ Framework \}[^\n]*\n/m }],
        [`, ${camel}`, { before: /,?\s*\];/ }]),
      withTexts(read, 'src/core/libraries/index.ts',
        [`import { ${camel} } from './frameworks/${name}';\n`, { behind: /^import type \{ LibraryTable \}[^\n]*\n/m }],
        [`, ${camel}`, { before: /,?\s*\];/ }]),
      { path: `test/unit/framework-${name}.test.ts`, text: test(pascal) },
    ],
    next: ['docs/adding-a-framework.md tells the rest.'],
  };
}

const contract = (name: string, camel: string, pascal: string) => `import { together } from '../../analysis/values/outside';
import type { Framework } from '../../model/framework';
import { ${pascal} } from './${name}';

/** ${FILL_IN} the framework, the versions for which this is true, and where it is documented. */
export const ${camel}: Framework = {
  // ${FILL_IN} the values that it puts into fields and parameters, as SpringValues does; nothing, if it puts none there
  values: () => together([]),
  open: analysis => new ${pascal}(analysis),
};
`;

const answers = (pascal: string) => `import type { Analysis } from '../../analysis/analysis';
import type { Container } from '../../kafka/model';
import { OpenFramework } from '../../model/framework';

/** ${FILL_IN} what it does with the code of one state of the workspace; \`OpenFramework\` says what else is asked. */
export class ${pascal} extends OpenFramework {
  constructor(private readonly analysis: Analysis) {
    super();
  }

  override containers(): Container[] {
    // ${FILL_IN} what becomes of a record that keeps failing, for each listener
    return this.analysis.program.units.flatMap(() => []);
  }
}
`;

const table = (name: string, camel: string) => `import type { LibraryTable } from '../table';

/** ${FILL_IN} the annotations and calls of it that mean something. */
export const ${camel}: LibraryTable = {
  id: '${name}',
  language: 'java',
  source: '${FILL_IN} where it is written what they mean',
  packages: [],
  types: {},
  annotations: {
    // ${FILL_IN} by their full names: 'org.example.Listener': { role: 'listener', topics: ['topics'] }
  },
};
`;

const test = (pascal: string) => `import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

// ${FILL_IN} a listener whose record is given up when it keeps failing
const LISTENER = \`package shop;

class Orders {
  void onOrder(String order) { }
}
\`;

describe('${pascal}', () => {
  it('has listeners, and containers that do something with a record that keeps failing', async () => {
    const session = openSession({ loadAsset });
    session.set('src/main/java/shop/Orders.java', LISTENER);
    const shown = await session.show({ path: 'src/main/java/shop/Orders.java', as: 'model' }).catch((error: Error) => [error.message]);
    // ${FILL_IN} what the model says of them
    assert.ok(shown.includes('  form: listener'), shown.join('\\n'));
    assert.ok(shown.includes('  failures: skipped'), shown.join('\\n'));
  });
});
`;
