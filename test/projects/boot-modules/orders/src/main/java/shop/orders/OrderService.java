package shop.orders;

import org.springframework.stereotype.Service;
import shop.common.Publisher;
import shop.common.Topics;

@Service
public class OrderService {
    private final Publisher publisher;

    public OrderService(Publisher publisher) {
        this.publisher = publisher;
    }

    public void place(String id, String order) {
        publisher.publish(Topics.ORDERS, id, order);
    }

    public void cancel(String id) throws Exception {
        publisher.publishNow(Topics.ORDERS, id, "cancelled");
    }

    public void confirm(String id, String mail) {
        try {
            publisher.publishNow(Topics.MAILS, id, mail);
        } catch (Exception e) {
            System.err.println("no mail for order " + id);
        }
    }
}
