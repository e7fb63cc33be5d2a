import { Random } from './random';
import { javaService, propertiesFile, typescriptService, yamlFile } from './texts';

const NAMES = ['orders', 'billing', 'search', 'users', 'reports', 'mail', 'prices', 'stock', 'audit', 'catalog', 'media', 'portal'] as const;
const PARTS = ['api', 'domain', 'storage', 'jobs', 'views'] as const;
const STEMS = ['index', 'types', 'utils', 'constants', 'service', 'controller', 'repository', 'mapper', 'client', 'errors', 'config', 'schema'] as const;

/** Where the bench types. */
export const PLACES = {
  wrapper: 'packages/messaging/src/producer.ts',
  caller: 'packages/orders-0/src/orders/events.ts',
  plain: 'packages/media-0/src/jobs/service.ts',
  java: 'services/billing/src/main/java/com/example/billing/BillingEvents.java',
  yaml: 'services/billing/src/main/resources/application.yml',
} as const;

/**
 * A repository of several teams: packages that import one another by name, Java services, their configuration; a package
 * and a class that wrap Kafka, some hundred callers of these, and some files that use a client by themselves.
 */
export function monorepo(size: number): Map<string, string> {
  const files = new Map<string, string>(), random = new Random(size);
  const packages = Math.ceil(size / 420);
  messaging(files);
  for (let at = 0; at < packages; at++) scriptPackage(files, random, `${NAMES[at % NAMES.length]}-${Math.floor(at / NAMES.length)}`, at);
  for (let at = 0; files.size < size; at++) javaModule(files, random, at < NAMES.length ? NAMES[at] : `${NAMES[at % NAMES.length]}${at}`, size);
  return files;
}

function messaging(files: Map<string, string>): void {
  files.set('package.json', '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }');
  files.set('packages/messaging/package.json', '{ "name": "@shop/messaging", "main": "src/index.ts", "dependencies": { "kafkajs": "^2.2.4" } }');
  files.set('packages/messaging/src/index.ts', "export * from './producer';\nexport * from './consumer';\n");
  files.set(PLACES.wrapper, `import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: 'shop', brokers: (process.env.BROKERS ?? '').split(',') });
const producer = kafka.producer({ idempotent: true });

export async function connect(): Promise<void> {
  await producer.connect();
}

/** Sends what has happened. */
export async function publish(topic: string, key: string, value: object): Promise<void> {
  await producer.send({ topic, messages: [{ key, value: JSON.stringify(value) }] });
}

export async function publishAll(topic: string, values: readonly object[]): Promise<void> {
  await producer.send({ topic, messages: values.map(value => ({ value: JSON.stringify(value) })) });
}
`);
  files.set('packages/messaging/src/consumer.ts', `import { Kafka } from 'kafkajs';

export async function subscribe(topic: string, groupId: string, handle: (value: unknown) => Promise<void>): Promise<void> {
  const consumer = new Kafka({ clientId: 'shop', brokers: ['kafka:9092'] }).consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async ({ message }) => handle(JSON.parse(String(message.value))) });
}
`);
}

function scriptPackage(files: Map<string, string>, random: Random, name: string, number: number): void {
  const home = `packages/${name}`;
  files.set(`${home}/package.json`, JSON.stringify({ name: `@shop/${name}`, main: 'src/index.ts', dependencies: { '@shop/messaging': '*', express: '^4.18.0' } }, undefined, 2));
  files.set(`${home}/tsconfig.json`, '{ "extends": "../../tsconfig.json", "compilerOptions": { "outDir": "dist", "baseUrl": "src" } }');
  files.set(`${home}/deploy/values.yaml`, yamlFile(random, false));
  files.set(`${home}/locales/en.properties`, propertiesFile(random));
  for (let part = 0; part < 16; part++) {
    const folder = `${home}/src/${part < PARTS.length ? PARTS[part] : part === 5 ? 'orders' : `feature-${part}`}`;
    for (const stem of STEMS) files.set(`${folder}/${stem}.ts`, plainModule(random, number, stem));
    for (const stem of ['service', 'mapper', 'client']) files.set(`${folder}/${stem}.test.ts`, plainModule(random, number, stem));
    if (part === 5 || part === 9) files.set(`${folder}/events.ts`, caller(random, number));
  }
  if (number % 6 === 0) files.set(`${home}/src/worker.ts`, `import { subscribe } from '@shop/messaging';\nimport { handleOrder } from './orders/service';\n\nexport const start = () => subscribe('orders', '${name}', async value => { await handleOrder(value); });\n`);
}

/** A module of a service, which does not speak of Kafka. */
function plainModule(random: Random, number: number, stem: string): string {
  const neighbours = [random.pick(STEMS), random.pick(STEMS)].map((other, at) => `import { ${other}Of as other${at} } from './${other}';\n`).join('');
  const far = `import { mapper } from '@shop/${random.pick(NAMES)}-${random.below(3)}';\n`;
  const text = typescriptService(random, number, random.below(10)), end = text.indexOf('  /** Works on', text.indexOf('  /** Works on') + random.below(3) * 350 + 400);
  return `${neighbours}${far}${text.slice(0, end)}}\n\nexport interface Repository { find(id: string): Promise<{ id: string; total: number }[]>; save(item: object): Promise<void>; }\nexport const ${stem}Of = (id: string) => other0(id) ?? other1(id) ?? mapper(id);\nexport async function handleOrder(value: unknown): Promise<void> { await ${stem}Of(String(value)); }\n`;
}

function caller(random: Random, number: number): string {
  return `import { publish, publishAll } from '@shop/messaging';
import { mapperOf } from './mapper';

export async function placed(order: { id: string }): Promise<void> {
  await publish('orders', order.id, mapperOf(order.id));
}

export async function changed(orders: readonly { id: string }[]): Promise<void> {
  ${random.below(3) === 0 ? '' : 'await '}publishAll('orders', orders);
}

${typescriptService(random, number, 3).replace(/^import .*\n/, '')}`;
}

function javaModule(files: Map<string, string>, random: Random, name: string, size: number): void {
  const home = `services/${name}`, folder = `${home}/src/main/java/com/example/${name}`, title = name[0].toUpperCase() + name.slice(1);
  files.set(`${home}/pom.xml`, `<project><artifactId>${name}</artifactId><dependencies><dependency><groupId>org.springframework.kafka</groupId><artifactId>spring-kafka</artifactId><version>3.2.0</version></dependency></dependencies></project>`);
  files.set(`${home}/src/main/resources/application.yml`, yamlFile(random, true));
  files.set(`${home}/src/main/resources/messages.properties`, propertiesFile(random));
  files.set(`${folder}/${title}Events.java`, javaEvents(name, title));
  for (let at = 0; at < 1000 && files.size < size; at++) {
    const part = `${PARTS[at % PARTS.length]}${Math.floor(at / 50)}`, number = at * 100 + random.below(100);
    files.set(`${folder}/${part}/${title}Part${at}.java`, javaService(random, number, 0)
      .replace(/^package .*;/, `package com.example.${name}.${part};`).replace(/class \w+/, `class ${title}Part${at}`).slice(0, 2500).replace(/\n {2}\/\*\*(?![^]*\/\*\*)[^]*$/, '\n}\n'));
  }
}

function javaEvents(name: string, title: string): string {
  return `package com.example.${name};

import com.example.${name}.api0.${title}Part0;
import com.example.${name}.domain0.${title}Part1;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

public class ${title}Events {
  private final KafkaTemplate<String, String> template;
  private final ${title}Part0 part;
  private final ${title}Part1 store;

  public ${title}Events(KafkaTemplate<String, String> template, ${title}Part0 part, ${title}Part1 store) {
    this.template = template;
    this.part = part;
    this.store = store;
  }

  public void placed(String id) {
    template.send("${name}", id, id);
  }

  @KafkaListener(topics = "${name}", groupId = "${name}")
  public void listen(String message) {
    store.order0(message, part.order0(message, 1));
  }
}
`;
}
