import type { LibraryTable, Meaning, TypeTable } from '../table';

// client-proxy.js: hot, whether somebody subscribes or not; its failure reaches those who did.
const emit: Meaning = { role: 'send', topic: '0', outcome: 'observable' };

const client: TypeTable = {
  methods: {
    emit,
    // client-kafka.js, since 11.1.
    emitBatch: emit,
    // Cold: it is sent when somebody subscribes.
    send: { ...emit, asks: true } as Meaning,
    connect: { role: 'connect' },
    close: { role: 'close' },
  },
};

/** An application listens: its server makes one consumer, whose options stand among those of the call. */
function listen(argument: number): Meaning {
  return {
    role: 'consumer', when: { argument, option: 'transport', is: 'KAFKA' }, managed: true, commitsHandled: true,
    settings: [{ at: String(argument), spelling: 'nestjs.microservice' }],
  };
}

/** The Kafka transport of NestJS, over kafkajs: @nestjs/microservices 7 to 12. */
export const nestjsMicroservices: LibraryTable = {
  id: 'nestjs-microservices',
  language: 'typescript',
  source: 'https://docs.nestjs.com/microservices/kafka; server/server-kafka.js, client/client-proxy.js of the package',
  packages: ['@nestjs/microservices'],
  // `server-kafka.js`: its consumers have a group by default.
  grouped: true,
  clients: { id: 'kafkajs', packages: ['kafkajs'] },
  types: {
    '@nestjs/microservices#ClientKafka': client,
    '@nestjs/microservices#ClientKafkaProxy': client,
    '@nestjs/core#NestFactory': {
      methods: {
        create: { role: 'make', returns: '@nestjs/common#INestApplication' },
        createMicroservice: listen(1),
      },
    },
    '@nestjs/common#INestApplication': { methods: { connectMicroservice: listen(0) } },
    '@nestjs/microservices#KafkaContext': {
      methods: {
        getConsumer: { role: 'make', returns: 'kafkajs#Consumer' },
        getProducer: { role: 'make', returns: 'kafkajs#Producer' },
      },
    },
  },
  annotations: {
    // `handleEvent` waits for what the method gives, and the record counts when that is through.
    '@nestjs/microservices#EventPattern': { role: 'listener', topics: ['0'], acknowledgement: '', batches: [] },
  },
};
