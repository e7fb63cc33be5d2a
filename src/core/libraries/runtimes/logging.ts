import { exactly, oneOf } from '../words';

/** What loggers, metrics, traces and clients that count visitors are called, by their whole name. */
const SINKS = [
  'log logs logger logging console winston pino log4j slf4j logservice loggerservice err out',
  'sentry newrelic tracer trace tracing span telemetry apm monitor',
  'analytics segment mixpanel amplitude posthog',
  'metric metrics counter counters stats statsd meter registry gauge histogram timer',
];

/** What loggers, metrics and traces are called: the last name of a receiver. */
export const LOG_RECEIVER = new RegExp(`(?:^|[._])(?:${oneOf(SINKS)})$|logger$|metrics?$|counter$|(?:^|[._a-z])Log$`, 'i');

/** Types that only measure or trace: `RecordTraceHandle`, `ProducerMetrics`. */
export const INSTRUMENT = /(?:^|[a-z])(?:Trac(?:e|er|ing)|Span|Metrics?|Meter|Telemetry)(?:[A-Z]\w*)?$/;

/** The plain ones. */
const LOG_METHODS = exactly(
  'log error warn warning info debug trace fatal verbose notice critical severe fine exception',
  'print println printf printStackTrace dir table group groupEnd',
  'isDebugEnabled isErrorEnabled isWarnEnabled isInfoEnabled isTraceEnabled atError atWarn setCause',
  'captureException captureMessage recordException notifyError noticeError setTag setStatus setAttribute addEvent end finish',
  'track identify capture',
  'increment inc incr mark record observe count add timing histogram accumulate recordMetric',
);

/** Methods named after a level, of loggers with a form of their own: `log.errorContext(id, '…', error)`; not those that throw as well. */
const LOG_LEVEL_START = /^(?:trace|debug|info|warn|error|fatal|log)(?:f|[A-Z](?!\w*Throw)\w*)$/;

/** Methods of theirs that write down or count. */
export const LOG_METHOD = new RegExp(`${LOG_METHODS.source}|${LOG_LEVEL_START.source}`);

/** Methods that only write down, of whomever they are: `status.info('…', error)`. */
export const LOG_LEVEL = exactly('info warn debug verbose');

/** Functions without a receiver that only write down. */
export const LOG_FUNCTION = exactly('log debug warn print println printf logger');

/** How functions that only write down begin: `logFailure`, `reportError`. */
export const LOG_FUNCTION_START = /^(?:log|print|trace|debug|warn|console|report(?:Error|Exception)?$)/;

/** Functions that only write down, as a failure callback: `.catch(noop)`. */
export const LOG_CALLBACK = /^(?:noop|log|debug)$/i;

/** Methods that print. */
export const PRINT = exactly('print println printf printStackTrace');
