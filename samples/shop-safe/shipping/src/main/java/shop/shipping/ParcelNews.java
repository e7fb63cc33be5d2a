package shop.shipping;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells of parcels that are lost, and pays them back. */
@Component
public class ParcelNews {
    private final ParcelEvents events;

    public ParcelNews(ParcelEvents events) {
        this.events = events;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    public void tell(ParcelLost event) {
        events.announce("lost-parcels", event.order(), event.parcel());
        events.announce("refunds", event.order(), event.parcel());
    }
}
