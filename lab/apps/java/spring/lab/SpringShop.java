package lab;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * A shop of Spring Boot without a web server: the components of the case, and what they leave to others. It opens when it
 * is first needed, and its listeners and schedules begin then.
 */
public final class SpringShop implements Shop {
    private final Class<?> type;
    private ConfigurableApplicationContext context;

    private SpringShop(Class<?> type) {
        this.type = type;
    }

    /** The shop of a case's class. */
    public static Shop open(Class<?> type) {
        return new SpringShop(type);
    }

    @Override
    public Object instance() {
        return context().getBean(type);
    }

    @Override
    public void start() {
        context();
    }

    private synchronized ConfigurableApplicationContext context() {
        if (context == null) {
            SpringApplication application = new SpringApplication(Settings.class);
            application.setDefaultProperties(properties());
            application.addInitializers(fresh -> furnish((GenericApplicationContext) fresh));
            context = application.run();
        }
        return context;
    }

    /** Whatever the case says in its own files goes before. */
    private static Map<String, Object> properties() {
        Map<String, Object> all = new HashMap<>();
        all.put("spring.main.web-application-type", "none");
        all.put("spring.main.banner-mode", "off");
        all.put("logging.level.root", "error");
        all.put("spring.kafka.bootstrap-servers", "kafka:9092");
        all.put("spring.kafka.consumer.auto-offset-reset", "earliest");
        Surroundings.given("CONSUMER").forEach((key, value) -> all.put("spring.kafka.consumer.properties." + key, value));
        Surroundings.given("PRODUCER").forEach((key, value) -> all.put("spring.kafka.producer.properties." + key, value));
        Surroundings.given("DATABASE").forEach((key, value) -> all.put("spring.datasource." + key, value));
        all.putAll(Surroundings.given("SPRING"));
        return all;
    }

    private void furnish(GenericApplicationContext context) {
        new ClassPathBeanDefinitionScanner(context).scan(System.getProperty("lab.packages").split(","));
        Set<Class<?>> own = Stream.of(context.getBeanDefinitionNames())
            .map(name -> context.getBeanDefinition(name).getBeanClassName())
            .filter(name -> name != null && !name.startsWith("org.springframework."))
            .map(SpringShop::load)
            .collect(Collectors.toSet());
        if (own.add(type)) context.registerBean(type);
        for (Class<?> one : own) {
            for (Constructor<?> constructor : one.getDeclaredConstructors()) {
                for (Class<?> wanted : constructor.getParameterTypes()) {
                    if (isLeftToOthers(wanted, own)) supply(context, wanted);
                }
            }
        }
    }

    /** An interface of the case that no class of it implements, a pool, or a producer. */
    private static boolean isLeftToOthers(Class<?> wanted, Set<Class<?>> own) {
        if (wanted == ExecutorService.class || wanted == Producer.class) return true;
        boolean isOfTheCase = own.stream().anyMatch(one -> one.getPackage() == wanted.getPackage());
        return isOfTheCase && Modifier.isInterface(wanted.getModifiers()) && own.stream().noneMatch(wanted::isAssignableFrom);
    }

    private static void supply(GenericApplicationContext context, Class<?> wanted) {
        String name = wanted.getName();
        if (!context.getBeanFactory().containsSingleton(name)) context.getBeanFactory().registerSingleton(name, Surroundings.argument(wanted));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** What every shop of Spring Boot says somewhere. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    @EnableScheduling
    static class Settings {
    }
}
