package oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer of kafka-clients 3.9 for one partition (`KafkaConsumer`, its documentation): the position moves with `poll`, whatever
 * becomes of the records; commits without offsets commit it; with automatic commits `poll` does so, at the worst each time, and `close`.
 */
public final class KafkaConsumer<K, V> extends MockConsumer<K, V> {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int BATCH = 2;
    private final World world = World.current;
    private final boolean automatic;
    private long position;
    private int idle;
    private boolean closed;

    public KafkaConsumer(Properties settings) {
        super(OffsetResetStrategy.EARLIEST);
        automatic = !"false".equals(String.valueOf(settings.get("enable.auto.commit")));
        position = world.store.committed;
    }

    @Override public void subscribe(Collection<String> topics) { }

    @SuppressWarnings("unchecked")
    @Override public ConsumerRecords<K, V> poll(Duration timeout) {
        if (closed) throw new IllegalStateException("This consumer has already been closed.");
        world.time();
        if (automatic) commitAutomatically();
        world.store.position = position;
        List<String> all = world.store.topics.get("orders");
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        for (; records.size() < BATCH && position < all.size(); position++) {
            String value = all.get((int) position);
            records.add((ConsumerRecord<K, V>) new ConsumerRecord<>("orders", 0, position, value, value));
        }
        if (records.isEmpty()) waited();
        else idle = 0;
        world.step();
        return new ConsumerRecords<>(records.isEmpty() ? Map.of() : Map.of(PARTITION, records));
    }

    /** There is nothing more to read: what runs beside comes to its end, and after some more tries the run is over. */
    private void waited() {
        world.endPending();
        if (++idle > 2) throw world.stop();
    }

    private void commitAutomatically() {
        if (world.store.committed == position) return;
        world.call("automatic", "automatic commit", List.of(), () -> world.store.committed = position);
    }

    @Override public void commitSync() { commit(position, "commitSync"); }

    @Override public void commitSync(Duration timeout) { commitSync(); }

    @Override public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!offsets.isEmpty()) commit(offsets.values().iterator().next().offset(), "commitSync");
    }

    @Override public void commitAsync() { commitAsync(null); }

    @Override public void commitAsync(OffsetCommitCallback callback) {
        commitAsync(Map.of(PARTITION, new OffsetAndMetadata(position)), callback);
    }

    /** A failure is given to the callback, or to nobody. */
    @Override public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        RuntimeException failure = null;
        try { commitSync(offsets); } catch (org.apache.kafka.clients.consumer.CommitFailedException failed) { failure = failed; }
        if (callback != null) callback.onComplete(offsets, failure);
    }

    private void commit(long offset, String name) { world.call("commit", name, List.of(), () -> world.store.committed = offset); }

    @Override public void seek(TopicPartition partition, long offset) { world.alive(); position = offset; }

    @Override public void seek(TopicPartition partition, OffsetAndMetadata offset) { seek(partition, offset.offset()); }

    @Override public long position(TopicPartition partition) { return position; }

    @Override public void pause(Collection<TopicPartition> partitions) { }

    @Override public void close() { close(Duration.ofSeconds(30)); }

    @Override public void close(Duration timeout) {
        if (closed || world.dead) return;
        closed = true;
        if (automatic) commitAutomatically();
    }
}
