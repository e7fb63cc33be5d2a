import type { Schema } from './schema';

const ROUTE: Schema = {
  type: 'string', maxLength: 200, pattern: '^\\d+(\\.(\\[\\]|[\\w$-]+))*$',
  description: 'A way into the arguments: `0`, `0.topic`, `0.messages.[].key`.',
};
const NAME: Schema = { type: 'string', minLength: 1, maxLength: 300 };
const RETURNS: Schema = { ...NAME, description: 'The type of the result; promises are looked through.' };
const ARITY: Schema = {
  description: 'The number of arguments, or the least and the most, where several methods share a name.',
  oneOf: [{ type: 'number' }, { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }],
};

function role(name: string, description: string, properties: Record<string, Schema> = {}, required: readonly string[] = []): Schema {
  return {
    type: 'object', description, additionalProperties: false, required: ['role', ...required],
    properties: { role: { const: name, type: 'string' }, arity: ARITY, returns: RETURNS, ...properties },
  };
}

function choice(...words: string[]): Schema {
  return { type: 'string', enum: words };
}

const CALLBACK: Schema = {
  type: 'object', additionalProperties: false, required: ['at', 'failure', 'method'],
  description: 'The function that is told of a failure, as its parameter `failure`, counted from 0; `method`: that of an object.',
  properties: { at: ROUTE, failure: { type: 'number' }, method: NAME },
};

const BY_HAND: Schema = { type: 'object', additionalProperties: false, required: ['at', 'value'], properties: { at: ROUTE, value: NAME } };

const HANDLER: Schema = {
  type: 'object', additionalProperties: false, required: ['at', 'commits'],
  properties: {
    at: { ...ROUTE, description: 'Where the function stands that is given records.' },
    commits: {
      ...choice('on-return', 'on-poll', 'by-hand'),
      description: '`on-return`: a record counts as done when the handler is; `on-poll`: when the next records come; `by-hand`: when it is committed.',
    },
    byHand: { ...BY_HAND, description: 'The option of the same call, and its value, that turns commits off.' },
    batch: { type: 'boolean', description: 'It is given several records.' },
    apart: { ...choice('alone', 'next'), description: 'Nobody waits for the promise that it gives; `next`: meanwhile the next record comes.' },
  },
};

/** What a call means: the roles of `core/libraries/table.ts` that a library of a team's own has. */
export const MEANING: Schema = {
  oneOf: [
    role('send', 'It sends a record.', {
      topic: ROUTE,
      outcome: {
        ...choice('promise', 'future', 'completable-future', 'observable', 'throws', 'callback'),
        description: 'How its outcome is had; `throws`: when the call is through, by an exception.',
      },
      record: { type: 'object', additionalProperties: false, required: ['key', 'value'], properties: { key: ROUTE, value: ROUTE } },
      callback: CALLBACK,
      purpose: { ...choice('business', 'dead-letter', 'telemetry'), description: 'What is sent; otherwise its topic and its name tell.' },
    }, ['outcome']),
    role('handle', 'It is given functions that handle records.', { handlers: { type: 'array', items: HANDLER, minItems: 1, maxItems: 10 } }, ['handlers']),
    role('commit', 'It commits offsets.', { way: choice('sync', 'async', 'promise', 'queued', 'mark'), whole: { type: 'boolean' } }, ['way']),
    role('database-write', 'It writes to a database.', { table: { ...NAME, description: 'The table, where the call does not say it: `outbox` for one from which messages are sent later.' } }),
    role('database-transaction', 'It runs a function inside a transaction of a database.', { at: ROUTE }, ['at']),
    role('in-transaction', 'It runs a function inside a transaction of Kafka.', { at: ROUTE }, ['at']),
    role('begin', 'It begins a transaction of Kafka.'),
    role('commit-transaction', 'It commits one.'),
    role('abort', 'It aborts one.'),
    role('acknowledge', 'It acknowledges a record.'),
    role('nack', 'It asks for a record again.'),
    role('poll', 'It asks for the next records.'),
    role('flush', 'It waits until all that was sent is stored.'),
    role('close', 'It closes a client.'),
    role('connect', 'It connects a client.'),
    role('make', 'It makes something of the type that it returns.'),
  ],
};

const OF_CALL: Schema = { $ref: '#/definitions/meaning' };

/** A table of a library, in the form of the tables that come with the reviewer. */
export const LIBRARY: Schema = {
  type: 'object', additionalProperties: false, required: ['id', 'language', 'types'],
  properties: {
    id: { type: 'string', pattern: '^[a-z][\\w-]*$', maxLength: 60, description: 'A name for reports.' },
    language: choice('typescript', 'java'),
    packages: { type: 'array', items: NAME, maxItems: 50, description: 'Names under which build files list it: `@acme/bus`, `com.acme:bus`.' },
    buffer: {
      ...choice('dies', 'keeps-alive'),
      description: 'It gathers records and sends them in the background, which dies with the program or keeps it alive.',
    },
    types: {
      type: 'object', maxProperties: 200,
      description: 'Types by the name that imports give them: `@acme/bus#EventBus`, `com.acme.bus.EventBus`; `src/bus.ts#EventBus` for a class of this workspace.',
      additionalProperties: {
        type: 'object', additionalProperties: false,
        properties: {
          extends: { type: 'array', items: NAME, maxItems: 20 },
          create: OF_CALL,
          methods: {
            type: 'object', maxProperties: 200,
            additionalProperties: { oneOf: [{ type: 'array', items: OF_CALL, minItems: 1, maxItems: 20 }, OF_CALL] },
          },
          fluent: { type: 'boolean', description: 'Methods that are not listed give this type.' },
          properties: { type: 'object', maxProperties: 200, additionalProperties: NAME, description: 'The types of its properties.' },
        },
      },
    },
  },
};
