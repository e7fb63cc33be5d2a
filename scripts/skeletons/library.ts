import { BadRequest, camelCase, FILL_IN, mustBeNew, pascalCase, withText, withTexts, type Read, type Skeleton } from './skeleton';

/**
 * A library of which nothing is known yet: its table, its dialects and defaults, and its first cases. Its name is the one
 * under which build files list it: `kafkajs`, `@scope/name`, or for Java `group:artifact`.
 */
export function library(name: string, read: Read): Skeleton {
  if (!/^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$|^[a-z][\w.-]*:[a-z][\w.-]*$/.test(name)) {
    throw new BadRequest(`\`${name}\` is no name of a package: \`kafka-lite\`, \`@scope/kafka-lite\`, or for Java \`group:artifact\`.`);
  }
  const isJava = name.includes(':'), id = (isJava ? name.slice(name.indexOf(':') + 1) : name.replace(/^@/, '')).replace(/[^a-z0-9]+/g, '-');
  const camel = camelCase(id), file = `src/core/libraries/clients/${id}.ts`;
  mustBeNew(read, file);
  const example = isJava ? javaCase : scriptCase(name);
  return {
    files: [
      { path: file, text: table(id, camel, name, isJava) },
      withTexts(read, 'src/core/libraries/index.ts',
        [`import { ${camel} } from './clients/${id}';\n`, { behind: /^import type \{ LibraryTable \}[^\n]*\n/m }],
        [`${camel}, `, { behind: /export const libraries: readonly LibraryTable\[\] = \[/ }]),
      withText(read, 'src/core/settings/dialects.ts', `
  // ${FILL_IN} where the options of ${name} are documented
  '${id}.producer': { options: {} },
  '${id}.consumer': { options: {} },
`, { behind: /export const DIALECTS: [^\n]*\n/ }),
      withTexts(read, 'src/core/settings/default-rows.ts',
        [`// ${FILL_IN} the defaults of ${name}, each with the file or page that says so\nconst ${camel} = [...rows('${id}', 'producer', []), ...rows('${id}', 'consumer', [])];\n\n`, { before: /\/\*\* Defaults of clients and brokers by version/ }],
        [`...${camel}, `, { behind: /export const DEFAULT_ROWS: readonly DefaultRow\[\] = \[\s*/ }]),
      {
        path: `src/core/rules/dropped-send/cases/${id}.md`,
        text: example('dropped-send', id, 'a send that nobody waits for', 'sends, and looks at nothing'),
      },
      { path: `src/core/rules/swallowed-handler-error/cases/${id}.md`, text: example('swallowed-handler-error', id, 'the failure is only logged', 'is given records, and only logs what fails') },
    ],
    next: [
      ...(read('src/core/libraries/clients/unread.ts')?.includes(`'${name}'`) ? [`Take ${name} out of src/core/libraries/clients/unread.ts: it is read now.`] : []),
      ...(isJava ? [`Its build files are read for the modules that src/core/config/builds/java-dependencies.ts names.`] : []),
      `docs/adding-a-library.md tells the rest.`,
    ],
  };
}

const table = (id: string, camel: string, name: string, isJava: boolean) => `import type { LibraryTable } from '../table';

/** ${FILL_IN} the client, and the versions for which this is true. */
export const ${camel}: LibraryTable = {
  id: '${id}',
  language: '${isJava ? 'java' : 'typescript'}',
  source: '${FILL_IN} where it is written what its types and calls mean',
  packages: ['${name}'],
  types: {
    // ${FILL_IN} each type with what its methods mean; '${isJava ? `org.example.${pascalCase(id)}` : `${name}#Client`}' is the form of a name
  },
};
`;

type Example = (rule: string, id: string, title: string, task: string) => string;

const scriptCase = (name: string): Example => (rule, id, title, task) => `# ${rule}

## cases

### ${id}: ${title}

\`\`\`ts src/orders.ts
import { Client } from '${name}';

export function start(client: Client): void {
  // ${FILL_IN} code that ${task}
  // want ${rule} error
  client.start();
}
\`\`\`

### ${id}: ${FILL_IN} the same done well

\`\`\`ts src/orders.ts
import { Client } from '${name}';

export async function start(client: Client): Promise<void> {
  await client.start();
}
\`\`\`
`;

const javaCase: Example = (rule, id, title, task) => `# ${rule}

## cases

### ${id}: ${title}

\`\`\`java src/main/java/shop/Orders.java
package shop;

class Orders {
    void start(Object client) {
        // ${FILL_IN} code that ${task}
        // want ${rule} error
        client.notify();
    }
}
\`\`\`

### ${id}: ${FILL_IN} the same done well

\`\`\`java src/main/java/shop/Orders.java
package shop;

class Orders {
    void start(Object client) throws Exception {
        client.wait();
    }
}
\`\`\`
`;
