import type { LibraryTable, TypeTable } from '../table';

const ENV = 'org.springframework.core.env';

const properties: TypeTable = {
  methods: {
    // Of two arguments the second is a default or a class; a class is no value.
    getProperty: [
      { role: 'application-property', name: '0', arity: 1 },
      { role: 'application-property', name: '0', otherwise: '1', arity: 2 },
      { role: 'application-property', name: '0', otherwise: '2', arity: 3 },
    ],
    getRequiredProperty: { role: 'application-property', name: '0' },
  },
};

/** The core of Spring, and how it gives properties of the application to code. */
export const spring: LibraryTable = {
  id: 'spring',
  language: 'java',
  source: 'https://docs.spring.io/spring-framework/reference',
  packages: ['org.springframework:spring-core'],
  types: {
    [`${ENV}.PropertyResolver`]: properties,
    [`${ENV}.Environment`]: properties,
    [`${ENV}.ConfigurableEnvironment`]: properties,
  },
};

/** The methods of Boot's `KafkaProperties` that give the settings of the application's files. */
export const APPLICATION_SETTINGS = /^build(Producer|Consumer|Admin|Streams)?Properties$/;

/**
 * Modules of Spring Modulith that keep each event in the database until its listeners are through
 * (https://docs.spring.io/spring-modulith/reference/events.html, "The Event Publication Registry").
 */
export const KEEPS_EVENTS = ['jpa', 'jdbc', 'mongodb', 'neo4j']
  .flatMap(store => ['starter', 'events'].map(module => `org.springframework.modulith:spring-modulith-${module}-${store}`));

/** Calls by which Spring is given an event: directly, and by an aggregate that is saved (`AbstractAggregateRoot` of Spring Data). */
export const PUBLISHES: readonly string[] = ['publishEvent', 'registerEvent', 'andEvent'];
