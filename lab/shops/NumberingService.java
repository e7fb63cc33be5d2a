package shop;

import com.example.outbox.NumberedOutbox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class NumberingService {
    private final NumberedOutbox outbox;

    public NumberingService(NumberedOutbox outbox) {
        this.outbox = outbox;
    }

    @Transactional
    public void create(String id) {
        outbox.add("orders", "books", id);
    }

    @Transactional
    public void createInVain(String id) {
        outbox.add("orders", "books", id);
        throw new IllegalStateException("there are no books of this kind");
    }
}
