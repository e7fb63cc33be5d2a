import { holding } from './words';

/**
 * Exceptions as which failed sends and failed work come, whatever failed: `java.lang`, `java.util.concurrent`, and what
 * clients of Kafka and messaging throw. A catch of `InterruptedException` alone catches none of them.
 */
export const BROAD_FAILURES = /^(Exception|Throwable|RuntimeException|IllegalStateException|IllegalArgumentException|Error|ExecutionException|CompletionException|KafkaException|KafkaProducerException|ApiException|TimeoutException|IOException|.*KafkaException|JMSException|MessagingException)$/;

const CHECKED = ['Exception', 'Throwable'], UNCHECKED = ['RuntimeException', ...CHECKED];

/** Exceptions of which is known by which types they are caught (Java SE; `KafkaException` with those that extend it, kafka-clients). */
export const KNOWN_FAILURES: Readonly<Record<string, readonly string[]>> = {
  ExecutionException: CHECKED, TimeoutException: CHECKED, CompletionException: UNCHECKED, IllegalStateException: UNCHECKED, IllegalArgumentException: UNCHECKED,
  KafkaException: ['ApiException', 'RetriableException', 'SerializationException', 'TimeoutException', 'AuthorizationException', 'AuthenticationException', ...UNCHECKED],
};

/** Exceptions of a record that cannot be read. */
export const UNREADABLE = /(Json|Parse|Serializ|Deserializ|Format|Decod|Mapping)\w*Exception$/;

/** Exceptions by which a store says that something was done before: an idempotent consumer goes on. */
export const DONE_BEFORE = /(Duplicate|DataIntegrity|ConstraintViolation|OptimisticLock|AlreadyExists|AlreadyProcessed)/i;

/** Words of failures that pass: what failed would succeed a little later. */
export const PASSING_FAILURES = holding('retr(?:y|i) transient recoverable temporary timeout timedout econn enet epipe connection network unavailable unreachable socket (?:data|resource)access sqlexception restclient webclient http(?:server|client)');

/** Words by which code asks whether it is being stopped: what fails then is not told of. */
export const STOPPING = holding('stop clos(?:ed|ing) shut running cancel interrupt terminat disposed destroyed');
