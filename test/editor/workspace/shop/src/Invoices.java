package shop;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Service;

@Service
class Invoices {
  private final KafkaTemplate<String, String> template;

  Invoices(KafkaTemplate<String, String> template) {
    this.template = template;
  }

  void write(String id, String invoice) {
    template.send("invoices", id, invoice);
  }
}
