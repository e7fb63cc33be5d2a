package shop.shipping;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Books a parcel for every payment, and writes down those that come back. */
@Component
public class ShippingListener {
    private static final Logger log = LoggerFactory.getLogger(ShippingListener.class);

    private final Carrier carrier;
    private final JdbcTemplate database;
    private final ParcelEvents events;

    public ShippingListener(Carrier carrier, JdbcTemplate database, ParcelEvents events) {
        this.carrier = carrier;
        this.database = database;
        this.events = events;
    }

    @KafkaListener(topics = "payments")
    public void onPayment(String order) {
        try {
            String parcel = carrier.book(order);
            events.booked(order, parcel);
        } catch (RuntimeException e) {
            log.error("no parcel for order {}", order, e);
        }
    }

    @KafkaListener(topics = "deliveries")
    public CompletableFuture<Void> onDelivery(String order) {
        return CompletableFuture.runAsync(() -> database.update("UPDATE parcels SET state = 'delivered' WHERE order_id = ?", order));
    }

    @KafkaListener(topics = "weights", batch = "true")
    public void onWeight(Weight weight) {
        database.update("UPDATE parcels SET grams = ? WHERE id = ?", weight.grams(), weight.parcel());
    }

    @Transactional
    public void giveBack(String order, String parcel) {
        database.update("UPDATE parcels SET state = 'returned' WHERE id = ?", parcel);
        events.returned(order, parcel);
    }

    /** What the scales say. */
    public record Weight(String parcel, int grams) {
    }
}
