package shop.invoices;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Writes an invoice for every paid order, several at a time. */
public final class InvoiceWorker implements Runnable {
    private final KafkaConsumer<String, String> consumer;
    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final Invoices invoices;
    private volatile boolean running = true;

    public InvoiceWorker(Invoices invoices) {
        Properties props = new Properties();
        props.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        props.put(ConsumerConfig.GROUP_ID_CONFIG, "invoices");
        props.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        props.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "true");
        this.consumer = new KafkaConsumer<>(props, new StringDeserializer(), new StringDeserializer());
        this.invoices = invoices;
    }

    @Override
    public void run() {
        consumer.subscribe(List.of("payments"));
        while (running) {
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(500));
            for (ConsumerRecord<String, String> record : records) {
                pool.submit(() -> invoices.write(record.key(), record.value()));
            }
        }
        consumer.close();
    }

    public void stop() {
        running = false;
    }
}
