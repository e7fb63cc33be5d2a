package com.example.stock;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
public class StockListener {
    private final JdbcTemplate jdbc;
    private final SequenceCheck sequence;

    public StockListener(JdbcTemplate jdbc, SequenceCheck sequence) {
        this.jdbc = jdbc;
        this.sequence = sequence;
    }

    @KafkaListener(topics = "orders", groupId = "stock")
    @Transactional
    public void onMessage(ConsumerRecord<String, String> message) {
        if (sequence.check(message) == SequenceCheck.Position.DUPLICATE) {
            return;
        }
        jdbc.update("UPDATE stock SET remaining = remaining - 1 WHERE item = ?", message.key());
    }
}
