import { exactly } from '../words';
import type { HookTime, LibraryTable, Meaning, TypeTable } from '../table';

const write: Meaning = { role: 'database-write' };
const writes = (...names: string[]): TypeTable => ({ methods: Object.fromEntries(names.map(name => [name, write])) });

const gives = (returns: string): Meaning => ({ role: 'make', returns });
const mongoose: TypeTable = { methods: { model: gives('mongoose#Model') } };
const builder = gives('typeorm#SelectQueryBuilder');
const typeorm: TypeTable = { methods: { getRepository: gives('typeorm#Repository'), getManager: gives('typeorm#EntityManager'), createQueryBuilder: builder } };
/** What repositories and entity managers of TypeORM have in common. */
const entities: TypeTable = {
  methods: {
    ...writes('save', 'insert', 'update', 'updateAll', 'upsert', 'delete', 'deleteAll', 'remove', 'softDelete', 'softRemove', 'restore', 'recover', 'clear', 'increment', 'decrement').methods,
    createQueryBuilder: builder,
  },
};
const writeBuilder = gives('typeorm#WriteQueryBuilder');

/** Entity managers of MikroORM's drivers: what is persisted or removed is written by the next `flush` (`EntityManager.d.ts` of @mikro-orm/core 6.6). */
const unitOfWork = writes('flush', 'persistAndFlush', 'removeAndFlush', 'insert', 'insertMany', 'nativeInsert', 'nativeUpdate', 'nativeDelete', 'upsert', 'upsertMany');
const mikroOrm = ['core', 'knex', 'postgresql', 'mysql', 'mariadb', 'sqlite', 'better-sqlite', 'libsql', 'mssql', 'mongodb'].flatMap(driver => {
  const manager = `@mikro-orm/${driver}#EntityManager`;
  return [[manager, unitOfWork], [`@mikro-orm/${driver}#SqlEntityManager`, unitOfWork], [`@mikro-orm/${driver}#MikroORM`, { properties: { em: manager } }]] as [string, TypeTable][];
});

/** Changes by which TypeORM runs listeners and subscribers: inside the transaction that `save` and `remove` begin (`EntityPersistExecutor`). */
const ENTITY_EVENTS = ['Insert', 'Update', 'Remove', 'SoftRemove', 'Recover'].flatMap(change => [`before${change}`, `after${change}`]);

/** Hooks of Sequelize behind a change: `Model.runHooks` in its `save`, `update`, `destroy` …, with the transaction of the call. */
const MODEL_HOOKS = ['afterCreate', 'afterUpdate', 'afterSave', 'afterUpsert', 'afterDestroy', 'afterRestore', 'afterBulkCreate', 'afterBulkUpdate', 'afterBulkDestroy'];

const around: Meaning = { role: 'hook', time: 'around' };
const modelHooks: TypeTable['methods'] = {
  ...Object.fromEntries(MODEL_HOOKS.map(name => [name, around])),
  addHook: { role: 'hook', time: 'around', event: { at: '0', is: exactly(MODEL_HOOKS.join(' ')) } },
};

/** Databases as TypeScript and JavaScript code writes to them. */
export const scriptDatabases: LibraryTable = {
  id: 'databases-typescript',
  language: 'typescript',
  source: 'the declarations in the packages themselves',
  packages: ['typeorm', 'mongoose', 'sequelize', 'mongodb', '@mikro-orm/core'],
  annotations: Object.fromEntries(ENTITY_EVENTS.map(name => [`typeorm#${name[0].toUpperCase()}${name.slice(1)}`, { role: 'hook', time: 'before' }])),
  hooks: {
    'typeorm#EntitySubscriberInterface': {
      ...Object.fromEntries(ENTITY_EVENTS.map((name): [string, HookTime] => [name, 'before'])),
      beforeTransactionCommit: 'before', afterTransactionCommit: 'after',
    },
  },
  types: {
    'typeorm#Repository': entities,
    'typeorm#*': typeorm,
    'typeorm#DataSource': { ...typeorm, properties: { manager: 'typeorm#EntityManager' } },
    'typeorm#EntityManager': entities,
    // A builder selects, until it is told to do something else.
    'typeorm#SelectQueryBuilder': { fluent: true, methods: { insert: writeBuilder, update: writeBuilder, delete: writeBuilder, softDelete: writeBuilder, restore: writeBuilder } },
    'typeorm#WriteQueryBuilder': { ...writes('execute'), fluent: true },
    ...Object.fromEntries(mikroOrm),
    'mongoose#*': mongoose,
    'mongoose#default': mongoose,
    'mongoose#Connection': mongoose,
    'mongoose#Schema': { create: { role: 'make' }, methods: { post: { role: 'hook', time: 'around', event: { at: '0', is: /^(?:save|insertMany|update\w*|replaceOne|delete\w*|remove|findOneAnd\w+)$/ } } } },
    // A document is made by its model, and saves itself.
    'mongoose#Model': writes('save', 'create', 'insertMany', 'insertOne', 'bulkWrite', 'bulkSave', 'updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany', 'findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete', 'findByIdAndUpdate', 'findByIdAndDelete'),
    'mongodb#MongoClient': { methods: { db: gives('mongodb#Db') } },
    'mongodb#Db': { methods: { collection: gives('mongodb#Collection') } },
    'mongodb#Collection': writes('insertOne', 'insertMany', 'updateOne', 'updateMany', 'replaceOne', 'deleteOne', 'deleteMany', 'bulkWrite', 'findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete'),
    'sequelize#Sequelize': { methods: { define: gives('sequelize#Model'), ...modelHooks } },
    'sequelize#Transaction': { methods: { afterCommit: { role: 'hook', time: 'after' } } },
    'sequelize#Model': { methods: { ...writes('create', 'bulkCreate', 'findOrCreate', 'findCreateFind', 'restore', 'truncate', 'update', 'upsert', 'destroy', 'increment', 'decrement', 'save').methods, ...modelHooks } },
  },
};

/** Operations of a Prisma model delegate: `prisma.order.create(…)`, `tx.order.update(…)`. */
export const PRISMA_WRITES = /^(create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
