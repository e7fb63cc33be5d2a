import type { Choices, Options } from './choices';
import { inner, type Lines } from './draft';
import type { Files } from './load';

/** What a class of a program needs, and how that is written. */
const FIELDS: Readonly<Record<string, string>> = {
  log: 'private static final Logger log = LoggerFactory.getLogger(Payments.class);',
  producer: 'private final KafkaProducer<String, String> producer;',
  kafkaTemplate: 'private final KafkaTemplate<String, String> kafkaTemplate;',
  jdbc: 'private final JdbcTemplate jdbc;',
  executor: 'private final ExecutorService executor = Executors.newFixedThreadPool(8);',
  waiting: 'private final List<String> waiting = new ArrayList<>();',
};
const GIVEN: Readonly<Record<string, string>> = {
  producer: 'KafkaProducer<String, String>',
  kafkaTemplate: 'KafkaTemplate<String, String>',
  jdbc: 'JdbcTemplate',
};

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'java.time': ['Duration'],
  'java.util': ['ArrayList', 'List', 'Map', 'Properties'],
  'java.util.concurrent': ['CompletableFuture', 'ExecutionException', 'ExecutorService', 'Executors', 'Future', 'TimeUnit'],
  'org.apache.kafka.clients.consumer': ['ConsumerRecord', 'ConsumerRecords', 'KafkaConsumer', 'OffsetAndMetadata'],
  'org.apache.kafka.clients.producer': ['KafkaProducer', 'ProducerRecord', 'RecordMetadata'],
  'org.apache.kafka.common': ['TopicPartition'],
  'org.slf4j': ['Logger', 'LoggerFactory'],
  'org.springframework.jdbc.core': ['JdbcTemplate'],
  'org.springframework.kafka.annotation': ['KafkaListener', 'RetryableTopic'],
  'org.springframework.kafka.core': ['KafkaTemplate'],
  'org.springframework.kafka.support': ['Acknowledgment', 'SendResult'],
  'org.springframework.stereotype': ['Component', 'Service'],
  'org.springframework.transaction.annotation': ['Transactional'],
};

/** A Java program of one class, or two, while it is written. */
export class JavaDraft {
  readonly uses = new Set<string>();
  /** Marks of the class. */
  readonly marks: Lines = [];
  /** Files beside the code. */
  readonly beside = new Map<string, string>();
  readonly methods: Lines[] = [];
  #names = 0;
  #others = new Map<string, { uses: Set<string>; methods: Lines[] }>();

  constructor(readonly choices: Choices) {}

  pick<O extends Options>(name: string, options: O): keyof O & string { return this.choices.pick(name, options); }

  name(stem: string): string { return `${stem}${++this.#names}`; }

  /** Another class, made with what it needs. */
  other(name: string): { uses: Set<string>; methods: Lines[] } {
    const other = this.#others.get(name) ?? { uses: new Set(), methods: [] };
    this.#others.set(name, other);
    return other;
  }

  files(): Files {
    const files = new Map<string, string>(), made: Lines = [];
    for (const [name, { uses, methods }] of this.#others) {
      files.set(`src/main/java/shop/${name}.java`, textOf(name, uses, methods, []));
      for (const use of uses) if (use in GIVEN) this.uses.add(use);
      made.push(`private final ${name} ${name.charAt(0).toLowerCase()}${name.slice(1)};`);
    }
    return new Map([
      ['src/main/java/shop/Payments.java', textOf('Payments', this.uses, this.methods, made, this.#others, this.marks)],
      ...files,
      ...this.beside,
    ]);
  }
}

function textOf(
  name: string,
  uses: ReadonlySet<string>,
  methods: readonly Lines[],
  made: Lines,
  others: ReadonlyMap<string, { uses: ReadonlySet<string> }> = new Map(),
  marks: Lines = [],
): string {
  const given = Object.keys(GIVEN).filter(use => uses.has(use)),
    lines: Lines = [];
  const fields = [
    ...Object.keys(FIELDS)
      .filter(use => uses.has(use))
      .map(use => FIELDS[use].replace('Payments', name)),
    ...made,
  ];
  const sets = [
    ...given.map(use => `this.${use} = ${use};`),
    ...[...others].map(
      ([other, { uses: needs }]) =>
        `this.${other.charAt(0).toLowerCase()}${other.slice(1)} = new ${other}(${Object.keys(GIVEN)
          .filter(use => needs.has(use))
          .join(', ')});`,
    ),
  ];
  lines.push(...fields);
  if (sets.length > 0) lines.push('', `${name}(${given.map(use => `${GIVEN[use]} ${use}`).join(', ')}) {`, ...inner(inner(sets)), '}');
  for (const method of methods) lines.push(...(lines.length > 0 ? [''] : []), ...method);
  if (methods.some(method => method.some(line => line.includes('Bank.'))))
    lines.push(
      '',
      'static class Bank {',
      ...inner(inner(['static native void charge(String order);', '', 'static native void ship(String order);'])),
      '}',
    );
  const body = lines.map(line => (line === '' ? line : `    ${line}`)).join('\n');
  const imports = Object.entries(PACKAGES).flatMap(([module, names]) =>
    names.filter(one => new RegExp(String.raw`\b${one}\b`).test(`${marks.join(' ')}${body}`)).map(one => `import ${module}.${one};`),
  );
  return `package shop;\n\n${imports.join('\n')}${imports.length > 0 ? '\n\n' : ''}${marks.map(mark => `${mark}\n`).join('')}class ${name} {\n${body}\n}\n`;
}

/** A block of Java. */
export function braces(open: string, lines: Lines, close = '}'): Lines { return [open, ...deeper(lines), close]; }

export function deeper(lines: Lines): Lines { return inner(inner(lines)); }

export function caught(lines: Lines, end: Lines, kind = 'Exception', name = 'e'): Lines {
  return ['try {', ...deeper(lines), `} catch (${kind} ${name}) {`, ...deeper(end), '}'];
}
