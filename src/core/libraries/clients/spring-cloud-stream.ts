import type { LibraryTable, Meaning, TypeTable } from '../table';

const STREAM = 'org.springframework.cloud.stream';
/** What outputs of the annotation style give: a `MessageChannel`, which is Kafka's only where it is an output's. */
const OUTPUT = `${STREAM}.annotation.Output.channel`;

/**
 * `StreamBridge.send` and the channel behind it: true says that the message was handed on; unless the binding is `sync`, what
 * becomes of it later only its error channel hears (KafkaProducerMessageHandler.processSendResult of spring-integration-kafka).
 */
const send: Meaning = { role: 'send', topic: '0', outcome: 'report' };

const bridge: TypeTable = { methods: { send } };

/** What a build lists that uses the binder for Kafka. */
export const KAFKA_BINDER: readonly string[] = ['org.springframework.cloud:spring-cloud-stream-binder-kafka', 'org.springframework.cloud:spring-cloud-starter-stream-kafka'];

/** Spring Cloud Stream with its binder for Kafka. */
export const springCloudStream: LibraryTable = {
  id: 'spring-cloud-stream',
  language: 'java',
  source: 'https://docs.spring.io/spring-cloud-stream/reference',
  words: ['cloud.stream'],
  packages: [...KAFKA_BINDER, 'org.springframework.cloud:spring-cloud-stream'],
  types: {
    [`${STREAM}.function.StreamBridge`]: bridge,
    [`${STREAM}.function.StreamOperations`]: bridge,
    [`${STREAM}.messaging.Source`]: { methods: { output: { role: 'make', returns: OUTPUT } } },
    [`${STREAM}.messaging.Processor`]: { extends: [`${STREAM}.messaging.Source`], methods: {} },
    [OUTPUT]: { methods: { send: { role: 'send', outcome: 'report' } } },
  },
  annotations: {
    // Up to 3.2: StreamListenerAnnotationBeanPostProcessor.
    [`${STREAM}.annotation.StreamListener`]: { role: 'listener', topics: ['value', 'target'], acknowledgement: 'Acknowledgment', batches: [] },
    [`${STREAM}.annotation.Output`]: { role: 'gives', type: OUTPUT },
    // A method that is given what a channel is sent: of the channels of errors, what failed.
    'org.springframework.integration.annotation.ServiceActivator': { role: 'channel-handler', channel: 'inputChannel' },
  },
};
