package org.springframework.kafka.support;

/** What a listener says that a record is done with. */
public interface Acknowledgment {
    void acknowledge();
}
