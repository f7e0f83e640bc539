package dev.tinywright.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs a task on several threads and waits for all of them. */
final class Parallel {
    private Parallel() {}

    /** Calls {@code task} with 0 … {@code threads} − 1, each on a thread of its own; throws the first failure. */
    static void run(int threads, IntConsumer task) {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("train-", 0).factory())) {
            for (int i = 0; i < threads; i++) {
                int index = i;
                running.add(executor.submit(() -> task.accept(index)));
            }
        }
        running.forEach(Parallel::join);
    }

    private static void join(Future<?> task) {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
