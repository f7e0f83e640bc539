package dev.tinywright.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.trace.EventReader.NotAnEvent;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Run;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A trace in a file, {@code .tinywright/trace.jsonl}: one event a line, written through as it happens, readable by its owner
 * alone, since prompts may hold data. The last {@value #KEPT_RUNS} runs are kept whole. One process writes at a time: whoever
 * writes holds the project's lock. The format is in docs/trace.md.
 *
 * @param file is made, with its folder, at the first event
 */
public record TraceFile(Path file) implements TraceLog {
    /** Older runs are dropped when a new one begins. */
    public static final int KEPT_RUNS = 20;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String START_OF_RUN = "{\"v\":1,\"type\":\"run\",";

    /** Returns where a project keeps its trace. */
    public static Path in(Path projectFolder) {
        return projectFolder.resolve(".tinywright").resolve("trace.jsonl");
    }

    /** @throws TinywrightException where the file cannot be written */
    @Override
    public void add(TraceEvent event) {
        String line = EventJson.line(event) + "\n";
        try {
            make();
            if (event instanceof Run) {
                dropOldRuns();
            }
            String start = endsWithinALine() ? "\n" : "";
            Files.writeString(file, start + line, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw cannot("write", file, e);
        }
    }

    private void make() throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                Files.createFile(file, ownerOnly(file));
            } catch (FileAlreadyExistsException _) {
                // just as well
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return knowsPermissions(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** True after a process was killed while it wrote. */
    private boolean endsWithinALine() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() == 0) {
                return false;
            }
            bytes.seek(bytes.length() - 1);
            return bytes.read() != '\n';
        }
    }

    private void dropOldRuns() throws IOException {
        if (knowsPermissions(file)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(START_OF_RUN)) {
                starts.add(i);
            }
        }
        if (starts.size() >= KEPT_RUNS) {
            replace(lines.subList(starts.get(starts.size() - KEPT_RUNS + 1), lines.size()));
        }
    }

    /** The file is the old one or the new one, whatever happens in between. */
    private void replace(List<String> lines) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            Files.createFile(part, ownerOnly(part));
            Files.write(part, lines, StandardCharsets.ISO_8859_1);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The same as {@link #read(Path, Consumer)}, in silence. */
    public static List<TraceEvent> read(Path file) {
        return read(file, message -> {});
    }

    /**
     * Returns the events of all runs in the file, in their order. Lines that are no whole event are left out: the last line
     * of a run that was killed, lines of a newer version.
     *
     * @param messages is told of each line that is left out
     * @throws TinywrightException where the file is not there (usage) or cannot be read
     */
    public static List<TraceEvent> read(Path file, Consumer<String> messages) {
        List<String> lines = lines(file);
        List<TraceEvent> events = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                events.add(EventReader.event(lines.get(i)));
            } catch (NotAnEvent e) {
                messages.accept(file.getFileName() + ", line " + (i + 1) + ": " + e.getMessage() + "; left out");
            }
        }
        return List.copyOf(events);
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw TinywrightException.usage(
                    "there is no trace here: no language model was asked in this project",
                    file.toString(),
                    "name the project folder; traces begin with make or build and --llm provider/model");
        }
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw cannot("read", file, e);
        }
    }

    /** Returns an event as the file has it. */
    public static JsonNode json(TraceEvent event) {
        return EventJson.node(event);
    }

    /** Returns the runs in their order. Events before the first {@link Run} are a run of their own. */
    public static List<List<TraceEvent>> runs(List<TraceEvent> events) {
        List<List<TraceEvent>> runs = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event instanceof Run || runs.isEmpty()) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(event);
        }
        return runs.stream().map(List::copyOf).toList();
    }

    /** Returns the events of the last run, its {@link Run} first; none where there are no events. */
    public static List<TraceEvent> lastRun(List<TraceEvent> events) {
        List<List<TraceEvent>> runs = runs(events);
        return runs.isEmpty() ? List.of() : runs.getLast();
    }

    /** Returns what was asked and answered in the last run, in its order. */
    public static List<Exchange> exchangesOfLastRun(List<TraceEvent> events) {
        return lastRun(events).stream()
                .filter(Exchange.class::isInstance)
                .map(Exchange.class::cast)
                .toList();
    }

    private static TinywrightException cannot(String doing, Path file, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName().replace("Exception", "");
        return TinywrightException.failed(
                "the trace cannot be " + (doing.equals("read") ? "read" : "written") + ": " + reason,
                file.toString(),
                "free some space, or make the file and its folder yours to read and write");
    }
}
