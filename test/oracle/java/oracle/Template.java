package oracle;

import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.kafka.support.SendResult;

/** Sends as Spring Kafka 3 does: the future fails with what the producer's callback is given (`KafkaTemplate.doSend`). */
public final class Template<K, V> {
    private final KafkaProducer<K, V> producer = new KafkaProducer<>(new Properties());

    public CompletableFuture<SendResult<K, V>> send(String topic, K key, V value) {
        Outcome<SendResult<K, V>> outcome = new Outcome<>();
        outcome.producer = producer;
        outcome.sent = producer.send(new ProducerRecord<>(topic, key, value), (metadata, exception) -> {
            if (exception == null) outcome.complete(new SendResult<>());
            else outcome.completeExceptionally(exception);
        });
        return outcome;
    }

    /** A future, or one that follows from it: who waits for it waits for the send. */
    private static final class Outcome<T> extends CompletableFuture<T> {
        private Future<RecordMetadata> sent;
        private KafkaProducer<?, ?> producer;

        @Override public <U> CompletableFuture<U> newIncompleteFuture() {
            Outcome<U> next = new Outcome<>();
            next.sent = sent;
            next.producer = producer;
            return next;
        }

        private void end() {
            try {
                if (sent != null) sent.get();
            } catch (ExecutionException | InterruptedException failed) {
                // Said by this future as well.
            }
            if (producer != null) producer.alive();
        }

        @Override public T get() throws InterruptedException, ExecutionException { end(); return super.get(); }

        @Override public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException { return get(); }

        @Override public T join() { end(); return super.join(); }
    }
}
