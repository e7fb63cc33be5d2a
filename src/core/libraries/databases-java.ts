import type { LibraryTable, Meaning, TypeTable } from '../kafka/library';

const write: Meaning = { role: 'database-write' };
const writes = (...names: string[]): TypeTable => ({ methods: Object.fromEntries(names.map(name => [name, write])) });

const repository = writes('save', 'saveAll', 'saveAndFlush', 'saveAllAndFlush', 'delete', 'deleteAll', 'deleteById', 'deleteAllInBatch', 'insert');
const jdbc = writes('update', 'batchUpdate');
const entityManager = writes('persist', 'merge', 'remove');

const DATA = 'org.springframework.data';

/** Databases as Java code writes to them: Spring Data, JPA, JDBC. */
export const javaDatabases: LibraryTable = {
  id: 'databases-java',
  language: 'java',
  packages: [],
  types: {
    [`${DATA}.jpa.repository.JpaRepository`]: repository,
    [`${DATA}.repository.CrudRepository`]: repository,
    [`${DATA}.repository.ListCrudRepository`]: repository,
    [`${DATA}.repository.PagingAndSortingRepository`]: repository,
    [`${DATA}.mongodb.repository.MongoRepository`]: repository,
    [`${DATA}.mongodb.core.MongoTemplate`]: writes('save', 'insert', 'insertAll', 'remove', 'updateFirst', 'updateMulti', 'upsert', 'findAndModify'),
    'org.springframework.jdbc.core.JdbcTemplate': jdbc,
    'org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate': jdbc,
    'org.springframework.jdbc.core.JdbcOperations': jdbc,
    'jakarta.persistence.EntityManager': entityManager,
    'javax.persistence.EntityManager': entityManager,
    'org.springframework.transaction.support.TransactionTemplate': {
      methods: { execute: { role: 'make' }, executeWithoutResult: { role: 'make' } },
    },
  },
};
