package shop.orders;

import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.core.KafkaTemplate;

class OrderServiceTest {
    KafkaTemplate<String, String> template;

    void places() {
        template.send("orders", "1", "{}");
    }

    NewTopic orders() {
        return new NewTopic("orders", 1, (short) 1);
    }
}
