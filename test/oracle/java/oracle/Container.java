package oracle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.support.Acknowledgment;

/**
 * A listener container of Spring Kafka 3 for one listener (`KafkaMessageListenerContainer`, `DefaultErrorHandler`): records of a poll
 * one after the other, the offsets of those that went well committed behind them, or where the listener acknowledges itself, at once
 * as it does so. With retry topics a record whose listener throws goes to the next topic, and counts as done here; after the third
 * time to the dead-letter topic. Without, it is tried ten times and then only logged.
 */
final class Container {
    private static final int BATCH = 2;
    private static final int TRIES = 10;
    private static final int RETRY_TOPICS = 2;
    private final World world = World.current;
    private final Store store = world.store;
    private final Object program;
    private final Method listener;
    private final boolean manual;
    private final boolean retryable;
    private long position;
    /** A record of this poll went to its retry topic: it counts as done, also where the listener acknowledges. */
    private boolean recovered;

    Container(Object program) {
        this.program = program;
        listener = Arrays.stream(program.getClass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(KafkaListener.class)).findFirst().orElseThrow();
        listener.setAccessible(true);
        manual = Arrays.asList(listener.getParameterTypes()).contains(Acknowledgment.class);
        retryable = listener.isAnnotationPresent(RetryableTopic.class);
        position = store.committed;
    }

    /** Reads until there is nothing more to read. */
    void run() {
        List<String> all = store.topics.get("orders");
        while (true) {
            store.position = position;
            world.time();
            world.step();
            if (store.retried < store.retries.size()) { again(); continue; }
            if (position >= all.size()) break;
            for (long end = Math.min(all.size(), position + BATCH); position < end; position++) {
                long next = position + 1;
                if (!handled(all.get((int) position), position, () -> commit(next))) kept(all.get((int) position), 0);
            }
            if (!manual || recovered) commit(position);
            recovered = false;
        }
        world.endPending();
    }

    private void commit(long offset) {
        if (offset == store.committed) return;
        world.call(manual ? "commit" : "automatic", manual ? "acknowledge" : "automatic commit", List.of(), () -> store.committed = offset);
    }

    private void again() {
        Store.Retry retry = store.retries.get(store.retried);
        if (!handled(retry.value(), 0, () -> { })) kept(retry.value(), retry.times() + 1);
        world.call("automatic", "automatic commit of the retry topic", List.of(), () -> store.retried++);
    }

    /** True when the listener returned, at last. */
    private boolean handled(String value, long offset, Runnable acknowledge) {
        for (int time = 0; time < (retryable ? 1 : TRIES); time++) {
            try {
                Acknowledgment acknowledgment = acknowledge::run;
                ConsumerRecord<String, String> record = new ConsumerRecord<>("orders", 0, offset, value, value);
                listener.invoke(program, Arrays.stream(listener.getParameterTypes())
                    .map(type -> type == Acknowledgment.class ? acknowledgment : type == ConsumerRecord.class ? record : value).toArray());
                return true;
            } catch (InvocationTargetException failure) {
                if (failure.getCause() instanceof Error error) throw error;
                if (failure.getCause() instanceof UnsupportedOperationException unknown) throw unknown;
            } catch (IllegalAccessException never) {
                throw new IllegalStateException(never);
            }
        }
        return false;
    }

    /** What becomes of a record whose listener throws. */
    private void kept(String value, int times) {
        recovered = true;
        if (!retryable) return;
        List<String> ids = World.idsIn(value);
        if (times < RETRY_TOPICS) {
            world.call("automatic", "send to the retry topic", ids, () -> store.retries.add(new Store.Retry(value, times)));
        } else {
            world.call("automatic", "send to the dead-letter topic", ids, () -> { store.append("orders-dead", value); return null; });
        }
    }
}
