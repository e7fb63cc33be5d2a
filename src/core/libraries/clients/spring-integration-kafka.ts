import type { LibraryTable, Meaning, TypeTable } from '../table';

const KAFKA = 'org.springframework.integration.kafka';
const SPEC = `${KAFKA}.dsl.KafkaProducerMessageHandlerSpec`;

const sync: Meaning = { role: 'set-container', key: 'spring:adapter.sync', at: '0' };
const failures: Meaning = { role: 'set-container', key: 'spring:adapter.failures', at: '0' };

/** The methods of a spec give the spec itself. */
function chained(meaning: Meaning): Meaning {
  return { ...meaning, returns: SPEC };
}

const spec: TypeTable = {
  fluent: true,
  methods: { sync: chained(sync), sendFailureChannel: chained(failures), sendSuccessChannel: chained(failures), futuresChannel: chained(failures) },
};

/**
 * Spring Integration's adapters for Kafka. What comes to an outbound adapter counts as sent when the client has it in its buffer,
 * unless it is `sync` (KafkaProducerMessageHandler.processSendResult of spring-integration-kafka 3.2.1 to 7.0.0).
 */
export const springIntegrationKafka: LibraryTable = {
  id: 'spring-integration-kafka',
  language: 'java',
  source: 'https://docs.spring.io/spring-integration/reference/kafka.html',
  packages: ['org.springframework.integration:spring-integration-kafka'],
  types: {
    [`${KAFKA}.outbound.KafkaProducerMessageHandler`]: {
      create: { role: 'outbound-adapter' },
      methods: { setSync: sync, setSendFailureChannel: failures, setSendFailureChannelName: failures, setFuturesChannel: failures, setFuturesChannelName: failures },
    },
    [`${KAFKA}.dsl.Kafka`]: { methods: { outboundChannelAdapter: chained({ role: 'outbound-adapter' }) } },
    [SPEC]: spec,
  },
};
