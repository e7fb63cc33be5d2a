package oracle;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A producer of kafka-clients 3.9: `send` gives a future, a failure is only in that and in the callback, and `flush` and
 * `close` wait for the end of what is under way and tell nothing of it (`KafkaProducer`, documentation of these methods).
 */
public final class KafkaProducer<K, V> extends MockProducer<K, V> {
    private final World world = World.current;
    /** The one thread of the client hangs in a callback. */
    private boolean stuck;

    public KafkaProducer(Properties settings) { super(); }

    @Override public Future<RecordMetadata> send(ProducerRecord<K, V> record) { return send(record, null); }

    @Override public Future<RecordMetadata> send(ProducerRecord<K, V> record, Callback callback) {
        world.time();
        List<String> ids = World.idsIn(record.key(), record.value());
        String role = Store.KEEPS.matcher(record.topic()).find() ? "keep" : "send", name = "send to " + record.topic();
        Sent sent = new Sent(world.begin(role, name, ids), role, record, ids, callback);
        world.pending.add(sent);
        return sent;
    }

    /** Who waits for what hangs in a callback waits for ever. */
    void alive() {
        if (!stuck) return;
        world.hung = true;
        throw world.stop();
    }

    @Override public void flush() {
        for (World.Pending one : List.copyOf(world.pending)) if (one instanceof KafkaProducer<?, ?>.Sent) world.await(one);
    }

    @Override public void close() { flush(); }

    @Override public void close(Duration timeout) { flush(); }

    private final class Sent implements World.Pending, Future<RecordMetadata> {
        private final int number;
        private final String role;
        private final ProducerRecord<K, V> record;
        private final List<String> ids;
        private final Callback callback;
        private boolean done;
        private RuntimeException failure;

        Sent(int number, String role, ProducerRecord<K, V> record, List<String> ids, Callback callback) {
            this.number = number;
            this.role = role;
            this.record = record;
            this.ids = ids;
            this.callback = callback;
        }

        @Override public boolean end() {
            if (done) return true;
            if (stuck || world.hangs(number)) { world.hung = true; return false; }
            done = true;
            World.Fault fault = world.failure(number);
            TopicPartition partition = new TopicPartition(record.topic(), 0);
            if (fault != null) failure = world.failed(role, "send to " + record.topic(), fault);
            else {
                world.store.append(record.topic(), String.valueOf(record.value()));
                world.store.did("message in " + record.topic(), ids);
            }
            boolean before = world.beside;
            world.beside = true;
            // What a callback throws is caught by the client (`ProducerBatch.completeFutureAndFireCallbacks`).
            try {
                if (callback != null) callback.onCompletion(new RecordMetadata(partition, failure == null ? 0 : -1, 0, 0, 0, 0), failure);
            } catch (RuntimeException dropped) {
                // Only logged.
            } catch (World.Hung hung) {
                // What hangs is seen below, also where a future has caught it.
            } finally {
                world.beside = before;
            }
            if (world.leaving) stuck = true;
            world.leaving = false;
            world.step();
            return true;
        }

        @Override public RecordMetadata get() throws ExecutionException {
            world.await(this);
            if (failure != null) throw new ExecutionException(failure);
            return new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
        }

        @Override public RecordMetadata get(long timeout, TimeUnit unit) throws ExecutionException { return get(); }

        @Override public boolean cancel(boolean running) { return false; }

        @Override public boolean isCancelled() { return false; }

        @Override public boolean isDone() { return done; }
    }
}
