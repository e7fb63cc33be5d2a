package shop;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

class Payments {
  private final KafkaProducer<String, String> producer;

  Payments() {
    Properties props = new Properties();
    props.put("bootstrap.servers", "kafka-1:9092,kafka-2:9092,kafka-3:9092");
    props.put(ProducerConfig.ACKS_CONFIG, "1");
    producer = new KafkaProducer<>(props);
  }

  void pay(String id, String payment) {
    producer.send(new ProducerRecord<>("payments", id, payment));
  }
}
