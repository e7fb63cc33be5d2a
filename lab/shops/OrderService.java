package shop;

import com.example.outbox.Outbox;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class OrderService {
    private final JdbcTemplate jdbc;
    private final Outbox outbox;

    public OrderService(JdbcTemplate jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    @Transactional
    public void create(String id, String body) {
        jdbc.update("INSERT INTO orders (id, body) VALUES (?, ?)", id, body);
        outbox.add("orders", id, body);
    }

    @Transactional
    public void cancel(String id) {
        jdbc.update("UPDATE orders SET cancelled = true WHERE id = ?", id);
        outbox.add("order-cancellations", id, id);
    }
}
