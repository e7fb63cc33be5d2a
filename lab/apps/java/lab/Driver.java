package lab;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the class of a case for the lab: calls the methods of an object of it and waits for the futures that they return; the protocol is that of `app.ts`. */
public class Driver {
    private static final PrintStream OUT = System.out;
    private static final Map<String, CompletableFuture<String>> WAITING = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static Shop shop;

    /** Arguments: the class. */
    public static void main(String[] args) throws Exception {
        Class<?> type = Class.forName(args[0]);
        shop = Shop.open(type);
        ExecutorService calls = Executors.newCachedThreadPool();
        say("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] fields = line.split("\t", -1);
            String id = fields[1];
            switch (fields[0]) {
                case "call" -> calls.submit(() -> say("done", id, call(type, fields[2], Arrays.copyOfRange(fields, 3, fields.length))));
                case "each" -> calls.submit(() -> each(type, id, fields));
                default -> answer(WAITING.remove(id), fields.length > 2 ? fields[2] : null);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Asks the lab to do a work, and waits until it is done. */
    public static String work(String name, Object... args) {
        String id = String.valueOf(COUNT.incrementAndGet());
        CompletableFuture<String> reply = new CompletableFuture<>();
        WAITING.put(id, reply);
        String[] fields = new String[args.length + 3];
        fields[0] = "work";
        fields[1] = id;
        fields[2] = name;
        for (int i = 0; i < args.length; i++) fields[i + 3] = String.valueOf(args[i]);
        say(fields);
        try {
            return reply.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause().getMessage());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void answer(CompletableFuture<String> reply, String error) {
        if (error == null) reply.complete("");
        else reply.completeExceptionally(new IllegalStateException(error));
    }

    private static void each(Class<?> type, String id, String[] fields) {
        for (int i = 3; i < fields.length; i++) say("told", fields[i], call(type, fields[2], fields[i]));
        say("done", id, "");
        System.exit(0);
    }

    /** Gives the words of the failure, or none. */
    private static String call(Class<?> type, String name, String... args) {
        try {
            Method method = method(type, name);
            if (method == null) {
                shop.start();
                return "";
            }
            method.setAccessible(true);
            Object self = Modifier.isStatic(method.getModifiers()) ? null : shop.instance();
            Object result = method.invoke(self, Surroundings.arguments(method.getParameterTypes(), args));
            if (result instanceof Future<?> future) future.get();
            return "";
        } catch (InvocationTargetException | ExecutionException failed) {
            return String.valueOf(failed.getCause());
        } catch (Exception failed) {
            failed.printStackTrace();
            return String.valueOf(failed);
        }
    }

    /** Gives null for a start that is not the case's. */
    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getDeclaredMethods()) if (method.getName().equals(name)) return method;
        if (name.equals("start")) return null;
        throw new NoSuchMethodException(type.getName() + " has no method " + name);
    }

    private static synchronized void say(String... fields) {
        // In one piece, for loggers write to the same stream.
        StringBuilder line = new StringBuilder("@lab");
        for (String field : fields) line.append('\t').append(field.replaceAll("[\t\n]", " "));
        OUT.print(line.append('\n'));
        OUT.flush();
    }
}
