package com.acme;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A class of a library that the cases use and the reviewer does not see. */
public interface Reporter {
    void onCompletion(RecordMetadata metadata, Exception exception);

    void onComplete(Map<TopicPartition, OffsetAndMetadata> offsets, Exception exception);
}
