import { all, rowsOf, type RuntimeRow, type RuntimeTable } from './row';

/** A date or the like, whose methods give another one. */
const fluent = (module: string, type: string): RuntimeRow[] => [
  ...all('pure', module), ...rowsOf(module, { methods: '() utc unix tz parseZone now fromISO fromMillis fromJSDate local min max', kind: 'pure', gives: `${module}.${type}.prototype` }),
  ...rowsOf(`${module}.${type}`, { methods: '*', kind: 'pure', gives: `${module}.${type}.prototype` }),
  ...rowsOf(`${module}.${type}.prototype`, { methods: '*', kind: 'pure', gives: `${module}.${type}.prototype` }),
];

/** Modules that are one function, or give functions, without effects. */
const pure = (...modules: string[]): RuntimeRow[] => modules.flatMap(of => rowsOf(of, { methods: '() *', kind: 'pure' }));
const parse = (...modules: string[]): RuntimeRow[] => modules.flatMap(of => rowsOf(of, { methods: '() parse decode deserialize', kind: 'parse' }));
const log = (...owners: string[]): RuntimeRow[] => owners.flatMap(of => rowsOf(of, { methods: '() *', kind: 'log', gives: of }));

const SCHEMAS = 'parse parseAsync safeParse safeParseAsync validate validateAsync validateSync attempt assert decode cast isValid isValidSync attemptAsync';
const schemas = (module: string, ...types: string[]): RuntimeRow[] => [module, ...types.map(type => `${module}.${type}.prototype`)].flatMap(of => rowsOf(of,
  { methods: SCHEMAS, kind: 'parse' }, { methods: '() *', kind: 'pure', gives: `${module}.${types[0]}.prototype` }));

/** Packages that nearly every program uses, by their own documentation: none of them talks to anybody, the loggers apart. */
export const scriptHelpers: RuntimeTable = {
  id: 'script-helpers',
  language: 'typescript',
  source: 'the README of each package on https://www.npmjs.com/package/NAME',
  rows: [
    // Identifiers, and marks of content.
    ...pure('uuid', 'uuidv7', 'nanoid', 'shortid', 'cuid', '@paralleldrive/cuid2', 'ulid', 'ulidx', 'ksuid', 'object-hash', 'md5', 'sha1', 'murmurhash', 'xxhashjs', 'crc-32', 'bson-objectid'),
    // Times.
    ...fluent('dayjs', 'Dayjs'), ...fluent('moment', 'Moment'), ...fluent('moment-timezone', 'Moment'),
    ...fluent('luxon', 'DateTime'), ...fluent('luxon', 'Duration'), ...fluent('luxon', 'Interval'),
    ...pure('date-fns', 'date-fns-tz', 'ms', 'pretty-ms', 'parse-duration', 'cron-parser', 'humanize-duration'),
    // Values and collections.
    ...pure('lodash', 'lodash/fp', 'lodash-es', 'underscore', 'ramda', 'rambda', 'remeda', 'radash', 'fp-ts', 'immutable', 'immer', 'deepmerge', 'merge-deep', 'lodash.merge', 'deep-equal', 'fast-deep-equal',
      'clone', 'rfdc', 'klona', 'dot-prop', 'object-path', 'flat', 'omit', 'just-omit', 'camelcase', 'camelcase-keys', 'snakecase-keys', 'change-case', 'slugify', 'pluralize', 'escape-html', 'escape-string-regexp',
      'he', 'qs', 'query-string', 'path-to-regexp', 'semver', 'bytes', 'validator', 'is-plain-object', 'ts-pattern', 'tiny-invariant', 'tslib', 'bignumber.js', 'big.js', 'decimal.js', 'numeral', 'class-validator',
      'mathjs', 'p-map', 'p-limit', 'p-timeout', 'delay', 'sleep-promise', 'util.promisify', 'http-status-codes', 'mime', 'mime-types'),
    // Text and bytes.
    ...pure('fast-json-stable-stringify', 'json-stable-stringify', 'safe-stable-stringify', 'fast-safe-stringify', 'fast-json-stringify', 'serialize-error', 'serialize-javascript', 'strip-ansi', 'chalk', 'colors',
      'kleur', 'picocolors', 'ansi-colors', 'cli-color', 'base64-js', 'iconv-lite'),
    ...pure('json5', 'json-bigint', 'superjson', 'yaml', 'js-yaml', 'flatted', 'bson', 'msgpackr', '@msgpack/msgpack', 'msgpack-lite', 'cbor', 'cbor-x', 'xml2js', 'fast-xml-parser', 'csv-parse', 'csv-parse/sync', 'papaparse'),
    ...parse('json5', 'json-bigint', 'superjson', 'yaml', 'secure-json-parse', 'destr', 'csv-parse', 'csv-parse/sync', 'papaparse', 'flatted', 'bson', '@msgpack/msgpack', 'msgpack-lite', 'cbor'),
    ...rowsOf('js-yaml', { methods: 'load loadAll safeLoad', kind: 'parse' }), ...rowsOf('bson', { methods: 'deserialize', kind: 'parse' }),
    ...rowsOf('msgpackr', { methods: 'unpack decode', kind: 'parse' }), ...rowsOf('xml2js', { methods: 'parseString parseStringPromise', kind: 'parse' }),
    ...['avsc.Type.prototype', 'protobufjs.Type.prototype'].flatMap(of => rowsOf(of, { methods: 'fromBuffer fromString decode verify', kind: 'parse' }, { methods: '*', kind: 'pure' })),
    // Schemas.
    ...schemas('zod', 'ZodType', 'ZodObject', 'ZodSchema'), ...schemas('zod.z', 'ZodType'), ...schemas('joi', 'Schema', 'ObjectSchema'), ...schemas('yup', 'Schema', 'ObjectSchema'), ...schemas('superstruct', 'Struct'),
    ...schemas('valibot', 'Schema'),
    ...rowsOf('ajv', { methods: '() *', kind: 'pure' }), ...rowsOf('ajv.default.prototype', { methods: 'validate', kind: 'parse' }, { methods: '*', kind: 'pure' }),
    ...rowsOf('ajv.prototype', { methods: 'validate', kind: 'parse' }, { methods: '*', kind: 'pure' }),
    ...rowsOf('class-transformer', { methods: 'plainToClass plainToInstance plainToClassFromExist deserialize deserializeArray', kind: 'parse' }, { methods: '*', kind: 'pure' }),
    ...rowsOf('class-validator', { methods: 'validate validateSync validateOrReject', kind: 'parse' }),
    ...rowsOf('jsonwebtoken', { methods: 'decode verify', kind: 'parse' }, { methods: 'sign', kind: 'pure' }),
    // What a consumer is told of its own fetching, by the types of each client.
    ...['kafkajs.Consumer', 'node-rdkafka.KafkaConsumer', '@confluentinc/kafka-javascript.KafkaConsumer', 'kafka-node.Consumer', 'kafka-node.ConsumerGroup', '@platformatic/kafka.MessagesStream']
      .flatMap(type => rowsOf(`${type}.prototype`, { methods: 'resume resumeTopics paused unsubscribe assignments position removeTopics', kind: 'pure' })),
    // Loggers, metrics, traces.
    ...log('winston', 'pino', 'bunyan', 'loglevel', 'log4js', 'signale', 'npmlog', 'tracer', 'consola', 'debug', 'morgan', '@nestjs/common.Logger', '@nestjs/common.Logger.prototype', 'winston.Logger.prototype',
      'pino.Logger.prototype', 'bunyan.Logger.prototype', 'log4js.Logger.prototype', 'tslog.Logger.prototype', 'nestjs-pino.Logger.prototype', 'nestjs-pino.PinoLogger.prototype'),
    ...log('prom-client', 'prom-client.Counter.prototype', 'prom-client.Gauge.prototype', 'prom-client.Histogram.prototype', 'prom-client.Summary.prototype', 'hot-shots', 'hot-shots.StatsD.prototype',
      'statsd-client', 'dd-trace', '@opentelemetry/api', '@opentelemetry/api.trace', '@opentelemetry/api.metrics', '@opentelemetry/api.propagation', '@opentelemetry/api.context', '@opentelemetry/api.Span.prototype',
      '@opentelemetry/api.Counter.prototype', '@opentelemetry/api.Histogram.prototype', '@opentelemetry/api.Tracer.prototype', '@sentry/node', 'newrelic', 'elastic-apm-node', 'applicationinsights'),
    // Caches in this process, and clients of caches.
    ...['lru-cache.prototype', 'lru-cache.LRUCache.prototype', 'lru-cache.default.prototype', 'node-cache.prototype', 'node-cache.default.prototype', 'quick-lru.default.prototype', 'mnemonist/lru-cache.default.prototype',
      'memory-cache', 'cache-manager.Cache.prototype', 'cache-manager', '@nestjs/cache-manager.Cache.prototype', 'keyv.default.prototype', 'keyv.prototype', 'keyv.Keyv.prototype', 'memcached.default.prototype', 'memjs.Client.prototype',
    ].flatMap(of => rowsOf(of, { methods: '*', kind: 'cache' })),
  ],
};
