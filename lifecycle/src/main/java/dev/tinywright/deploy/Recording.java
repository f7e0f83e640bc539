package dev.tinywright.deploy;

import dev.tinywright.diag.TinywrightException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file that labelled rows are appended to, each on the disk before the next is read. */
final class Recording implements AutoCloseable {
    private final Path file;
    private final String label;
    private @Nullable BufferedWriter writer;

    Recording(Path file, String label) {
        this.file = file;
        this.label = quoted(label);
    }

    /** @throws TinywrightException where the file is there with other columns */
    void append(List<String> columns, List<String> values) {
        try {
            BufferedWriter open = writer == null ? open(columns) : writer;
            writer = open;
            open.write(String.join(",", values) + "," + label + "\n");
            open.flush();
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write: " + e.getMessage(),
                    file.toString(),
                    "free some space, or choose another file with --out");
        }
    }

    private BufferedWriter open(List<String> columns) throws IOException {
        List<String> names =
                new ArrayList<>(columns.stream().map(Recording::quoted).toList());
        names.add("label");
        String head = String.join(",", names);
        boolean fresh = !Files.exists(file) || Files.size(file) == 0;
        boolean unfinished = false;
        if (!fresh) {
            String text = Files.readString(file);
            String there = text.lines().findFirst().orElse("");
            if (!there.equals(head)) {
                throw TinywrightException.failed(
                        "the file has the columns " + there + ", the board sends " + head,
                        file.toString(),
                        "choose another file with --out; nothing was written");
            }
            unfinished = !text.endsWith("\n");
        }
        BufferedWriter open = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (fresh) {
            open.write(head + "\n");
        } else if (unfinished) {
            open.write("\n");
        }
        return open;
    }

    private static String quoted(String text) {
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
