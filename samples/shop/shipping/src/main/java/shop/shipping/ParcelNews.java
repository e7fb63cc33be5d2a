package shop.shipping;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells of parcels that are lost, and pays them back. */
@Component
public class ParcelNews {
    private final KafkaTemplate<String, String> template;

    public ParcelNews(KafkaTemplate<String, String> template) {
        this.template = template;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    public void tell(ParcelLost event) {
        template.send("lost-parcels", event.order(), event.parcel()).join();
    }

    @TransactionalEventListener
    public void payBack(ParcelLost event) {
        template.send("refunds", event.order(), event.parcel()).join();
    }
}
