package shop;

import com.example.stock.StockHandler;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

class StockConsumer {
    private final StockHandler handler;

    StockConsumer(DataSource database) {
        handler = new StockHandler(database);
    }

    void start(Consumer<String, String> consumer) throws SQLException {
        while (true) {
            for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofSeconds(1))) {
                handler.handleOnce(message);
            }
            consumer.commitSync();
        }
    }
}
