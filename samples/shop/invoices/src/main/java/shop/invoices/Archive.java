package shop.invoices;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends invoices to the archive. */
public final class Archive implements AutoCloseable {
    private final KafkaProducer<String, String> producer;

    public Archive() {
        Properties props = new Properties();
        props.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        props.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 20);
        props.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "true");
        producer = new KafkaProducer<>(props, new StringSerializer(), new StringSerializer());
    }

    public void store(String id, String invoice) throws Exception {
        producer.send(new ProducerRecord<>("archive", id, invoice)).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
