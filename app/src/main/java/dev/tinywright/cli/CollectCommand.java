package dev.tinywright.cli;

import dev.tinywright.application.CollectSketch;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.board.Board;
import dev.tinywright.deploy.Collect;
import dev.tinywright.deploy.Ports;
import dev.tinywright.deploy.SerialLink;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.sensor.Sensor;
import dev.tinywright.sensor.Sensors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tinywright collect}. */
@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        description = {
            "Records labelled data from a board into a CSV file that make takes with --data.",
            "The board prints lines of numbers at 115200 baud; a line of names before them names the columns."
        })
final class CollectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--port", description = "Serial port of the board (default: the only one).")
    @Nullable
    String port;

    @Option(names = "--label", description = "What the board is shown: the class of every row.")
    @Nullable
    String label;

    @Option(names = "--rate", paramLabel = "HZ", description = "Rows per second that the board should send.")
    @Nullable
    Double rate;

    @Option(names = "--seconds", paramLabel = "S", description = "How long to record (default: until Ctrl-C).")
    @Nullable
    Double seconds;

    @Option(names = "--rows", paramLabel = "N", description = "How many rows to record.")
    long rows = Long.MAX_VALUE;

    @Option(names = "--out", paramLabel = "FILE", description = "CSV file to append to (default: data.csv).")
    Path out = Path.of("data.csv");

    @Option(
            names = "--sketch",
            paramLabel = "DIR",
            description = "Write a collecting sketch there instead, for --board and --sensor.")
    @Nullable
    Path sketch;

    @Option(names = "--board", paramLabel = "ID", description = "The board that the sketch is for.")
    @Nullable
    String board;

    @Option(
            names = "--sensor",
            paramLabel = "ID",
            description = "The sensor to collect from (default: the board's first).")
    @Nullable
    String sensor;

    CollectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (rows < 1 || rate != null && !(rate > 0) || seconds != null && !(seconds > 0)) {
            throw TinywrightException.usage(
                    "--rows, --rate and --seconds must be more than 0", "", "give a larger number");
        }
        if (sketch != null) {
            return writeSketch(sketch);
        }
        String shown = label();
        String at = port == null ? Ports.only() : port;
        AtomicBoolean stopped = new AtomicBoolean();
        terminal.onInterrupt().accept(() -> {
            terminal.err().println("\nstopping: every row so far is in the file");
            stopped.set(true);
        });
        LivePlot plot = new LivePlot(terminal);
        Collect.Options options = Collect.Options.of(
                out,
                shown,
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                seconds == null ? Duration.ofDays(30) : Duration.ofMillis((long) (seconds * 1000)),
                rows);
        Collect.Outcome outcome =
                Collect.run(() -> SerialLink.open(at, SerialLink.BAUD), options, stopped::get, plot::add);
        plot.end();
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%d rows of '%s' in %s, %.1f a second%s; %d bad lines left out%s%n",
                        outcome.rows(),
                        shown,
                        out,
                        outcome.rateHz(),
                        rate == null ? "" : String.format(Locale.ROOT, " (wanted: %.1f)", rate),
                        outcome.badLines(),
                        rate == null ? "" : ", " + outcome.gaps() + " gaps");
        if (!outcome.lost().isEmpty()) {
            throw TinywrightException.failed(
                    "the board went away: " + outcome.lost(),
                    at,
                    "the " + outcome.rows() + " rows are kept; plug it in and run this again to add more");
        }
        return 0;
    }

    private int writeSketch(Path folder) {
        if (board == null) {
            throw TinywrightException.usage("a sketch needs to know its board", "--board", "say --board ID");
        }
        Board on = BoardName.require(board, Settings.boards());
        Sensors sensors = Settings.sensors();
        List<String> has = Stream.concat(on.sensors().stream(), Stream.of("analog-pins", "digital-pins"))
                .filter(id ->
                        sensors.byId(id).filter(s -> !s.channels().isEmpty()).isPresent())
                .distinct()
                .toList();
        String id = sensor == null ? has.getFirst() : sensor;
        if (!has.contains(id)) {
            throw TinywrightException.usage(
                    "the " + on.name() + " has no sensor '" + id + "'",
                    "--sensor",
                    "it has: " + String.join(", ", has));
        }
        Sensor from = sensors.byId(id).orElseThrow();
        Sketch written = CollectSketch.write(
                from.channels().stream()
                        .map(channel -> new CollectSketch.Choice(from, channel))
                        .toList(),
                rate == null ? 10 : Math.min(1000, rate),
                on);
        Path into = folder.resolve(written.name());
        SketchFolder.write(written, into);
        terminal.out().println(into.resolve(written.name() + ".ino"));
        terminal.err()
                .println("flash it, then: tinywright collect --label NAME" + (rate == null ? "" : " --rate " + rate));
        return 0;
    }

    private String label() {
        Optional<String> given = Optional.ofNullable(label)
                .or(() -> terminal.isInteractive() ? terminal.ask("What is the board shown?") : Optional.empty())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        return given.orElseThrow(() -> TinywrightException.usage(
                "there is no label for the rows", "--label", "say what the board is shown, such as --label apple"));
    }

    /** The last values of each column as a line of bars that is drawn again and again, on a terminal only. */
    private static final class LivePlot {
        private static final String BARS = "▁▂▃▄▅▆▇█";
        private static final long EVERY_NANOS = 100_000_000;

        private final Terminal terminal;
        private final java.util.ArrayDeque<List<String>> last = new java.util.ArrayDeque<>();
        private long drawn;

        LivePlot(Terminal terminal) {
            this.terminal = terminal;
        }

        void add(List<String> row) {
            if (!terminal.isInteractive()) {
                return;
            }
            last.addLast(row);
            int each = Math.max(4, columns() / row.size() - 1);
            while (last.size() > each) {
                last.removeFirst();
            }
            if (System.nanoTime() - drawn > EVERY_NANOS) {
                drawn = System.nanoTime();
                StringBuilder line = new StringBuilder("\r");
                for (int column = 0; column < row.size() && line.length() + each < columns(); column++) {
                    line.append(bars(column)).append(' ');
                }
                terminal.err().print(line);
                terminal.err().flush();
            }
        }

        private String bars(int column) {
            double[] values = last.stream()
                    .mapToDouble(row -> Double.parseDouble(row.get(column)))
                    .toArray();
            double low = java.util.Arrays.stream(values).min().orElse(0);
            double high = java.util.Arrays.stream(values).max().orElse(0);
            StringBuilder text = new StringBuilder();
            for (double value : values) {
                text.append(BARS.charAt(high > low ? (int) ((value - low) / (high - low) * 7.99) : 0));
            }
            return text.toString();
        }

        private static int columns() {
            String given = Optional.ofNullable(System.getenv("COLUMNS")).orElse("");
            return given.matches("\\d{2,4}") ? Integer.parseInt(given) : 80;
        }

        void end() {
            if (!last.isEmpty()) {
                terminal.err().println();
            }
        }
    }
}
