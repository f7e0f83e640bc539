package dev.tinywright.deploy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records the lines of numbers that a board sends. */
public final class Collect {
    private static final Duration RETURN = Duration.ofSeconds(10);

    private final Options options;
    private final Consumer<List<String>> onRow;
    private @Nullable List<String> header;
    private int width;
    private long rows;
    private long bad;
    private long gaps;
    private long firstNanos;
    private long lastNanos;

    private Collect(Options options, Consumer<List<String>> onRow) {
        this.options = options;
        this.onRow = onRow;
    }

    /**
     * @param label of every row of this recording
     * @param rateHz that the board should send at, where known: gaps of more than two and a half periods are counted
     * @param limit of time
     * @param rows most to record
     * @param patience how long to wait for a board that was unplugged
     */
    public record Options(
            Path file, String label, OptionalDouble rateHz, Duration limit, long rows, Duration patience) {
        public static Options of(Path file, String label, OptionalDouble rateHz, Duration limit, long rows) {
            return new Options(file, label, rateHz, limit, rows, RETURN);
        }
    }

    /**
     * @param badLines that were no row of numbers like the others
     * @param rateHz measured, 0 for fewer than two rows
     * @param lost why the board went away; empty where it did not
     */
    public record Outcome(long rows, long badLines, long gaps, double rateHz, String lost) {}

    /**
     * Records until a limit is reached, {@code stopped} says so, or the board is gone for good; every row is in the file then.
     *
     * @param onRow is told each row's values
     * @throws TinywrightException where there is no port, the board sends no row, or the file has other columns
     */
    public static Outcome run(
            SerialLink.Opener opener, Options options, BooleanSupplier stopped, Consumer<List<String>> onRow) {
        return new Collect(options, onRow).record(opener, stopped);
    }

    private Outcome record(SerialLink.Opener opener, BooleanSupplier stopped) {
        long end = System.nanoTime() + options.limit().toNanos();
        String lost = "";
        try (Recording recording = new Recording(options.file(), options.label())) {
            boolean going = true;
            long giveUp = 0;
            while (going && System.nanoTime() < end && !stopped.getAsBoolean()) {
                try (SerialLink link = opener.open()) {
                    lost = "";
                    giveUp = 0;
                    listen(link, recording, end, stopped);
                    going = false;
                } catch (IOException e) {
                    lost = String.valueOf(e.getMessage());
                    giveUp =
                            giveUp == 0 ? System.nanoTime() + options.patience().toNanos() : giveUp;
                    going = rows > 0 && System.nanoTime() < giveUp && Pause.millis(200);
                }
            }
        }
        if (rows == 0 && !stopped.getAsBoolean()) {
            throw TinywrightException.failed(
                    lost.isEmpty()
                            ? "the board sent no row of numbers" + (bad > 0 ? ", but " + bad + " other lines" : "")
                            : lost,
                    "",
                    lost.isEmpty()
                            ? "the board must print lines such as 0.12,0.5,3 at 115200 baud"
                            : "plug the board in, name its port with --port, and close other programs that use it");
        }
        double seconds = (lastNanos - firstNanos) / 1e9;
        return new Outcome(rows, bad, gaps, seconds > 0 ? (rows - 1) / seconds : 0, lost);
    }

    private void listen(SerialLink link, Recording recording, long end, BooleanSupplier stopped) throws IOException {
        boolean first = true;
        while (rows < options.rows() && System.nanoTime() < end && !stopped.getAsBoolean()) {
            Optional<String> line = link.readLine(Duration.ofMillis(100));
            if (line.isPresent() && !line.get().isBlank() && !line.get().startsWith("#")) {
                take(line.get().strip(), first, recording);
                first = false;
            }
        }
    }

    /** The first line after opening may be the end of one whose beginning was missed: then its first number is wrong. */
    private void take(String line, boolean first, Recording recording) {
        List<String> values = Arrays.asList(line.split("\\s*[,;\\t ]\\s*"));
        if (!values.stream().allMatch(Collect::isNumber)) {
            if (rows == 0 && header == null && line.matches("[A-Za-z_][\\w .()/%-]*([,;\\t][A-Za-z_][\\w .()/%-]*)*")) {
                header = Arrays.stream(line.split("[,;\\t]")).map(String::strip).toList();
                width = header.size();
            } else {
                bad++;
            }
            return;
        }
        if (first) {
            return;
        }
        width = width == 0 ? values.size() : width;
        if (values.size() != width) {
            bad++;
            return;
        }
        recording.append(header == null ? numbered(width) : header, values);
        count();
        onRow.accept(values);
    }

    private void count() {
        long now = System.nanoTime();
        if (rows == 0) {
            firstNanos = now;
        } else if (options.rateHz().isPresent()
                && now - lastNanos > 2.5e9 / options.rateHz().getAsDouble()) {
            gaps++;
        }
        lastNanos = now;
        rows++;
    }

    private static List<String> numbered(int width) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            names.add("v" + i);
        }
        return names;
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,2})?");
    }
}
