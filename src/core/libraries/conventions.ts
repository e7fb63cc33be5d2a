import { exactly, holding, naming } from './words';

/** What outboxes are called. */
const OUTBOXES = 'outbox';
/** What tables are called, besides, from which messages are sent later. */
const EVENT_TABLES = 'event_?store pending_?(?:event|message) integration_?event message_?log local_?message mq_?message event_?publication';
/** What tables are called by which a message is handled once. */
const INBOXES = 'inbox dedup';
const DEAD_LETTERS = 'dead.?letter dlq';

/** What a file with listeners says whose framework has other transports than Kafka. */
export const LISTENERS = '@EventPattern|@ServiceActivator';

/** What a file says with functions that an application file may bind to topics, all of it. */
export const BOUND_FUNCTIONS: readonly RegExp[] = [/\bjava\.util\.function\./, /@(?:Bean|Component|Service)\b/];

/** The types of functions that are bound to a topic by the name of their bean, and by which method they are called. */
export const BOUND_TYPES: Readonly<Record<string, string>> = { Consumer: 'accept', Function: 'apply', Supplier: 'get', BiConsumer: 'accept', BiFunction: 'apply' };

/** Speaks of an outbox. */
export const OUTBOX = holding(OUTBOXES);

/** Speaks of a table beside an outbox: its dead letters, locks and jobs. */
export const BESIDE_OUTBOX = /(?<!\w)(?=\w*outbox)\w*(?:dead_?letter|dlq|lock|jobs?(?![a-z]))/i;

/** Speaks of a table of messages: an outbox under any name, or one of handled messages. */
export const MESSAGE_TABLE = holding(OUTBOXES, EVENT_TABLES, INBOXES, 'processed_?(?:event|message) idempot');

/** Speaks of a table of handled messages. */
export const HANDLED = holding(INBOXES, '(?:processed|handled|consumed|received)_?(?:event|message|record)');

/** Speaks of a table of keys with which something is done once: a message, or what a client asks for. */
export const KEYS = holding('idempoten');

/** Speaks of a table of what is missing in a sequence. */
export const GAPS = holding('sequence_?gap missing_?(?:sequence|message|event)');

/** Speaks of code that empties an outbox. */
export const RELAY = holding(OUTBOXES, 'relay pending');

/** Speaks of code that empties an outbox, or publishes in some other way. */
export const PUBLISHER = holding(OUTBOXES, 'relay pending publish');

/** Speaks of a place where failed records wait. */
export const STORE = holding(OUTBOXES, DEAD_LETTERS, 'queue retry retries pending buffer backlog failed failures spool');

/** Speaks of a table beside the business. */
export const SIDE_TABLE = naming('audit lock metric cache session log history job failed retry retries');

/** Speaks of a topic or a function for dead letters. */
export const DEAD_LETTER = holding(DEAD_LETTERS, 'dlt parking poison');

/** Speaks of a topic for what a program says of itself. */
export const TELEMETRY = holding('metric telemetry heartbeat trace clickstream');

/** Speaks of a topic for logs or an audit trail: its name, or what holds it. */
export const LOG_TOPIC = /(?<![A-Za-z])[lL]ogs?(?![a-z])|[a-z]Logs?(?![a-z])|(?<![A-Za-z])LOGS?(?![A-Z])|[aA]udit|AUDIT/;

/** Speaks of code that ships logs or an audit trail: a class or a file. */
export const LOG_HELPER = /(?<![A-Za-z])[lL]og(?:s|ger|ging)?(?![a-z])|[a-z]Log(?:s|ger|ging)?(?![a-z])|[aA]udit/;

/** Names of functions that send what a program says of itself, not of its business. */
export const TELLS_OF_ITSELF = /(?:^log|[a-z]Log)(?:Entry|Entries|Line|s)?$|[mM]etrics?$|[tT]elemetry/;

/** Speaks of a dead-letter topic, unless it says that there is none. */
export const DEAD_LETTER_NAME = /(?<!no[-_. ]?)(?:dlq|dlt\b|dead.?letter)/i;

/** What classes are called that stand in for others in tests, wherever their file is. */
export const TEST_DOUBLE = /^(?:Mock|Fake|Stub|Dummy)(?![a-z])|[a-z\d]Mock$/;

/** What caches are called: the last name of a receiver, or a class. */
export const CACHE = /(?:^|[a-z\d_.])[cC]aches?(?:Service|Manager|Client|Store|Provider|Helper|Module|Util|Utils)?$|^Caches?(?:Service|Manager|Client|Store|Provider|Helper|Util|Utils)?$/;

/** Methods of Redis that keep a value for some time: https://redis.io/docs/latest/commands/setex/. */
export const CACHE_METHOD = exactly('setex setEx psetex pSetEx');

/** An SQL text that adds to what a column holds. */
export const ADDS = /\bset\b[\s\S]*?\b(\w+)"?\s*=\s*(?:\w+\.)?"?\1"?\s*[-+*]/i;

/** Words of a condition by which a change is made once: a version, a state, what was seen last. */
export const GUARDS = /version|last|status|state|processed|handled|event|offset|sequence|seq\b|updated|applied|<|>/i;

/** How methods are called that ask whether something was handled before. */
export const ASKS_IF_HANDLED = /duplicate|already|processed|handled|idempot|dedup|isNew|exists/i;

/** Types that send mail. */
export const MAILERS: ReadonlySet<string> = new Set([
  'org.springframework.mail.javamail.JavaMailSender', 'org.springframework.mail.MailSender', 'org.springframework.mail.javamail.JavaMailSenderImpl',
]);

/** Speaks of a count of tries. */
export const TRIES = /retr(?:y|ies)|attempt|tries|redeliver/i;

/** What clients of Redis are called: their types and variables. */
export const REDIS = /redis/i;

/** Methods of Redis that set a key, and those that only set one that is not there: https://redis.io/docs/latest/commands/set/. */
export const SETS = exactly('set');
export const SETS_ONCE = exactly('setnx setNX setIfAbsent');

/** Methods by which a row counts as sent. */
export const MARKS = /^mark(?!down)|^set\w*(?:sent|published|processed|done|completed|delivered|dispatched)/i;

/** Those of them that say it was sent, and not that it was not. */
export const MARKS_SENT = /^(?:mark|set)(?!\w*(?:not|un|fail))\w*(?:sent|published|processed|done|completed|delivered|dispatched)/i;

/** Columns and states of a row that was sent. */
export const SENT = /(?<![a-z])(?:sent|published|processed|done|completed|delivered|dispatched)(?![a-z])/i;

/** Methods that say in which state a row is. */
export const SETS_STATE = /^(?:set|update|change)\w*(?:status|state)$/i;

/** How methods begin that change rows. */
export const UPDATES = /^(?:update|findOneAndUpdate|findByIdAndUpdate|bulkUpdate)/;

/** How methods begin that take rows away. */
export const DELETES = /^(?:delete|remove|destroy|findOneAndDelete|findByIdAndDelete)/;

/** Says that a row was not sent after all: `sent = false`, `sentAt: null`. */
export const UNSENT_AGAIN = /(?:sent|published|processed|done|completed|delivered|dispatched)\w*["'`]?\s*[=:]\s*(?:false|null|0)\b/i;

/** How methods begin that read rows. */
export const READS_ROWS = /^(?:find|get|fetch|load|poll|read|select|claim|take|next|list|query|lock|pending|unsent|unpublished)/i;

/** Speaks of rows that were not sent yet: the name of a query, or its text. */
export const UNSENT = new RegExp(`${OUTBOXES}|unsent|not_?sent|pending|unpublished|unprocessed|undispatched|(?:sent|published|processed|dispatched)(?:_?at)?[\"'\`]?\\s*(?:=|is\\b|:)`
  + '|(?:sent|published|processed|dispatched)(?:At)?(?:IsNull|IsFalse|False)', 'i');

/** True for names of topics and functions that hold records which failed; `orders-no-dlt` holds none. */
export function isDeadLetterName(text: string): boolean {
  return DEAD_LETTER_NAME.test(text);
}
