import type { LibraryTable } from '../kafka/library';
import { confluentKafkaJavascript } from './confluent-kafka-javascript';
import { javaDatabases } from './databases-java';
import { scriptDatabases } from './databases-typescript';
import { javaFrameworks } from './java-frameworks';
import { kafkaClients } from './kafka-clients';
import { kafkajs } from './kafkajs';
import { spring } from './spring';
import { springKafka } from './spring-kafka';

/** All library tables. */
export const libraries: readonly LibraryTable[] = [kafkajs, confluentKafkaJavascript, kafkaClients, springKafka, spring, javaFrameworks, scriptDatabases, javaDatabases];

export { CLIENT_WORDS } from './unread-clients';
export { PRISMA_WRITES } from './databases-typescript';
export { CONNECTION, NAMED_WRITES, ROW_WRITES, TABLE_START, TABLE_VALUES, TABLE_WRITES } from './query-builders';
export { BEGINS, COMMITS, SQL_BEGIN, SQL_COMMIT, SQL_TABLE, SQL_WRITE, TRANSACTS } from './sql';
