package shop.shipping;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the other services where a parcel is: first in the outbox, then to Kafka. */
@Component
public class ParcelEvents {
    private final KafkaTemplate<String, String> template;
    private final JdbcTemplate database;

    public ParcelEvents(KafkaTemplate<String, String> template, JdbcTemplate database) {
        this.template = template;
        this.database = database;
    }

    /** Takes part in the caller's transaction. */
    public void announce(String topic, String order, String parcel) {
        database.update("INSERT INTO outbox (topic, key, value) VALUES (?, ?, ?)", topic, order, parcel);
    }

    @Scheduled(fixedDelay = 1000)
    public void relay() {
        List<Map<String, Object>> rows = database.queryForList("SELECT id, topic, key, value FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 100");
        for (Map<String, Object> row : rows) {
            template.send((String) row.get("topic"), (String) row.get("key"), (String) row.get("value")).join();
            database.update("UPDATE outbox SET sent_at = now() WHERE id = ?", row.get("id"));
        }
    }
}
