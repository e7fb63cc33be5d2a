import type { LibraryTable, Meaning, TypeTable } from '../table';

type Methods = NonNullable<TypeTable['methods']>;

const methods = (meaning: Meaning, ...names: string[]): Methods => Object.fromEntries(names.map(name => [name, meaning]));
const gives = (returns: string): Meaning => ({ role: 'make', returns });
const prepares = (returns?: string): Meaning => ({ role: 'prepare', sql: '0', returns });

/** Writes whatever its arguments are. */
const writes = (...names: string[]): Methods => methods({ role: 'database-write' }, ...names);
/** Runs the SQL text that comes first. */
const runs = (...names: string[]): Methods => methods({ role: 'database-statement', sql: '0' }, ...names);
/** Runs what was prepared before. */
const runsPrepared = (...names: string[]): Methods => methods({ role: 'database-statement' }, ...names);

const DATA = 'org.springframework.data';
const JDBC = 'org.springframework.jdbc.core';
const QUERIES = ['query', 'queryForObject', 'queryForList', 'queryForMap', 'queryForRowSet', 'queryForStream'];

const repository: TypeTable = {
  methods: writes('save', 'saveAll', 'saveAndFlush', 'saveAllAndFlush', 'delete', 'deleteAll', 'deleteById', 'deleteAllById', 'deleteInBatch', 'deleteAllInBatch', 'deleteAllByIdInBatch', 'insert'),
};

const mongo: TypeTable = {
  methods: {
    ...writes('save', 'insert', 'insertAll', 'remove', 'update', 'updateFirst', 'updateMulti', 'upsert', 'replace', 'findAndModify', 'findAndReplace', 'findAndRemove', 'findAllAndRemove'),
    bulkOps: gives(`${DATA}.mongodb.core.BulkOperations`),
  },
};

const template: TypeTable = {
  methods: {
    ...methods({ role: 'database-write', sql: '0' }, 'update', 'batchUpdate'),
    // Also rows that a write gives back are queried: `INSERT … RETURNING id`.
    ...runs('execute', ...QUERIES),
    getJdbcOperations: gives(`${JDBC}.JdbcOperations`),
    getJdbcTemplate: gives(`${JDBC}.JdbcTemplate`),
  },
};

const insert: TypeTable = {
  fluent: true,
  methods: { withTableName: prepares(), ...writes('execute', 'executeBatch', 'executeAndReturnKey', 'executeAndReturnKeyHolder') },
};

const transactions: TypeTable = { methods: methods({ role: 'database-transaction', at: '0' }, 'execute', 'executeWithoutResult') };

const persistence = (api: string): Record<string, TypeTable> => {
  const query: TypeTable = { fluent: true, methods: { ...writes('executeUpdate'), ...runsPrepared('getSingleResult', 'getSingleResultOrNull', 'getResultList', 'getResultStream') } };
  return {
    [`${api}.EntityManager`]: {
      methods: {
        ...writes('persist', 'merge', 'remove'),
        createQuery: prepares(`${api}.Query`),
        createNativeQuery: prepares(`${api}.Query`),
        createNamedQuery: gives(`${api}.Query`),
      },
    },
    [`${api}.Query`]: query,
    [`${api}.TypedQuery`]: query,
  };
};

/** Databases as Java code writes to them: Spring Data, JPA, Spring's and Java's JDBC. */
export const javaDatabases: LibraryTable = {
  id: 'databases-java',
  language: 'java',
  source: 'javadoc of Spring Data, Jakarta Persistence, Spring JDBC and java.sql',
  packages: [],
  types: {
    [`${DATA}.jpa.repository.JpaRepository`]: repository,
    [`${DATA}.repository.CrudRepository`]: repository,
    [`${DATA}.repository.ListCrudRepository`]: repository,
    [`${DATA}.repository.PagingAndSortingRepository`]: repository,
    [`${DATA}.mongodb.repository.MongoRepository`]: repository,
    [`${DATA}.repository.reactive.ReactiveCrudRepository`]: repository,
    [`${DATA}.repository.reactive.ReactiveSortingRepository`]: repository,
    [`${DATA}.mongodb.repository.ReactiveMongoRepository`]: repository,
    [`${DATA}.r2dbc.repository.R2dbcRepository`]: repository,
    [`${DATA}.mongodb.core.MongoTemplate`]: mongo,
    [`${DATA}.mongodb.core.MongoOperations`]: mongo,
    [`${DATA}.mongodb.core.BulkOperations`]: { fluent: true, methods: writes('execute') },
    [`${JDBC}.JdbcTemplate`]: template,
    [`${JDBC}.JdbcOperations`]: template,
    [`${JDBC}.namedparam.NamedParameterJdbcTemplate`]: template,
    [`${JDBC}.namedparam.NamedParameterJdbcOperations`]: template,
    [`${JDBC}.simple.JdbcClient`]: { methods: { sql: prepares(`${JDBC}.simple.JdbcClient.StatementSpec`) } },
    [`${JDBC}.simple.JdbcClient.StatementSpec`]: { fluent: true, methods: { ...writes('update'), ...runsPrepared('query') } },
    [`${JDBC}.simple.SimpleJdbcInsert`]: insert,
    [`${JDBC}.simple.SimpleJdbcInsertOperations`]: insert,
    ...persistence('jakarta.persistence'),
    ...persistence('javax.persistence'),
    'javax.sql.DataSource': { methods: { getConnection: gives('java.sql.Connection') } },
    'java.sql.Connection': { methods: { prepareStatement: prepares('java.sql.PreparedStatement'), createStatement: gives('java.sql.Statement') } },
    'java.sql.Statement': { methods: runs('execute', 'executeUpdate', 'executeLargeUpdate', 'executeQuery') },
    'java.sql.PreparedStatement': { methods: runsPrepared('execute', 'executeUpdate', 'executeLargeUpdate', 'executeBatch', 'executeLargeBatch', 'executeQuery') },
    'org.springframework.transaction.support.TransactionTemplate': transactions,
    'org.springframework.transaction.support.TransactionOperations': transactions,
  },
};
