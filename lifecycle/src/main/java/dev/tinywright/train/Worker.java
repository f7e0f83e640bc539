package dev.tinywright.train;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.pytorch.global.torch;

/**
 * The main class of a worker process: trains what comes in on stdin, answers on stdout, in {@link Frame}s. Ends when
 * stdin ends, so a worker never outlives the program that started it.
 */
final class Worker {
    /** After so long without an epoch the pool is told that this worker is still there. */
    private static final long QUIET_NANOS = 2_000_000_000;

    private final OutputStream out;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final java.util.ArrayList<WorkerLesson> held = new java.util.ArrayList<>();

    private Worker(OutputStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        stayOnInterrupt();
        try {
            work(out);
        } catch (Throwable e) {
            System.err.println(e); // the other side is gone, or libtorch does not load
            Runtime.getRuntime().halt(1); // an exit would wait for the hook that stays
        }
    }

    private static void work(OutputStream out) throws IOException, InterruptedException {
        Worker worker = new Worker(out);
        NativeLibraries.load();
        torch.set_num_threads(1);
        Frame.write(out, Frame.Type.READY, payload -> {});
        Thread reader = new Thread(worker::read, "reader");
        reader.setDaemon(true);
        reader.start();
        while (true) {
            worker.work.take().run();
        }
    }

    /**
     * Ctrl-C reaches every process of the terminal, but it is for the pool to say what becomes of this one: a shutdown
     * hook that does not return lets the other threads go on, and {@code halt} ends the process regardless.
     */
    private static void stayOnInterrupt() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Thread.sleep(java.time.Duration.ofDays(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16))) {
            while (true) {
                take(Frame.readType(in), in);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0); // stdin has ended: nobody waits for an answer any more
        } catch (Throwable e) {
            System.err.println(e); // out of memory, mostly: the pool reads stderr and sees the worker end
            Runtime.getRuntime().halt(1);
        }
    }

    private void take(Frame.Type type, DataInputStream in) throws IOException {
        switch (type) {
            case LESSON -> {
                forget();
                WorkerLesson lesson = WorkerLesson.read(in);
                work.add(() -> held.add(lesson));
            }
            case JOB -> {
                Job job = Job.read(Frame.payload(in));
                cancelled.set(false);
                work.add(() -> train(job));
            }
            case CANCEL -> {
                Frame.payload(in);
                cancelled.set(true);
            }
            case READY, ALIVE, EPOCH, OUTCOME, FAILED -> throw new IOException("a worker takes no " + type);
        }
    }

    /** Frees the lesson that is held before the next one is read: of large data there is memory for one. */
    private void forget() throws IOException {
        CountDownLatch free = new CountDownLatch(1);
        work.add(() -> {
            held.forEach(WorkerLesson::close);
            held.clear();
            free.countDown();
        });
        try {
            free.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    private void train(Job job) {
        try {
            Outcome outcome = TrainingRun.train(job, held.getFirst(), listener());
            send(Frame.Type.OUTCOME, outcome::write);
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            send(
                    Frame.Type.FAILED,
                    payload -> payload.writeUTF(reason.lines().findFirst().orElse(reason)));
        } catch (Error e) {
            System.err.println(e);
            Runtime.getRuntime().halt(1);
        }
    }

    private TrainingRun.Listener listener() {
        return new TrainingRun.Listener() {
            private long told = System.nanoTime();

            @Override
            public void epoch(EpochRecord epoch) {
                send(Frame.Type.EPOCH, payload -> Outcome.write(epoch, payload));
                told = System.nanoTime();
            }

            @Override
            public void step() {
                if (System.nanoTime() - told > QUIET_NANOS) {
                    send(Frame.Type.ALIVE, payload -> {});
                    told = System.nanoTime();
                }
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        };
    }

    private void send(Frame.Type type, Frame.Payload payload) {
        try {
            Frame.write(out, type, payload);
        } catch (IOException e) {
            Runtime.getRuntime().halt(0); // the other side is gone
        }
    }
}
