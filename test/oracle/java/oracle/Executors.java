package oracle;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;

/** Pools whose tasks run beside the main thread: when it does something else, or waits for them. */
public final class Executors {
    private Executors() { }

    public static ExecutorService newFixedThreadPool(int threads) { return new Pool(); }

    public static ExecutorService newCachedThreadPool() { return new Pool(); }

    private static final class Pool extends AbstractExecutorService {
        private final World world = World.current;
        private boolean shut;

        @Override protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) { return new Task<>(world, callable); }

        @Override protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
            return new Task<>(world, java.util.concurrent.Executors.callable(runnable, value));
        }

        @Override public void execute(Runnable task) {
            world.alive();
            Callable<Object> plain = java.util.concurrent.Executors.callable(task, null);
            world.pending.add(task instanceof Task<?> known ? known : new Task<>(world, plain));
        }

        @Override public void shutdown() { shut = true; }

        @Override public List<Runnable> shutdownNow() { shut = true; return List.of(); }

        @Override public boolean isShutdown() { return shut; }

        @Override public boolean isTerminated() { return shut; }

        @Override public boolean awaitTermination(long timeout, TimeUnit unit) {
            for (World.Pending one : List.copyOf(world.pending)) if (one instanceof Task<?>) world.await(one);
            return true;
        }
    }

    private static final class Task<T> extends FutureTask<T> implements World.Pending {
        private final World world;
        private boolean hung;

        Task(World world, Callable<T> callable) {
            super(callable);
            this.world = world;
        }

        @Override public boolean end() {
            if (hung) return false;
            if (isDone()) return true;
            boolean before = world.beside;
            world.beside = true;
            try { run(); } finally { world.beside = before; }
            if (world.dead) throw new World.Stop();
            if (world.leaving) { world.leaving = false; hung = true; }
            return !hung;
        }

        @Override public T get() throws InterruptedException, ExecutionException {
            world.await(this);
            return super.get();
        }

        @Override public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException { return get(); }
    }
}
