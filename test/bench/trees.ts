import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monorepo } from './monorepo';
import { Random } from './random';
import { className, javaService, javaWithKafka, moduleName, propertiesFile, typescriptService, typescriptWithKafka, yamlFile } from './texts';

/** A generated tree and what is in it. */
export interface Tree {
  folder: string;
  files: number;
  bytes: number;
}

/** Writes a repository of several teams in the shape of real ones: few of its files say Kafka, more call those that do. */
export function writeMonorepo(folder: string, size: number): Tree {
  const tree: Tree = { folder, files: 0, bytes: 0 };
  for (const [path, text] of monorepo(size)) write(tree, path, text);
  return tree;
}

function write(tree: Tree, path: string, text: string): void {
  const file = join(tree.folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  tree.files++;
  tree.bytes += text.length;
}

/** Writes a tree of services: most of them plain, `kafka` of a hundred with producers and consumers. */
export function writeTree(folder: string, services: number, kafka: number): Tree {
  const random = new Random(services * 1000 + kafka);
  const tree: Tree = { folder, files: 0, bytes: 0 };
  for (let service = 0; service < services; service++) {
    const withKafka = random.below(100) < kafka;
    const home = `services/service-${service}`;
    const java = `${home}/backend/src/main/java/com/example/service${service}`;
    write(tree, `${home}/package.json`, JSON.stringify({ name: `service-${service}`, dependencies: withKafka ? { kafkajs: '^2.2.4' } : { express: '^4.18.0' } }));
    for (let file = 0; file < 10; file++) {
      write(tree, `${home}/web/src/${moduleName(service, file)}.ts`, withKafka && file < 5 ? typescriptWithKafka(random, service, file) : typescriptService(random, service, file));
      write(tree, `${java}/${className(service, file)}.java`, withKafka && file < 5 ? javaWithKafka(random, service, file) : javaService(random, service, file));
    }
    write(tree, `${home}/config/application.yml`, yamlFile(random, withKafka));
    write(tree, `${home}/config/messages.properties`, propertiesFile(random));
    write(tree, `${home}/README.md`, 'A service among others.\n'.repeat(40));
  }
  return tree;
}
