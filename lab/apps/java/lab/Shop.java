package lab;

import java.lang.reflect.Constructor;

/** Where a case runs: what makes its object, and starts what runs by itself. */
public interface Shop {
    /** The object of the case's class. */
    Object instance() throws Exception;

    /** Starts what waits for messages, where that is not a method of the case. */
    void start();

    /** A Spring context where the case has Spring, and nothing at all otherwise. */
    static Shop open(Class<?> type) throws Exception {
        try {
            return (Shop) Class.forName("lab.SpringShop").getMethod("open", Class.class).invoke(null, type);
        } catch (ClassNotFoundException noSpring) {
            return new Plain(type);
        }
    }

    /** Makes the object by its constructor. */
    final class Plain implements Shop {
        private final Class<?> type;
        private Object instance;

        Plain(Class<?> type) {
            this.type = type;
        }

        @Override
        public synchronized Object instance() throws ReflectiveOperationException {
            if (instance == null) {
                Constructor<?> constructor = type.getDeclaredConstructors()[0];
                constructor.setAccessible(true);
                instance = constructor.newInstance(Surroundings.arguments(constructor.getParameterTypes()));
            }
            return instance;
        }

        @Override
        public void start() {
            throw new UnsupportedOperationException("nothing starts by itself here");
        }
    }
}
