package lab;

import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a case gets from the shop around it: clients that are set up, settings, pools, orders. */
final class Surroundings {
    private Surroundings() {
    }

    /** One argument for each type; texts are taken from those that the lab gives. */
    static Object[] arguments(Class<?>[] types, String... texts) {
        List<String> left = new ArrayList<>(List.of(texts));
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) arguments[i] = argument(types[i], left);
        return arguments;
    }

    /** What a class of the case wants by its constructor. */
    static Object argument(Class<?> type) {
        return argument(type, new ArrayList<>());
    }

    private static Object argument(Class<?> type, List<String> texts) {
        if (type == String.class) return texts.remove(0);
        if (type == String[].class) return texts.toArray(String[]::new);
        if (type == List.class) return List.copyOf(texts);
        if (type == Consumer.class || type == KafkaConsumer.class) {
            Consumer<String, String> consumer = new KafkaConsumer<>(settings("CONSUMER"), new StringDeserializer(), new StringDeserializer());
            consumer.subscribe(List.of(System.getProperty("lab.topic")));
            return consumer;
        }
        if (type == Producer.class || type == KafkaProducer.class) return new KafkaProducer<>(settings("PRODUCER"), new StringSerializer(), new StringSerializer());
        if (type == Properties.class) {
            Properties properties = new Properties();
            properties.putAll(settings("PRODUCER"));
            return properties;
        }
        if (type == Map.class) return settings("PRODUCER");
        if (type == ExecutorService.class) return Executors.newFixedThreadPool(4);
        if (type == DataSource.class) return database();
        if (type.isInterface()) return standIn(type);
        throw new IllegalArgumentException("the lab has no " + type.getName() + " for a case");
    }

    /** What an interface of the case is told, the lab hears as work. */
    private static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) ->
            method.getDeclaringClass() == Object.class ? "a " + type.getSimpleName() : Driver.work(method.getName(), args == null ? new Object[0] : args));
    }

    private static DataSource database() {
        Map<String, String> given = given("DATABASE");
        return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, args) -> {
            if (!method.getName().equals("getConnection")) throw new UnsupportedOperationException(method.getName());
            return DriverManager.getConnection(given.get("url"), given.get("username"), given.get("password"));
        });
    }

    private static Map<String, Object> settings(String role) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "kafka:9092");
        settings.putAll(given(role));
        return settings;
    }

    /** The settings that the lab was given for a client, or for the whole application. */
    static Map<String, String> given(String role) {
        Map<String, String> settings = new HashMap<>();
        String lines = System.getenv("LAB_" + role);
        if (lines != null && !lines.isEmpty()) for (String line : lines.split("\n")) settings.put(line.split("=", 2)[0], line.split("=", 2)[1]);
        return settings;
    }
}
