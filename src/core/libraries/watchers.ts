/** What shows that messages are missing or wait: traces of what is sent and read, or how far consumers lag behind. */
export type Watching = 'tracing' | 'lag';

/** Packages that trace what Kafka clients send and read, by the registry and name in build files; a name may be the start of several. */
export const TRACING_PACKAGES: readonly { ecosystem: 'npm' | 'maven'; name: RegExp; called: string }[] = [
  // https://opentelemetry.io/docs/languages/js/libraries/, https://github.com/open-telemetry/opentelemetry-java-instrumentation
  { ecosystem: 'npm', name: /^@opentelemetry\/(instrumentation-kafkajs|auto-instrumentations-node)$|^opentelemetry-instrumentation-kafkajs$/, called: 'OpenTelemetry' },
  { ecosystem: 'maven', name: /^io\.opentelemetry\.(instrumentation|javaagent):opentelemetry-(kafka-clients|spring-kafka|spring-boot-starter|javaagent)/, called: 'OpenTelemetry' },
  // https://micrometer.io/docs/tracing: Spring for Apache Kafka observes by it.
  { ecosystem: 'maven', name: /^io\.micrometer:micrometer-tracing/, called: 'Micrometer Tracing' },
  { ecosystem: 'maven', name: /^org\.springframework\.cloud:spring-cloud-(starter-)?(sleuth|zipkin)/, called: 'Spring Cloud Sleuth' },
  { ecosystem: 'maven', name: /^io\.zipkin\.brave:brave-instrumentation-kafka/, called: 'Brave' },
  // https://skywalking.apache.org/docs/skywalking-java, https://github.com/apache/skywalking-nodejs
  { ecosystem: 'maven', name: /^org\.apache\.skywalking:apm-toolkit-(kafka|trace)/, called: 'SkyWalking' },
  { ecosystem: 'npm', name: /^skywalking-backend-js$/, called: 'SkyWalking' },
  { ecosystem: 'maven', name: /^io\.(jaegertracing|opentracing\.contrib):(jaeger-(client|core)|opentracing-kafka)/, called: 'OpenTracing' },
  { ecosystem: 'npm', name: /^jaeger-client$/, called: 'Jaeger' },
];

/** The row of a package that traces. */
export function tracingPackage(ecosystem: string, name: string): (typeof TRACING_PACKAGES)[number] | undefined {
  return TRACING_PACKAGES.find(row => row.ecosystem === ecosystem && row.name.test(name));
}

/** Images of programs that say how far groups lag behind, and of those that keep traces, by the last part of their name. */
export const WATCHING_IMAGES: readonly { image: RegExp; what: Watching; called: string }[] = [
  { image: /(^|\/)kafka[-_]exporter$/, what: 'lag', called: 'Kafka exporter' },
  { image: /(^|\/)kafka-lag-exporter$/, what: 'lag', called: 'Kafka Lag Exporter' },
  { image: /(^|\/)(burrow|kminion)$/, what: 'lag', called: 'a lag checker' },
  { image: /(^|\/)(jaegertracing|jaeger)\/(all-in-one|jaeger[\w-]*)$/, what: 'tracing', called: 'Jaeger' },
  { image: /(^|\/)skywalking-oap-server$/, what: 'tracing', called: 'SkyWalking' },
  { image: /(^|\/)opentelemetry-collector(-contrib)?$/, what: 'tracing', called: 'OpenTelemetry' },
  { image: /(^|\/)zipkin$/, what: 'tracing', called: 'Zipkin' },
];
