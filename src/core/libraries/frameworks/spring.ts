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
