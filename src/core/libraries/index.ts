import { confluentKafkaJavascript } from './clients/confluent-kafka-javascript';
import { kafkaClients } from './clients/kafka-clients';
import { kafkaConnect } from './clients/kafka-connect';
import { kafkaNode } from './clients/kafka-node';
import { kafkajs } from './clients/kafkajs';
import { nestjsMicroservices } from './clients/nestjs-microservices';
import { noKafka } from './clients/no-kafka';
import { nodeRdkafka } from './clients/node-rdkafka';
import { platformaticKafka } from './clients/platformatic-kafka';
import { reactorKafka } from './clients/reactor-kafka';
import { springCloudStream } from './clients/spring-cloud-stream';
import { smallryeMessaging } from './clients/smallrye-messaging';
import { springIntegrationKafka } from './clients/spring-integration-kafka';
import { springKafka } from './clients/spring-kafka';
import { javaDatabases } from './databases/java';
import { scriptDatabases } from './databases/typescript';
import { awsLambda } from './frameworks/aws-lambda';
import { javaFrameworks } from './frameworks/java';
import { kafkaStreams } from './frameworks/kafka-streams';
import { spring } from './frameworks/spring';
import type { LibraryTable } from './table';

/** All library tables. */
export const libraries: readonly LibraryTable[] = [
  kafkajs, confluentKafkaJavascript, nodeRdkafka, kafkaNode, noKafka, platformaticKafka, nestjsMicroservices, awsLambda, kafkaClients, springKafka,
  springCloudStream, springIntegrationKafka, smallryeMessaging, kafkaConnect, reactorKafka,
  spring, javaFrameworks, kafkaStreams, scriptDatabases, javaDatabases,
];

export { APPLICATION_SETTINGS, KEEPS_EVENTS, PUBLISHES } from './frameworks/spring';
export { CLIENT_WORDS } from './clients/unread';

/** Beside Kafka's own name, what code says that uses one of these. */
export const CODE_WORDS: readonly string[] = libraries.flatMap(({ words = [] }) => words);

export { PRISMA_WRITES } from './databases/typescript';
export { CONNECTION, NAMED_WRITES, ROW_WRITES, TABLE_START, TABLE_VALUES, TABLE_WRITES } from './databases/query-builders';
export { BEGINS, COMMITS, SQL_BEGIN, SQL_COMMIT, SQL_TABLE, SQL_WRITE, TRANSACTS } from './databases/sql';
