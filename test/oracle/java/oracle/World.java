package oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The calls of a program, the one fault of a run, and what waits to be done beside the main thread. */
public final class World {
    /** One thing that goes wrong: `fail`, `poison`, `hang` at a call, `stop` after a step. */
    public record Fault(String kind, int at, boolean unusual) {
        @Override public String toString() { return kind + " " + at; }
    }

    public record Call(String role, String name, List<String> ids, int step) {
        String words() { return name + (ids.isEmpty() ? "" : " (" + String.join(", ", ids) + ")"); }
    }

    /** The process is gone: nothing that still runs has any effect. */
    static final class Stop extends Error {
        Stop() { super(null, null, false, false); }
    }

    /** What runs beside hangs, and the rest goes on. */
    static final class Hung extends Error {
        Hung() { super(null, null, false, false); }
    }

    /** What is under way beside the main thread. */
    interface Pending {
        /** Comes to its end; false when it never does. */
        boolean end();
    }

    private static final Pattern ID = Pattern.compile("order-\\d+");
    private static final int MOST_STEPS = 400;
    static World current;

    final List<Call> calls = new ArrayList<>();
    final List<Fault> faults;
    /** What runs beside takes its time: it comes to its end when it is waited for, or when nothing else is left. */
    final boolean slow;
    final Store store;
    int steps;
    boolean dead;
    boolean endless;
    boolean hung;
    /** What runs beside is being left, for it hangs. */
    boolean leaving;
    boolean beside;
    /** What a transaction has written so far. */
    List<Runnable> transaction;
    final List<Pending> pending = new ArrayList<>();

    World(List<Fault> faults, boolean slow, Store store) {
        this.faults = faults;
        this.slow = slow;
        this.store = store;
    }

    static List<String> idsIn(Object... values) {
        Set<String> ids = new LinkedHashSet<>();
        for (Object value : values) {
            if (value instanceof Collection<?> all) for (Object one : all) ids.addAll(idsIn(one));
            else if (value instanceof Object[] all) ids.addAll(idsIn(all));
            else ID.matcher(String.valueOf(value)).results().forEach(found -> ids.add(found.group()));
        }
        return List.copyOf(ids);
    }

    /** The work that programs only declare. */
    public static void work(String name, Object... given) {
        World world = current;
        List<String> ids = idsIn(given);
        world.call("work", name, ids, () -> { world.store.did(name, ids); return null; });
    }

    /** A call that has its effect at once, or fails. */
    <T> T call(String role, String name, List<String> ids, Supplier<T> effect) {
        time();
        int number = begin(role, name, ids);
        if (hangs(number)) {
            hung = true;
            if (!beside) throw stop();
            leaving = true;
            throw new Hung();
        }
        Fault failure = failure(number);
        if (failure != null) {
            step();
            throw failed(role, name, failure);
        }
        T answer = effect.get();
        step();
        return answer;
    }

    /** A change of the database counts at once, or with its transaction. */
    void change(Runnable change) {
        if (transaction == null || beside) change.run();
        else transaction.add(change);
    }

    RuntimeException failed(String role, String name, Fault failure) {
        if (role.equals("commit")) return new org.apache.kafka.clients.consumer.CommitFailedException(name + " failed");
        if (role.equals("send") || role.equals("keep")) return new org.apache.kafka.common.errors.TimeoutException(name + " failed");
        return failure.unusual ? new IllegalArgumentException(name + " failed") : new IllegalStateException(name + " failed");
    }

    int begin(String role, String name, List<String> ids) {
        alive();
        calls.add(new Call(role, name, ids, steps));
        return calls.size() - 1;
    }

    void alive() {
        if (dead) throw new Stop();
        if (leaving) throw new Hung();
    }

    boolean hangs(int number) {
        return faults.stream().anyMatch(fault -> fault.kind.equals("hang") && fault.at == number);
    }

    Fault failure(int number) {
        Call call = calls.get(number);
        for (Fault fault : faults) {
            if (fault.kind.equals("fail") && fault.at == number) return fault;
            if (!fault.kind.equals("poison") || fault.at > number) continue;
            Call first = calls.get(fault.at);
            if (fault.at == number || (first.name.equals(call.name) && call.ids.stream().anyMatch(first.ids::contains))) return fault;
        }
        return null;
    }

    void step() {
        int now = steps++;
        if (steps > MOST_STEPS) { endless = true; throw stop(); }
        if (faults.stream().anyMatch(fault -> fault.kind.equals("stop") && fault.at == now)) throw stop();
    }

    Stop stop() {
        dead = true;
        return new Stop();
    }

    /** What runs beside goes on while the main thread does something. */
    void time() {
        alive();
        if (!slow && !beside) endPending();
    }

    /** All that runs beside comes to its end. */
    void endPending() {
        for (boolean more = true; more;) {
            more = false;
            for (Pending one : List.copyOf(pending)) more |= end(one);
        }
    }

    boolean end(Pending one) {
        if (!pending.contains(one)) return true;
        boolean ended = one.end();
        if (ended) pending.remove(one);
        return ended;
    }

    /** The main thread waits for something: the process stops there when it never ends. */
    void await(Pending one) {
        alive();
        if (end(one)) return;
        hung = true;
        throw stop();
    }

    void unknown(String what, Object... given) {
        throw new UnsupportedOperationException(what + Arrays.toString(given));
    }
}
