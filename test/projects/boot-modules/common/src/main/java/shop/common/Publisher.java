package shop.common;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;
import org.springframework.util.concurrent.ListenableFuture;

/** Sends events; the caller is told through the future how it went. */
@Component
public class Publisher {
    private final KafkaTemplate<String, String> template;

    public Publisher(KafkaTemplate<String, String> template) {
        this.template = template;
    }

    public ListenableFuture<SendResult<String, String>> publish(String topic, String key, String value) {
        return template.send(topic, key, value);
    }

    public void publishNow(String topic, String key, String value) throws Exception {
        publish(topic, key, value).get();
    }
}
