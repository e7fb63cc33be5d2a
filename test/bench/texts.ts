import { Random } from './random';

const WORDS = ['order', 'invoice', 'customer', 'basket', 'payment', 'parcel', 'stock', 'refund', 'address', 'coupon'] as const;

/** The name of a module; no two services share one, as in real trees most do not. */
export function moduleName(service: number, file: number): string {
  return `${WORDS[file]}-${service}`;
}

export function className(service: number, file: number): string {
  return `${WORDS[file][0].toUpperCase()}${WORDS[file].slice(1)}Service${service}`;
}

/** About 150 lines of TypeScript as services have it. */
export function typescriptService(random: Random, service: number, file: number): string {
  const methods = Array.from({ length: 12 }, (_, index) => typescriptMethod(random, index)).join('\n');
  return `import { Repository } from './${moduleName(service, (file + 1) % 10)}';\n\nexport class ${className(service, file)} {\n  constructor(private readonly repository: Repository) {}\n${methods}}\n\nexport interface Repository { find(id: string): Promise<{ id: string; total: number }[]>; save(item: object): Promise<void>; }\n`;
}

function typescriptMethod(random: Random, index: number): string {
  const word = random.pick(WORDS);
  return `
  /** Works on every ${word} that is open. */
  async ${word}${index}(id: string, limit = ${random.below(100)}): Promise<number> {
    const items = await this.repository.find(id);
    let total = 0;
    for (const item of items.filter(item => item.total > limit)) {
      if (item.id === id) total += item.total * ${random.below(10)};
      else await this.repository.save({ ...item, ${word}: \`\${item.id}-${random.below(1000)}\` });
    }
    return total;
  }
`;
}

/** The same, with a producer and a consumer. */
export function typescriptWithKafka(random: Random, service: number, file: number): string {
  const word = random.pick(WORDS);
  return `import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: '${word}', brokers: ['kafka:9092'] });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: '${word}-${file}' });

export async function publish(item: { id: string }): Promise<void> {
  await producer.send({ topic: '${word}', messages: [{ key: item.id, value: JSON.stringify(item) }] });
}

export async function forget(item: { id: string }): Promise<void> {
  producer.send({ topic: '${word}', messages: [{ value: JSON.stringify(item) }] });
}

export async function start(service: ${className(service, file)}): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topic: '${word}' });
  await consumer.run({
    eachMessage: async ({ message }) => {
      try {
        await service.repository.save(JSON.parse(String(message.value)));
      } catch (error) {
        console.error(error);
      }
    },
  });
}

${typescriptService(random, service, file)}`;
}

/** About 150 lines of Java as services have it. */
export function javaService(random: Random, service: number, file: number, members = ''): string {
  const methods = Array.from({ length: 12 }, (_, index) => javaMethod(random, index)).join('\n');
  return `package com.example.service${service};

import java.util.List;
import java.util.stream.Collectors;
${members && 'import org.springframework.kafka.annotation.KafkaListener;\nimport org.springframework.kafka.core.KafkaTemplate;\n'}
public class ${className(service, file)} {
  private final Repository repository;
${members}
${methods}
  interface Repository { List<Item> find(String id); void save(Item item); }
  record Item(String id, long total) {}
}
`;
}

function javaMethod(random: Random, index: number): string {
  const word = random.pick(WORDS);
  return `
  /** Works on every ${word} that is open. */
  public long ${word}${index}(String id, long limit) {
    List<Item> items = repository.find(id).stream().filter(item -> item.total() > limit).collect(Collectors.toList());
    long total = ${random.below(1000)};
    for (Item item : items) {
      if (item.id().equals(id)) {
        total += item.total() * ${random.below(10)};
      } else {
        repository.save(new Item(item.id() + "-${random.below(1000)}", total));
      }
    }
    return total;
  }
`;
}

/** The same, with a template and a listener. */
export function javaWithKafka(random: Random, service: number, file: number): string {
  const word = random.pick(WORDS);
  return javaService(random, service, file, `  private final KafkaTemplate<String, String> template;

  public void publish(String id) {
    template.send("${word}", id, id);
  }

  @KafkaListener(topics = "${word}", groupId = "${word}-${file}")
  public void listen(String message) {
    try {
      repository.save(new Item(message, 1));
    } catch (RuntimeException failure) {
      System.err.println(failure.getMessage());
    }
  }
`);
}

/** A Spring application's configuration. */
export function yamlFile(random: Random, withKafka: boolean): string {
  const settings = Array.from({ length: 40 }, (_, index) => `  ${random.pick(WORDS)}-${index}:\n    limit: ${random.below(100)}\n    enabled: true`);
  const kafka = 'spring:\n  kafka:\n    producer:\n      acks: 1\n    consumer:\n      enable-auto-commit: true\n';
  return `${withKafka ? kafka : ''}server:\n  port: ${8000 + random.below(1000)}\nfeatures:\n${settings.join('\n')}\n`;
}

/** Messages for people, as most properties files hold. */
export function propertiesFile(random: Random): string {
  return Array.from({ length: 80 }, (_, index) => `${random.pick(WORDS)}.message.${index}=The ${random.pick(WORDS)} is ready`).join('\n');
}
