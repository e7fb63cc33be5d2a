import type { Choices, Options } from './choices';
import type { Files } from './load';

/** Lines of code. */
export type Lines = string[];

/** What code of a program needs besides, once a file, and how that is written. */
const DECLARATIONS: Readonly<Record<string, Lines>> = {
  charge: ['declare function charge(order: string): Promise<void>;'],
  ship: ['declare function ship(order: string): Promise<void>;'],
  chargeAll: ['declare function chargeAll(orders: string[]): Promise<void>;'],
  chargeThen: ['declare function chargeThen(order: string, done: (error: Error | null) => void): void;'],
  shipThen: ['declare function shipThen(order: string, done: (error: Error | null) => void): void;'],
  sleep: ['const sleep = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));'],
  code: ['const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;'],
  waiting: ['const waiting: string[] = [];'],
  seen: ['const seen = new Set<string>();'],
};

interface Client { from: string; module: string; made: string }

const CLIENTS: Readonly<Record<string, Client>> = {
  producer: { from: 'Kafka', module: 'kafkajs', made: 'kafka.producer()' },
  transactional: {
    from: 'Kafka',
    module: 'kafkajs',
    made: "kafka.producer({ transactionalId: 'orders', maxInFlightRequests: 1, idempotent: true })",
  },
  consumer: { from: 'Kafka', module: 'kafkajs', made: "kafka.consumer({ groupId: 'payments' })" },
  pool: { from: 'Pool', module: 'pg', made: 'new Pool()' },
  repository: {
    from: 'DataSource',
    module: 'typeorm',
    made: "new DataSource({ type: 'postgres' }).getRepository<{ id: string }>('payments')",
  },
  collection: {
    from: 'MongoClient',
    module: 'mongodb',
    made: "new MongoClient('mongodb://database').db('shop').collection<{ _id: string }>('payments')",
  },
  prisma: { from: 'PrismaClient', module: '@prisma/client', made: 'new PrismaClient()' },
};

/** What clients are by type, where they are parameters. */
export const CLIENT_TYPES: Readonly<Record<string, [name: string, module: string]>> = {
  producer: ['Producer', 'kafkajs'], transactional: ['Producer', 'kafkajs'], consumer: ['Consumer', 'kafkajs'], pool: ['Pool', 'pg'],
  repository: ['Repository', 'typeorm'], collection: ['Collection', 'mongodb'], prisma: ['PrismaClient', '@prisma/client'],
};

/** One file of a program while it is written. */
export class Part {
  readonly uses = new Set<string>();
  readonly names = new Map<string, Set<string>>();
  readonly types = new Map<string, Set<string>>();
  readonly body: Lines = [];

  constructor(readonly path: string) {}

  /** Writes a declaration into the file; an empty line parts it from the next. */
  declare(lines: Lines): void { this.body.push(...lines, ''); }

  import(name: string, path: string): void { if (path !== this.path) add(this.names, path, name); }

  type(name: string, module: string): void { add(this.types, module, name); }
}

function add(map: Map<string, Set<string>>, key: string, name: string): void { map.set(key, (map.get(key) ?? new Set()).add(name)); }

/** A program while it is written. */
export class Draft {
  readonly main = new Part('src/main.ts');
  readonly #parts = new Map([[this.main.path, this.main]]);
  #names = 0;
  /** A catch asks what kind of failure it has. */
  kinds = false;
  /** Records hold JSON. */
  json = false;

  constructor(readonly choices: Choices) {}

  pick<O extends Options>(name: string, options: O): keyof O & string { return this.choices.pick(name, options); }

  /** A name that no other thing of the program has. */
  name(stem: string): string { return `${stem}${++this.#names}`; }

  part(path: string): Part {
    const part = this.#parts.get(path) ?? new Part(path);
    this.#parts.set(path, part);
    return part;
  }

  files(): Files {
    const parts = [...this.#parts.values()].filter(({ body }) => body.length > 0);
    const apart = parts.some(part => part !== this.main && clientsOf(part).length > 0);
    const files = new Map(parts.map(part => [part.path, textOf(part, apart)]));
    if (apart)
      files.set(
        'src/clients.ts',
        `${clientLines(
          Object.keys(CLIENTS).filter(name => parts.some(({ uses }) => uses.has(name))),
          new Map(),
          true,
        )
          .join('\n')
          .trimEnd()}\n`,
      );
    return files;
  }
}

function clientsOf({ uses }: Part): string[] { return Object.keys(CLIENTS).filter(name => uses.has(name)); }

function textOf(part: Part, apart: boolean): string {
  const clients = clientsOf(part), head: Lines = [];
  if (part.uses.has('express')) head.push("import express from 'express';");
  if (part.uses.has('events')) head.push("import { EventEmitter } from 'node:events';");
  if (apart && clients.length > 0) head.push(`import { ${clients.join(', ')} } from './clients';`);
  for (const [path, names] of part.names) head.push(`import { ${[...names].join(', ')} } from './${path.slice(4, -3)}';`);
  head.push(...clientLines(apart ? [] : clients, part.types, false));
  const declared = Object.keys(DECLARATIONS).filter(name => part.uses.has(name)).flatMap(name => DECLARATIONS[name]);
  if (declared.length > 0) head.push(...declared, '');
  return `${[...head, ...part.body].join('\n').trimEnd()}\n`;
}

function clientLines(clients: readonly string[], types: ReadonlyMap<string, ReadonlySet<string>>, exported: boolean): Lines {
  const imports = new Map([...types].map(([module, names]) => [module, new Set([...names].map(name => `type ${name}`))])),
    lines: Lines = [];
  for (const { from, module } of clients.map(name => CLIENTS[name])) add(imports, module, from);
  for (const [module, names] of imports) {
    const all = [...names].filter(name => !names.has(name.replace(/^type /, '')) || !name.startsWith('type ')),
      onlyTypes = all.every(name => name.startsWith('type '));
    lines.push(`import ${onlyTypes ? 'type ' : ''}{ ${all.map(name => (onlyTypes ? name.slice(5) : name)).join(', ')} } from '${module}';`);
  }
  if (lines.length > 0) lines.push('');
  if (clients.some(name => CLIENTS[name].module === 'kafkajs')) lines.push("const kafka = new Kafka({ brokers: ['kafka:9092'] });");
  for (const name of clients) lines.push(`${exported ? 'export ' : ''}const ${name} = ${CLIENTS[name].made};`);
  return clients.length > 0 ? [...lines, ''] : lines;
}

/** Lines one step further in. */
export function inner(lines: Lines): Lines { return lines.map(line => (line === '' ? line : `  ${line}`)); }

/** A block behind an opening line. */
export function block(open: string, lines: Lines, close = '}'): Lines { return [open, ...inner(lines), close]; }

/** A `try` with one `catch`. */
export function tried(lines: Lines, end: Lines, name = 'error'): Lines {
  return ['try {', ...inner(lines), `} catch (${name}) {`, ...inner(end), '}'];
}
