import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Random } from './random';
import { className, javaService, javaWithKafka, moduleName, propertiesFile, typescriptService, typescriptWithKafka, yamlFile } from './texts';

/** A generated tree and what is in it. */
export interface Tree {
  folder: string;
  files: number;
  bytes: number;
}

/** Writes a tree of services: most of them plain, `kafka` of a hundred with producers and consumers. */
export function writeTree(folder: string, services: number, kafka: number): Tree {
  const random = new Random(services * 1000 + kafka);
  const tree: Tree = { folder, files: 0, bytes: 0 };
  const write = (path: string, text: string) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    tree.files++;
    tree.bytes += text.length;
  };

  for (let service = 0; service < services; service++) {
    const withKafka = random.below(100) < kafka;
    const home = `services/service-${service}`;
    const java = `${home}/backend/src/main/java/com/example/service${service}`;
    write(`${home}/package.json`, JSON.stringify({ name: `service-${service}`, dependencies: withKafka ? { kafkajs: '^2.2.4' } : { express: '^4.18.0' } }));
    for (let file = 0; file < 10; file++) {
      write(`${home}/web/src/${moduleName(service, file)}.ts`, withKafka && file < 5 ? typescriptWithKafka(random, service, file) : typescriptService(random, service, file));
      write(`${java}/${className(service, file)}.java`, withKafka && file < 5 ? javaWithKafka(random, service, file) : javaService(random, service, file));
    }
    write(`${home}/config/application.yml`, yamlFile(random, withKafka));
    write(`${home}/config/messages.properties`, propertiesFile(random));
    write(`${home}/README.md`, 'A service among others.\n'.repeat(40));
  }
  return tree;
}
