import { Random } from '../bench/random';

const FOLDERS = ['a', 'b', 'c', 'd'];

/** A small workspace of modules that share names of packages, files, classes and beans; the same for the same seed. */
export function generateWorkspace(seed: number): Map<string, string> {
  const random = new Random(seed), files = new Map<string, string>();
  for (const folder of FOLDERS) {
    if (random.below(2) === 0) addScripts(files, folder, random); else addJava(files, folder, random);
  }
  return files;
}

function addScripts(files: Map<string, string>, folder: string, random: Random): void {
  const name = random.pick(['@shop/kafka', '@shop/kafka', '@shop/orders']);
  files.set(`${folder}/package.json`, JSON.stringify({ name, dependencies: { kafkajs: random.pick(['1.16.0', '2.2.4']) } }));
  if (random.below(2) === 0) files.set(`${folder}/src/index.ts`, random.pick(PUBLISHERS));
  if (random.below(3) === 0) files.set(`${folder}/lib/publisher.ts`, random.pick(PUBLISHERS));
  const from = random.pick(['@shop/kafka', '@shop/orders', '@shop/kafka/lib/publisher', '@/lib/publisher', './index']);
  files.set(`${folder}/src/place.ts`, `import { publish } from '${from}';\n\nexport async function place(order: string): Promise<void> {\n  ${random.pick(['await ', ''])}publish(order);\n}\n`);
  files.set(`${folder}/src/listen.ts`, listening(from, random));
}

const PUBLISHERS = [
  `import { Kafka } from 'kafkajs';\n\nconst producer = new Kafka({ brokers: ['kafka:9092'] }).producer();\n\nexport async function publish(value: string): Promise<void> {\n  await producer.send({ topic: 'orders', messages: [{ value }] });\n}\n`,
  `import { Kafka } from 'kafkajs';\n\nconst producer = new Kafka({ brokers: ['kafka:9092'] }).producer({ retry: { retries: 0 } });\n\nexport async function publish(value: string): Promise<void> {\n  await producer.send({ topic: 'orders', acks: 1, messages: [{ value }] });\n}\n`,
  `export async function publish(value: string): Promise<void> {\n  console.log(value);\n}\n`,
];

function listening(from: string, random: Random): string {
  return `import { Kafka } from 'kafkajs';
import { publish } from '${from}';

const consumer = new Kafka({ brokers: ['kafka:9092'] }).consumer({ groupId: 'orders' });

export async function listen(): Promise<void> {
  await consumer.subscribe({ topic: 'orders', fromBeginning: ${random.pick(['true', 'false'])} });
  await consumer.run({
    eachMessage: async ({ message }) => {
      ${random.pick(['await ', ''])}publish(String(message.value));
    },
  });
}
`;
}

function addJava(files: Map<string, string>, folder: string, random: Random): void {
  const main = `${folder}/src/main/java/shop`;
  files.set(`${folder}/build.gradle`, `dependencies {\n    implementation 'org.springframework.kafka:spring-kafka:${random.pick(['2.8.0', '3.1.0', '3.3.1', '4.1.1'])}'\n}\n`);
  if (random.below(2) === 0) files.set(`${main}/OrderService.java`, service(random));
  if (random.below(2) === 0) files.set(`${main}/KafkaConfig.java`, configuration(random));
  if (random.below(2) === 0) files.set(`${main}/Topics.java`, `package shop;\n\nclass Topics {\n    static final String ACKS = "${random.pick(['0', '1', 'all'])}";\n}\n`);
  if (random.below(2) === 0) files.set(`${folder}/src/main/resources/application.yml`, `spring:\n  kafka:\n    producer:\n      acks: ${random.pick(['0', 'all'])}\n`);
  files.set(`${main}/OrderListener.java`, listener(random));
}

function service(random: Random): string {
  return `package shop;

import java.util.concurrent.CompletableFuture;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Service;

@Service
class OrderService {
    private final Bank bank;
    private final KafkaTemplate<String, String> template;

    OrderService(Bank bank, KafkaTemplate<String, String> template) {
        this.bank = bank;
        this.template = template;
    }

    void handle(String order) {
        ${random.pick(['bank.transfer(order);', 'try { bank.transfer(order); } catch (RuntimeException e) { System.out.println(e); }', 'template.send("paid", order);'])}
    }

    CompletableFuture<?> later(String order) {
        return ${random.pick(['template.send("paid", order)', 'CompletableFuture.runAsync(() -> bank.transfer(order))'])};
    }

    interface Bank {
        void transfer(String order);
    }
}
`;
}

function configuration(random: Random): string {
  return `package shop;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;

@Configuration
class KafkaConfig {
    @Bean
    KafkaTemplate<String, String> template() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, ${random.pick(['Topics.ACKS', '"1"', '"all"'])});
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(settings));
    }

    @Bean
    DefaultErrorHandler errorHandler() {
        return new DefaultErrorHandler();
    }
}
`;
}

function listener(random: Random): string {
  return `package shop;

import java.util.concurrent.CompletableFuture;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class OrderListener {
    private final OrderService service;

    OrderListener(OrderService service) {
        this.service = service;
    }

    @KafkaListener(topics = "orders", groupId = "orders"${random.pick(['', ', errorHandler = "orderErrors"', ', containerFactory = "orderFactory"'])})
    void onOrder(String order) {
        service.handle(order);
    }

    @KafkaListener(topics = "refunds", groupId = "orders")
    CompletableFuture<?> onRefund(String order) {
        return service.later(order);
    }
}
`;
}
