package dev.tinywright.pipeline;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A project folder, as DESIGN draws it: where each file is, and how it is written.
 *
 * @param folder absolute
 * @param cache where results of stages are kept; several projects may share one, one after the other
 */
public record Project(Path folder, Path cache) {
    public Project {
        folder = folder.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    /** A project with a cache of its own. */
    public Project(Path folder) {
        this(folder, folder.resolve(".tinywright").resolve("cache"));
    }

    public Path taskFile() {
        return folder.resolve("task.yaml");
    }

    public Path planFile() {
        return folder.resolve("plan.yaml");
    }

    public Path out() {
        return folder.resolve("out");
    }

    /** The application on the device: a sketch and what is expected of it. */
    public Path app() {
        return folder.resolve("app");
    }

    /** Where {@link #out} is for the moment in which a new one takes its place. */
    Path formerOut() {
        return state().resolve("out-old");
    }

    Path state() {
        return folder.resolve(".tinywright");
    }

    Path attempts() {
        return state().resolve("attempts");
    }

    Path record() {
        return state().resolve("record.json");
    }

    /** The model's name: the folder's, made a C identifier in lower case. */
    public String modelName() {
        String name = folder.getFileName()
                .toString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "model_" + name : name;
    }

    /**
     * Takes the folder for one process.
     *
     * @throws TinywrightException where another process has it, or where it cannot be written to
     */
    public Lock lock() {
        try {
            Files.createDirectories(state());
            FileChannel channel =
                    FileChannel.open(state().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw TinywrightException.failed(
                        "another tinywright is at work in this folder",
                        folder.toString(),
                        "wait for it to end, or give this one a folder of its own with --out");
            }
            return new Lock(channel);
        } catch (IOException e) {
            throw cannotWrite(state(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Leaves a folder that is no project as it is.
     *
     * @throws TinywrightException (usage) where there is no task.yaml
     */
    void requireTask() {
        if (!Files.isRegularFile(taskFile())) {
            throw TinywrightException.usage(
                    "no task.yaml here",
                    folder.toString(),
                    "name the project folder, or make one with tinywright make or tinywright new");
        }
    }

    /** Writes {@code task.yaml} into this folder, which is made where it is missing. */
    public void write(Task task) {
        try (Lock _ = lock()) {
            write(taskFile(), TaskFile.text(task, folder).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Writes a file whole or not at all. */
    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Path scratch = file.resolveSibling(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + "."
                            + Thread.currentThread().threadId() + ".part");
            try {
                Files.write(scratch, content);
                Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    static TinywrightException cannotWrite(Path file, IOException e) {
        String reason = e instanceof java.nio.file.AccessDeniedException
                ? "permission denied"
                : e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                        ? f.getReason()
                        : String.valueOf(e.getMessage());
        return TinywrightException.failed(
                "cannot write: " + reason,
                file.toString(),
                "free some space or make the folder writable, or choose another with --out; what was done is kept");
    }

    /** Holds the folder until closed. */
    public record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
