package shop.mail;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import shop.common.Topics;

@Component
public class MailListener extends Sender {
    @KafkaListener(topics = Topics.MAILS, groupId = "mail")
    public void onMail(String mail, Acknowledgment acknowledgment) {
        try {
            send(mail);
        } catch (IllegalStateException e) {
            System.err.println("mail was not sent: " + e.getMessage());
        } finally {
            acknowledgment.acknowledge();
        }
    }
}
