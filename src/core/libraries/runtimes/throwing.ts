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
  'node-fetch', 'ky', 'nodemailer', '@sendgrid/mail', 'superagent', 'bullmq', 'amqplib', 'objection',
];

/** Packages of one scope that do the same. */
const PROMISING_SCOPES = ['@aws-sdk/', '@mikro-orm/', 'drizzle-orm/'];

/** Those, and others whose calls throw when they fail. */
const NPM = [...PROMISING, 'mysql2', 'better-sqlite3'];

/** Packages of which each subpath counts as well. */
const SCOPES = ['node:', '@azure/', '@google-cloud/', ...PROMISING_SCOPES];

/** TypeScript and JavaScript modules whose calls tell their failure to their caller; what follows `#` is the type. */
export const THROWING_MODULES = new RegExp(`^(?:(?:${oneOf([...NODE, ...NPM].map(name => name.replaceAll('.', '\\.')))})(?:#|$)|(?:${SCOPES.join('|')}))`);

/** Methods of such clients that give no promise: they are emitters (https://nodejs.org/api/events.html), and connections go back at once (https://node-postgres.com/apis/pool). */
export const AT_ONCE = exactly('on once off addListener removeListener removeAllListeners prependListener emit release escape escapeIdentifier escapeLiteral');

/** Modules of which each call that has an effect gives a promise; what follows `#` is the type. */
export const PROMISING_MODULES = new RegExp(`^(?:(?:${oneOf(PROMISING.map(name => name.replaceAll('.', '\\.')))})(?:#|$)|(?:${PROMISING_SCOPES.join('|')}))`);

/** Which methods of a module give a promise, where its others build a statement or change something in memory. */
export interface PromiseRow {
  of: RegExp;
  /** Absent: all. */
  methods?: RegExp;
  /** What it builds is run when somebody waits for it: a call on what a variable holds adds to that. */
  isRunLater?: true;
  source: string;
}

/** Such modules; of those that are not named each call gives a promise. */
export const PROMISE_ROWS: readonly PromiseRow[] = [
  {
    of: /^typeorm#/,
    methods: exactly(
      'save insert update updateAll upsert delete deleteAll remove softDelete softRemove restore recover clear increment decrement preload query execute getOne getOneOrFail getMany getManyAndCount getCount',
      'getExists getRawOne getRawMany getRawAndEntities initialize destroy synchronize runMigrations transaction startTransaction commitTransaction rollbackTransaction find\\w* count\\w* exists?\\w* sum average minimum maximum',
    ),
    source: 'repository/Repository.d.ts, query-builder/SelectQueryBuilder.d.ts of typeorm 0.3.20',
  },
  {
    of: /^@mikro-orm\//,
    methods: exactly(
      'flush persistAndFlush removeAndFlush insert insertMany nativeInsert nativeUpdate nativeDelete upsert upsertMany transactional begin commit rollback refresh lock populate execute find\\w* count\\w* init load loadCount',
    ),
    source: 'EntityManager.d.ts of @mikro-orm/core 6.6',
  },
  {
    of: /^mongoose#/, isRunLater: true,
    methods: exactly(
      'save create insertMany insertOne bulkWrite bulkSave updateOne updateMany replaceOne deleteOne deleteMany remove findOneAnd\\w* findById\\w* find findOne countDocuments exists distinct aggregate exec connect disconnect startSession',
      'withTransaction transaction commitTransaction abortTransaction endSession validate populate',
    ),
    source: 'https://mongoosejs.com/docs/api/document.html, https://mongoosejs.com/docs/queries.html',
  },
  {
    of: /^sequelize#/,
    methods: exactly(
      'save create bulkCreate update upsert destroy increment decrement restore truncate query transaction commit rollback authenticate sync reload count sum min max find\\w* findOrCreate findCreateFind',
    ),
    source: 'types/model.d.ts of sequelize 6',
  },
  { of: /^kysely#/, methods: exactly('execute executeTakeFirst executeTakeFirstOrThrow destroy'), source: 'https://kysely.dev/docs/execution' },
  { of: /^(?:knex|objection|drizzle-orm|superagent)[#/]/, isRunLater: true, source: 'https://knexjs.org/guide/interfaces.html#promises, https://orm.drizzle.team/docs/goodies, `then` in lib/request-base.js of superagent 10' },
  { of: /^@aws-sdk\//, methods: /^(?!(?:destroy|use|from|add|remove|clone|resolve)$)/, source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/' },
  { of: /^@sendgrid\/mail#/, methods: exactly('send sendMultiple'), source: 'src/classes/mail-service.js of @sendgrid/mail 8.1' },
  // What a channel publishes is only written to its socket; `waitForConfirms` tells (lib/channel_model.js of amqplib 0.10).
  { of: /^amqplib#/, methods: /^(?!(?:publish|sendToQueue|ack\w*|nack\w*|reject)$)/, source: 'https://amqp-node.github.io/amqplib/channel_api.html' },
];

/** Java packages whose calls throw when they fail, and classes of `java.lang`, which need no import. */
export const THROWING_TYPES = new RegExp(`^(?:${[
  'java', 'javax', 'jakarta', 'org\\.springframework\\.(?:jdbc|data|orm|transaction|web\\.client|mail|amqp|jms|oxm|util|core|cache)', 'org\\.hibernate', 'org\\.jooq',
  'org\\.apache\\.ibatis', 'com\\.mongodb\\.client', 'redis\\.clients', 'com\\.datastax', 'com\\.fasterxml\\.jackson', 'com\\.google\\.(?:gson|protobuf|common)',
  'org\\.apache\\.commons', 'org\\.apache\\.http', 'okhttp3', 'com\\.amazonaws', 'software\\.amazon\\.awssdk', 'org\\.elasticsearch\\.client', 'co\\.elastic\\.clients',
].join('|')})\\.|^(?:String|Integer|Long|Short|Byte|Boolean|Double|Float|Character|Number|Object|Thread|System|Math|StringBuilder|StringBuffer|Runtime|Class|Iterable|Enum|ProcessBuilder)$`);
