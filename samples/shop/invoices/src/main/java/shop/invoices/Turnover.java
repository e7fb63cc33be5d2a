package shop.invoices;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/** The turnover of each customer, which is shown on the next invoice. */
class Turnover {
    void build(StreamsBuilder builder) {
        builder.<String, Long>stream("payments")
            .groupByKey()
            .reduce(Long::sum, Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("turnover").withLoggingDisabled());
    }
}
