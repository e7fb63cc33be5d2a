package oracle;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Runs each program of a list without a fault and once for each single one, and prints how messages ended. */
public final class Main {
    static final List<String> IDS = List.of("order-1", "order-2", "order-3", "order-4");
    private static final int LIVES = 4;
    private final String kind;
    private final String name;
    private final URL[] classes;

    private Main(String kind, String name, Path folder) throws Exception {
        this.kind = kind;
        this.name = name;
        classes = new URL[] {folder.toUri().toURL()};
    }

    /** The list has a line a program: its kind, and its class. */
    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            String[] parts = line.split(" ");
            System.out.println("program " + parts[2]);
            try {
                new Main(parts[0], parts[1], Path.of(args[0] + File.separator)).all();
            } catch (Throwable failure) {
                System.out.println("broken\t" + failure);
                failure.printStackTrace();
            }
        }
    }

    private void all() throws Exception {
        List<String> lines = new ArrayList<>();
        int runs = 0;
        for (boolean slow : new boolean[] {false, true}) {
            Outcome good = run(List.of(), slow);
            if (good.world().endless) { System.out.println("endless"); return; }
            Ends ends = new Ends(kind, good, lines);
            ends.tell(good, List.of(), "nothing goes wrong");
            for (World.Fault fault : faults(good)) {
                runs++;
                Outcome outcome = run(List.of(fault), slow);
                ends.tell(outcome, List.of(fault), words(outcome, fault));
                if (fault.kind().equals("poison")) runs += second(ends, outcome, fault, slow);
            }
        }
        lines.stream().distinct().forEach(System.out::println);
        System.out.println("runs\t" + runs);
    }

    private List<World.Fault> faults(Outcome good) {
        List<World.Fault> faults = new ArrayList<>();
        for (int number = 0; number < good.world().calls.size(); number++) {
            World.Call call = good.world().calls.get(number);
            if (call.role().equals("automatic")) continue;
            faults.add(new World.Fault("hang", number, false));
            for (boolean unusual : new boolean[] {false, true}) {
                if (unusual && !call.role().equals("work")) continue;
                faults.add(new World.Fault("fail", number, unusual));
                if (!call.ids().isEmpty()) faults.add(new World.Fault("poison", number, unusual));
            }
        }
        for (int step = 0; step < good.world().steps; step++) faults.add(new World.Fault("stop", step, false));
        return faults;
    }

    /** What keeps a message that always fails may fail as well. */
    private int second(Ends ends, Outcome first, World.Fault fault, boolean slow) throws Exception {
        for (int number = fault.at() + 1; number < first.world().calls.size(); number++) {
            if (!first.world().calls.get(number).role().equals("keep")) continue;
            for (String kind : List.of("hang", "poison")) {
                World.Fault next = new World.Fault(kind, number, false);
                Outcome outcome = run(List.of(fault, next), slow);
                ends.tell(outcome, List.of(fault, next), words(outcome, fault) + "; then " + words(outcome, next));
            }
            return 2;
        }
        return 0;
    }

    private String words(Outcome outcome, World.Fault fault) {
        List<World.Call> calls = outcome.world().calls;
        if (fault.kind().equals("stop")) {
            World.Call last = null;
            for (World.Call call : calls) if (call.step() <= fault.at()) last = call;
            return "the process stops after step " + fault.at() + ", the last call was " + (last == null ? "none" : last.words());
        }
        String call = fault.at() < calls.size() ? calls.get(fault.at()).words() : "?";
        return switch (fault.kind()) {
            case "hang" -> "the process stops while this is under way: " + call;
            case "poison" -> "this fails each time: " + call;
            default -> "this fails once: " + call;
        };
    }

    private Outcome run(List<World.Fault> faults, boolean slow) throws Exception {
        Store store = new Store();
        if (kind.equals("consumer")) store.topics.put("orders", new ArrayList<>(IDS));
        if (kind.equals("relay")) for (String id : IDS) store.rows("outbox").add(new HashMap<>(Map.of("id", id, "sent", false)));
        World world = new World(faults, slow, store);
        World.current = world;
        Map<String, String> answers = new LinkedHashMap<>();
        for (int life = 0; life < LIVES && !world.endless; life++) {
            world.dead = false;
            world.hung = false;
            world.leaving = false;
            world.beside = false;
            world.pending.clear();
            boolean again = live(world, answers, life);
            if (!again && !world.hung) break;
        }
        return new Outcome(world, store, answers);
    }

    /** One process; true when it ended before its time. */
    private boolean live(World world, Map<String, String> answers, int life) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classes, Main.class.getClassLoader())) {
            Object program = made(loader.loadClass(name));
            if (kind.equals("consumer") && find(program, "run").isEmpty()) {
                new Container(program).run();
                return false;
            }
            if (kind.equals("consumer")) return !ask(world, program, "run", null).equals("quiet");
            if (kind.equals("relay")) {
                for (int time = 0; time < 3; time++) if (ask(world, program, "relay", null).equals("stopped")) return true;
            } else if (life == 0) {
                for (String id : IDS.subList(0, 2)) {
                    String answer = ask(world, program, "place", id);
                    if (answer.equals("stopped")) return true;
                    answers.put(id, answer);
                }
            }
            world.endPending();
            return false;
        } catch (World.Stop stop) {
            return true;
        }
    }

    /** How a call ended: `quiet` when a consumer has nothing more to read, `stopped`, `failed`, or `well` with what it gave. */
    private String ask(World world, Object program, String method, String id) throws Exception {
        try {
            Method found = find(program, method).orElseThrow();
            found.setAccessible(true);
            world.transaction = found.isAnnotationPresent(Transactional.class) ? new ArrayList<>() : null;
            Object value = id == null ? found.invoke(program) : found.invoke(program, id);
            commit(world);
            return world.dead ? "stopped" : "well " + value;
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof World.Stop || world.dead) return stopped(world) ? "stopped" : "quiet";
            if (failure.getCause() instanceof UnsupportedOperationException unknown) throw unknown;
            return "failed";
        } catch (World.Stop stop) {
            return "stopped";
        } catch (IllegalStateException failed) {
            return "failed";
        }
    }

    /** What was written in a transaction counts from here on. */
    private static void commit(World world) {
        List<Runnable> changes = world.transaction;
        world.transaction = null;
        if (changes == null || world.dead) return;
        world.call("end", "commit of the transaction", List.of(), () -> { changes.forEach(Runnable::run); return null; });
    }

    /** A consumer that has nothing more to read is stopped as well. */
    private boolean stopped(World world) {
        return world.hung || world.endless
            || world.faults.stream().anyMatch(fault -> fault.kind().equals("stop") && fault.at() == world.steps - 1);
    }

    private static Object given(Class<?> type) {
        if (type == JdbcTemplate.class) return new JdbcTemplate();
        return type == KafkaTemplate.class ? new KafkaTemplate<String, String>() : new KafkaProducer<String, String>(new Properties());
    }

    private static Optional<Method> find(Object program, String name) {
        return Arrays.stream(program.getClass().getDeclaredMethods()).filter(method -> method.getName().equals(name)).findFirst();
    }

    private static Object made(Class<?> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(Arrays.stream(constructor.getParameterTypes()).map(Main::given).toArray());
    }
}
