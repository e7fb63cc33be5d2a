package shop.shipping;

import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/** Takes back what was cancelled, one order after the other. */
@Component
public class CancellationListener {
    private final JdbcTemplate database;

    public CancellationListener(JdbcTemplate database) {
        this.database = database;
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> byHand(ConsumerFactory<String, String> consumers, CommonErrorHandler failures) {
        ConcurrentKafkaListenerContainerFactory<String, String> factory = new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(consumers);
        factory.setCommonErrorHandler(failures);
        factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.MANUAL);
        return factory;
    }

    @KafkaListener(topics = "cancellations", containerFactory = "byHand")
    public void onCancellation(String order, Acknowledgment acknowledgment) {
        database.update("UPDATE parcels SET state = 'cancelled' WHERE order_id = ?", order);
        acknowledgment.acknowledge();
    }
}
