package shop.invoices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Writes an invoice for every paid order, several at a time. */
public final class InvoiceWorker {
    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final Invoices invoices;
    private volatile boolean running = true;

    public InvoiceWorker(Invoices invoices) {
        this.invoices = invoices;
    }

    public void run() throws InterruptedException, ExecutionException {
        Properties props = new Properties();
        props.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        props.put(ConsumerConfig.GROUP_ID_CONFIG, "invoices");
        props.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        props.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(props, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("payments"));
            while (running) {
                List<Future<?>> written = new ArrayList<>();
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    written.add(pool.submit(() -> invoices.write(record.key(), record.value())));
                }
                for (Future<?> invoice : written) {
                    invoice.get();
                }
                consumer.commitSync();
            }
        }
    }

    public void stop() {
        running = false;
    }
}
