import { all, rowsOf, values, type RuntimeTable } from './row';

const lang3 = 'org.apache.commons.lang3', guava = 'com.google.common';

/** Libraries that nearly every program uses, by their own documentation: none of them talks to anybody, the loggers apart. */
export const javaHelpers: RuntimeTable = {
  id: 'java-helpers',
  language: 'java',
  source: 'the Javadoc of each library on https://javadoc.io',
  rows: [
    ...all('pure', `${lang3}.*`, `${lang3}.time.*`, `${lang3}.tuple.*`, `${lang3}.builder.*`, `${lang3}.math.*`, `${lang3}.mutable.*`, `${lang3}.exception.*`, 'org.apache.commons.collections4.*',
      'org.apache.commons.codec.digest.*', 'org.apache.commons.codec.binary.*', 'org.apache.commons.text.*', 'org.apache.commons.io.FilenameUtils', 'org.apache.commons.io.IOUtils',
      `${guava}.base.*`, `${guava}.collect.*`, `${guava}.primitives.*`, `${guava}.math.*`, `${guava}.escape.*`, `${guava}.io.BaseEncoding`,
      'org.springframework.util.*', 'org.springframework.beans.BeanUtils', 'org.springframework.http.HttpStatus', 'org.joda.time.*', 'io.vavr.*', 'io.vavr.control.*', 'com.github.f4b6a3.uuid.*', 'org.mapstruct.*',
      'org.modelmapper.ModelMapper', 'jakarta.validation.*', 'javax.validation.*', 'net.logstash.logback.argument.*', 'com.fasterxml.uuid.*'),
    ...values('pure', `${guava}.base.Stopwatch`, `${guava}.base.Joiner`, `${guava}.base.Splitter`, `${guava}.hash.*`, `${lang3}.time.StopWatch`, 'org.springframework.util.StopWatch'),
    // JSON and other formats: writing is computing, reading can fail.
    ...['com.fasterxml.jackson.databind.ObjectMapper', 'com.fasterxml.jackson.databind.json.JsonMapper', 'com.fasterxml.jackson.databind.ObjectReader', 'tools.jackson.databind.ObjectMapper', 'tools.jackson.databind.json.JsonMapper',
    ].flatMap(of => rowsOf(of, { methods: 'readValue readTree readValues treeToValue convertValue updateValue readerFor', kind: 'parse' }, { methods: '*', kind: 'pure' })),
    ...all('pure', 'com.fasterxml.jackson.databind.*', 'com.fasterxml.jackson.databind.node.*', 'com.fasterxml.jackson.core.*', 'com.fasterxml.jackson.annotation.*', 'tools.jackson.databind.*'),
    ...rowsOf('com.google.gson.Gson', { methods: 'fromJson', kind: 'parse' }, { methods: '*', kind: 'pure' }), ...rowsOf('com.google.gson.JsonParser', { methods: '*', kind: 'parse' }), ...all('pure', 'com.google.gson.*'),
    ...rowsOf('org.json.JSONObject', { methods: '*', kind: 'pure' }), ...rowsOf('org.json.JSONArray', { methods: '*', kind: 'pure' }),
    ...['com.alibaba.fastjson.JSON', 'com.alibaba.fastjson2.JSON', 'com.alibaba.fastjson.JSONObject', 'com.alibaba.fastjson2.JSONObject'].flatMap(of => rowsOf(of,
      { methods: 'parse parseObject parseArray toJavaObject', kind: 'parse' }, { methods: '*', kind: 'pure' })),
    // What a Kafka client gives: records, offsets, headers.
    ...all('pure', 'org.apache.kafka.clients.consumer.ConsumerRecord', 'org.apache.kafka.clients.consumer.ConsumerRecords', 'org.apache.kafka.clients.consumer.OffsetAndMetadata',
      'org.apache.kafka.clients.producer.RecordMetadata', 'org.apache.kafka.clients.producer.ProducerRecord', 'org.apache.kafka.common.TopicPartition', 'org.apache.kafka.common.PartitionInfo',
      'org.apache.kafka.common.header.Headers', 'org.apache.kafka.common.header.Header', 'org.springframework.messaging.Message', 'org.springframework.messaging.MessageHeaders',
      'org.springframework.kafka.support.SendResult', 'org.springframework.messaging.support.MessageBuilder', 'org.eclipse.microprofile.reactive.messaging.Message',
      'org.eclipse.microprofile.reactive.messaging.Metadata', 'org.apache.kafka.connect.sink.SinkRecord', 'org.apache.kafka.connect.data.*', 'org.apache.kafka.connect.header.*', 'io.smallrye.reactive.messaging.kafka.KafkaRecord', 'io.smallrye.reactive.messaging.kafka.api.*'),
    // What a consumer is told of its own fetching (KafkaConsumer's Javadoc).
    ...['KafkaConsumer', 'Consumer'].flatMap(type => rowsOf(`org.apache.kafka.clients.consumer.${type}`,
      { methods: 'resume paused unsubscribe enforceRebalance wakeup assignment subscription position committed currentLag metrics groupMetadata', kind: 'pure' })),
    ...rowsOf('org.apache.kafka.clients.consumer.ConsumerRecord', {
      methods: 'value key topic offset partition timestamp timestampType headers header lastHeader records partitions leaderEpoch serializedKeySize serializedValueSize getPayload getHeaders topicPartition', kind: 'pure', loose: true,
    }),
    // Caches in this process, and Spring's in front of any.
    ...all('cache', 'com.github.benmanes.caffeine.cache.Cache', 'com.github.benmanes.caffeine.cache.LoadingCache', 'com.github.benmanes.caffeine.cache.AsyncCache', `${guava}.cache.Cache`, `${guava}.cache.LoadingCache`,
      'org.springframework.cache.Cache', 'org.springframework.cache.CacheManager', 'javax.cache.Cache', 'org.ehcache.Cache'),
    // Loggers, metrics, traces.
    ...all('log', 'org.slf4j.Logger', 'org.slf4j.spi.LoggingEventBuilder', 'org.slf4j.MDC', 'org.slf4j.ext.XLogger', 'org.apache.logging.log4j.Logger', 'org.apache.logging.log4j.LogBuilder', 'org.apache.logging.log4j.ThreadContext',
      'org.apache.log4j.Logger', 'org.apache.log4j.MDC', 'org.apache.commons.logging.Log', 'org.jboss.logging.Logger', 'io.quarkus.logging.Log', 'ch.qos.logback.classic.Logger', `${guava}.flogger.FluentLogger`,
      'io.micrometer.core.instrument.*', 'io.micrometer.observation.*', 'io.micrometer.tracing.*', 'io.prometheus.client.*', 'com.codahale.metrics.*', 'io.opentelemetry.api.trace.*', 'io.opentelemetry.api.metrics.*',
      'io.opentelemetry.api.common.*', 'io.opentracing.*', 'com.timgroup.statsd.*', 'org.eclipse.microprofile.metrics.*', 'brave.*'),
    ...['org.slf4j.LoggerFactory', 'org.apache.logging.log4j.LogManager', 'org.apache.commons.logging.LogFactory'].flatMap(of => rowsOf(of, { methods: '*', kind: 'pure' })),
    ...rowsOf('org.slf4j.Logger', { methods: 'atError atWarn atInfo atDebug atTrace', kind: 'log', gives: 'org.slf4j.spi.LoggingEventBuilder' }),
    ...rowsOf('org.slf4j.spi.LoggingEventBuilder', { methods: '*', kind: 'log', gives: 'org.slf4j.spi.LoggingEventBuilder' }),
    ...rowsOf('org.apache.logging.log4j.Logger', { methods: 'atError atWarn atInfo atDebug atTrace atFatal', kind: 'log', gives: 'org.apache.logging.log4j.LogBuilder' }),
    ...rowsOf('org.apache.logging.log4j.LogBuilder', { methods: '*', kind: 'log', gives: 'org.apache.logging.log4j.LogBuilder' }),
  ],
};
