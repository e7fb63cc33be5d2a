package org.springframework.kafka.core;

import java.util.concurrent.CompletableFuture;
import oracle.Template;
import org.springframework.kafka.support.SendResult;

/** As much of Spring Kafka 3's `KafkaTemplate` as the programs use. */
public class KafkaTemplate<K, V> {
    private final Template<K, V> template = new Template<>();

    public CompletableFuture<SendResult<K, V>> send(String topic, K key, V value) { return template.send(topic, key, value); }
}
