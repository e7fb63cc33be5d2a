import type { LibraryTable } from '../table';

/**
 * Functions of AWS Lambda that an event source mapping runs with batches of records. It commits their offsets when the function is
 * through, and runs it again with the whole batch when it fails; what the function starts beside that is frozen with it.
 */
export const awsLambda: LibraryTable = {
  id: 'aws-lambda',
  language: 'typescript',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-msk-configure.html, kafka-retry-configurations.html, lambda-runtime-environment.html',
  packages: ['@types/aws-lambda', '@aws-lambda-powertools/kafka'],
  words: ['MSKEvent', 'MSKHandler'],
  // `trigger/msk.d.ts`, `trigger/self-managed-kafka.d.ts` and `handler.d.ts` of @types/aws-lambda 8.10.
  triggers: {
    events: ['aws-lambda#MSKEvent', 'aws-lambda#SelfManagedKafkaEvent', '@aws-lambda-powertools/kafka/types#MSKEvent', '@aws-lambda-powertools/kafka/types#ConsumerRecords'],
    handlers: ['aws-lambda#MSKHandler', 'aws-lambda#SelfManagedKafkaHandler'],
    generic: ['aws-lambda#Handler'],
    // With `ReportBatchItemFailures`, for Kafka in provisioned mode (kafka-retry-configurations.html).
    failed: 'batchItemFailures',
  },
  types: {
    // `lib/esm/consumer.js`: it decodes the records and gives what the function gives.
    '@aws-lambda-powertools/kafka#*': { methods: { kafkaConsumer: { role: 'handle', handlers: [{ at: '0', commits: 'on-return', batch: true }] } } },
  },
};
