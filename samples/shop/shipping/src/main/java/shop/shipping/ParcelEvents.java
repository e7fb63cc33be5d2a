package shop.shipping;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Tells the other services where a parcel is. */
@Component
public class ParcelEvents {
    private static final Logger log = LoggerFactory.getLogger(ParcelEvents.class);

    private final KafkaTemplate<String, String> template;

    public ParcelEvents(KafkaTemplate<String, String> template) {
        this.template = template;
    }

    public void booked(String order, String parcel) {
        template.send("parcels", order, parcel)
            .whenComplete((result, error) -> log.info("parcel {} of order {} is booked", parcel, order));
    }

    public void returned(String order, String parcel) {
        template.send("returns", order, parcel);
    }
}
