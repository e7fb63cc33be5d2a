import type { Choices, Options } from './choices';
import type { Files } from './load';

/** Lines of code. */
export type Lines = string[];

/** What code of a program needs from outside its file, and how that is written. */
const DECLARATIONS: Readonly<Record<string, string>> = {
  charge: 'declare function charge(order: string): Promise<void>;',
  ship: 'declare function ship(order: string): Promise<void>;',
  chargeAll: 'declare function chargeAll(orders: string[]): Promise<void>;',
  chargeThen: 'declare function chargeThen(order: string, done: (error: Error | null) => void): void;',
  sleep: 'const sleep = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));',
  code: 'const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;',
  waiting: 'const waiting: string[] = [];',
};
const CLIENTS: Readonly<Record<string, string>> = {
  producer: 'kafka.producer()',
  consumer: "kafka.consumer({ groupId: 'payments' })",
  pool: 'new Pool()',
};

const TYPES = ['EachMessagePayload', 'EachBatchPayload'];

/** One file of a program while it is written. */
export class Part {
  readonly uses = new Set<string>();
  readonly names = new Map<string, Set<string>>();
  readonly body: Lines = [];

  constructor(readonly path: string) {}

  /** Writes a declaration into the file; an empty line parts it from the next. */
  declare(lines: Lines): void { this.body.push(...lines, ''); }

  import(name: string, path: string): void {
    if (path === this.path) return;
    const names = this.names.get(path) ?? new Set();
    this.names.set(path, names.add(name));
  }
}

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
    if (apart) {
      const clients = Object.keys(CLIENTS).filter(name => parts.some(({ uses }) => uses.has(name)));
      files.set('src/clients.ts', `${[...clientLines(clients, true)].join('\n')}\n`);
    }
    return files;
  }
}

function clientsOf({ uses }: Part): string[] { return Object.keys(CLIENTS).filter(name => uses.has(name)); }

function textOf(part: Part, apart: boolean): string {
  const clients = clientsOf(part), lines: Lines = [];
  if (apart && clients.length > 0) lines.push(`import { ${clients.join(', ')} } from './clients';`);
  for (const [path, names] of part.names) lines.push(`import { ${[...names].join(', ')} } from './${path.slice(4, -3)}';`);
  const types = TYPES.filter(name => part.uses.has(name));
  if (types.length > 0) lines.push(`import type { ${types.join(', ')} } from 'kafkajs';`);
  if (!apart) lines.push(...clientLines(clients, false));
  else if (lines.length > 0) lines.push('');
  const declared = Object.keys(DECLARATIONS).filter(name => part.uses.has(name)).map(name => DECLARATIONS[name]);
  if (declared.length > 0) lines.push(...declared, '');
  return `${[...lines, ...part.body].join('\n').trimEnd()}\n`;
}

function* clientLines(clients: readonly string[], exported: boolean): Generator<string> {
  const kafka = clients.some(name => name !== 'pool');
  if (kafka) yield "import { Kafka } from 'kafkajs';";
  if (clients.includes('pool')) yield "import { Pool } from 'pg';";
  if (clients.length > 0) yield '';
  if (kafka) yield "const kafka = new Kafka({ brokers: ['kafka:9092'] });";
  for (const name of clients) yield `${exported ? 'export ' : ''}const ${name} = ${CLIENTS[name]};`;
  if (clients.length > 0) yield '';
}

/** Lines one step further in. */
export function inner(lines: Lines): Lines { return lines.map(line => (line === '' ? line : `  ${line}`)); }

/** A block behind an opening line. */
export function block(open: string, lines: Lines, close = '}'): Lines { return [open, ...inner(lines), close]; }
