import { exactly, oneOf } from '../words';

/** Modules that Node.js brings (https://nodejs.org/api/). */
const NODE = [
  'assert', 'async_hooks', 'buffer', 'child_process', 'cluster', 'crypto', 'dgram', 'dns', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https', 'net', 'os',
  'path', 'perf_hooks', 'process', 'querystring', 'readline', 'stream', 'stream/promises', 'string_decoder', 'timers', 'timers/promises', 'tls', 'url', 'util',
  'v8', 'vm', 'worker_threads', 'zlib',
];

/** Clients of databases and services whose calls give promises, unless they are given a callback, by their own documentation. */
const PROMISING = [
  'pg', 'pg-promise', 'postgres', 'mysql2/promise', 'mssql', 'sqlite', 'mongodb', 'mongoose', 'ioredis', 'redis', 'typeorm', 'sequelize', 'knex', 'kysely', 'drizzle-orm',
  '@prisma/client', '@mikro-orm/core', 'cassandra-driver', '@elastic/elasticsearch', '@opensearch-project/opensearch', '@clickhouse/client', 'axios', 'got', 'undici',
  'node-fetch', 'ky', 'nodemailer',
];

/** Those, and others whose calls throw when they fail. */
const NPM = [...PROMISING, 'mysql2', 'better-sqlite3'];

/** Packages of which each subpath counts as well. */
const SCOPES = ['node:', '@aws-sdk/', '@azure/', '@google-cloud/', 'drizzle-orm/'];

/** TypeScript and JavaScript modules whose calls tell their failure to their caller; what follows `#` is the type. */
export const THROWING_MODULES = new RegExp(`^(?:(?:${oneOf([...NODE, ...NPM].map(name => name.replaceAll('.', '\\.')))})(?:#|$)|(?:${SCOPES.join('|')}))`);

/** Methods of such clients that give no promise: they are emitters (https://nodejs.org/api/events.html), and connections go back at once (https://node-postgres.com/apis/pool). */
export const AT_ONCE = exactly('on once off addListener removeListener removeAllListeners prependListener emit release escape escapeIdentifier escapeLiteral');

/** Modules of which each call that has an effect gives a promise; what follows `#` is the type. */
export const PROMISING_MODULES = new RegExp(`^(?:${oneOf(PROMISING.map(name => name.replaceAll('.', '\\.')))})(?:#|$)`);

/** Java packages whose calls throw when they fail, and classes of `java.lang`, which need no import. */
export const THROWING_TYPES = new RegExp(`^(?:${[
  'java', 'javax', 'jakarta', 'org\\.springframework\\.(?:jdbc|data|orm|transaction|web\\.client|mail|amqp|jms|oxm|util|core|cache)', 'org\\.hibernate', 'org\\.jooq',
  'org\\.apache\\.ibatis', 'com\\.mongodb\\.client', 'redis\\.clients', 'com\\.datastax', 'com\\.fasterxml\\.jackson', 'com\\.google\\.(?:gson|protobuf|common)',
  'org\\.apache\\.commons', 'org\\.apache\\.http', 'okhttp3', 'com\\.amazonaws', 'software\\.amazon\\.awssdk', 'org\\.elasticsearch\\.client', 'co\\.elastic\\.clients',
].join('|')})\\.|^(?:String|Integer|Long|Short|Byte|Boolean|Double|Float|Character|Number|Object|Thread|System|Math|StringBuilder|StringBuffer|Runtime|Class|Iterable|Enum|ProcessBuilder)$`);
