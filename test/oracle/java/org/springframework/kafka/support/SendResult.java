package org.springframework.kafka.support;

/** What comes of a send. */
public class SendResult<K, V> {
}
