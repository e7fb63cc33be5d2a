package shop.shipping;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Books a parcel for every payment, and writes down those that come back. */
@Component
public class ShippingListener {
    private final Carrier carrier;
    private final JdbcTemplate database;
    private final ParcelEvents events;

    public ShippingListener(Carrier carrier, JdbcTemplate database, ParcelEvents events) {
        this.carrier = carrier;
        this.database = database;
        this.events = events;
    }

    @KafkaListener(topics = "payments")
    @Transactional
    public void onPayment(String order) {
        String parcel = carrier.book(order);
        events.announce("parcels", order, parcel);
    }

    @KafkaListener(topics = "deliveries")
    public void onDelivery(String order) {
        database.update("UPDATE parcels SET state = 'delivered' WHERE order_id = ?", order);
    }

    @KafkaListener(topics = "weights", batch = "true")
    public void onWeights(List<Weight> weights) {
        for (Weight weight : weights) database.update("UPDATE parcels SET grams = ? WHERE id = ?", weight.grams(), weight.parcel());
    }

    @Transactional
    public void giveBack(String order, String parcel) {
        database.update("UPDATE parcels SET state = 'returned' WHERE id = ?", parcel);
        events.announce("returns", order, parcel);
    }

    /** What the scales say. */
    public record Weight(String parcel, int grams) {
    }
}
