import type { AnnotationTable, LibraryTable } from '../table';

const SPRING = 'org.springframework', MICRONAUT = 'io.micronaut';

/** What Spring runs at the end of a transaction. */
const SYNCHRONIZATION = { beforeCommit: 'before', beforeCompletion: 'before', afterCommit: 'after', afterCompletion: 'after' } as const;

/** Annotations of the frameworks that run Java services, by the names under which these look for them. */
export const javaFrameworks: LibraryTable = {
  id: 'java-frameworks',
  language: 'java',
  source: 'https://docs.spring.io/spring-framework/reference, https://docs.micronaut.io, '
    + 'https://github.com/eclipse/microprofile-config, https://jakarta.ee/specifications',
  packages: [],
  types: {},
  hooks: {
    [`${SPRING}.transaction.support.TransactionSynchronization`]: SYNCHRONIZATION,
    [`${SPRING}.transaction.support.TransactionSynchronizationAdapter`]: SYNCHRONIZATION,
  },
  annotations: {
    ...rows('async', `${SPRING}.scheduling.annotation.Async`, `${MICRONAUT}.scheduling.annotation.Async`),
    ...rows('reply', `${SPRING}.messaging.handler.annotation.SendTo`, `${MICRONAUT}.messaging.annotation.SendTo`),
    ...rows('transactional', `${SPRING}.transaction.annotation.Transactional`, `${MICRONAUT}.transaction.annotation.Transactional`,
      'jakarta.transaction.Transactional', 'javax.transaction.Transactional', 'com.google.inject.persist.Transactional', 'io.ebean.annotation.Transactional'),
    ...rows('bean', `${SPRING}.context.annotation.Bean`, `${MICRONAUT}.context.annotation.Bean`),
    ...rows('primary', `${SPRING}.context.annotation.Primary`, `${MICRONAUT}.context.annotation.Primary`),
    ...rows('profile', `${SPRING}.context.annotation.Profile`),
    ...rows('injected', `${SPRING}.beans.factory.annotation.Autowired`, 'jakarta.inject.Inject', 'javax.inject.Inject', 'com.google.inject.Inject'),
    ...rows('qualifier', `${SPRING}.beans.factory.annotation.Qualifier`, 'jakarta.inject.Named', 'javax.inject.Named', 'com.google.inject.name.Named'),
    ...rows('resource', 'jakarta.annotation.Resource', 'javax.annotation.Resource'),
    ...rows('property', `${SPRING}.beans.factory.annotation.Value`, `${MICRONAUT}.context.annotation.Value`, 'org.eclipse.microprofile.config.inject.ConfigProperty'),
    ...rows('properties', `${SPRING}.boot.context.properties.ConfigurationProperties`, `${MICRONAUT}.context.annotation.ConfigurationProperties`),
    ...rows('event-listener', `${SPRING}.context.event.EventListener`),
    [`${SPRING}.transaction.event.TransactionalEventListener`]: {
      role: 'hook', time: 'after', phase: { argument: 'phase', is: { BEFORE_COMMIT: 'before', AFTER_COMMIT: 'after', AFTER_COMPLETION: 'after' } },
    },
    ...entityHooks('jakarta.persistence'), ...entityHooks('javax.persistence'),
    ...rows('view', `${SPRING}.data.redis.core.RedisHash`),
  },
};

/** Callbacks of entities, which run when they are written, before the commit: Jakarta Persistence, "Entity Listeners and Callback Methods". */
function entityHooks(api: string): Record<string, AnnotationTable> {
  return Object.fromEntries(['PrePersist', 'PostPersist', 'PreUpdate', 'PostUpdate', 'PreRemove', 'PostRemove'].map(name => [`${api}.${name}`, { role: 'hook', time: 'before' }]));
}

function rows(role: Exclude<AnnotationTable['role'], 'listener' | 'hook' | 'gives' | 'channel-handler'>, ...names: string[]): Record<string, AnnotationTable> {
  return Object.fromEntries(names.map(name => [name, { role }]));
}
