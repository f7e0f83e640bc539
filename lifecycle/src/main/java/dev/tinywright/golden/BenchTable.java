package dev.tinywright.golden;

import dev.tinywright.board.Board;
import dev.tinywright.verify.EnergyModel;
import dev.tinywright.verify.Latency;
import dev.tinywright.verify.LatencyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comparison of compiled networks as Markdown. */
public final class BenchTable {
    private static final String NONE = "–";
    private static final Map<String, LiteRtMicro> OTHERS = LiteRtMicro.all();

    private final List<BenchRow> rows;
    private final List<String> networks;
    private final List<Board> boards;
    private final List<String> lines = new ArrayList<>();

    private BenchTable(List<BenchRow> rows) {
        this.rows = rows;
        this.networks = rows.stream().map(BenchRow::network).distinct().toList();
        this.boards = rows.stream().map(BenchRow::board).distinct().toList();
    }

    /** Returns the section, from its heading to the end of the last line. */
    public static String of(List<BenchRow> rows) {
        BenchTable table = new BenchTable(rows);
        table.proof();
        table.instructions();
        table.comparison();
        table.latency();
        table.remarks();
        return String.join("\n", table.lines) + "\n";
    }

    private void proof() {
        say("## Networks of others, compiled", "");
        say("    tinywright bench compiler --models DIR", "");
        say("Each network was compiled for each core and run there, and every output compared bit for bit. MACs are");
        say(
                "multiplications with weights; those that can never change the output are removed. The time is from the file's bytes");
        say("to C in memory, in a warm Java machine, for the slowest core.", "");
        titles("network", "MACs in the file", "MACs left", "compiled in, ms", "cores", "inferences", "mismatches");
        for (String network : networks) {
            List<BenchRow> own = rows(network);
            row(
                    network,
                    whole(own.stream().mapToLong(BenchRow::macs).max().orElse(0)),
                    whole(own.stream().mapToLong(BenchRow::macsLeft).max().orElse(0)),
                    fixed(
                            own.stream()
                                    .mapToDouble(BenchRow::compileMillis)
                                    .max()
                                    .orElse(0),
                            1),
                    whole(own.stream().filter(row -> row.measured().isPresent()).count()),
                    whole(proofs(own).mapToLong(MeasuredModel::vectors).sum()),
                    whole(proofs(own).mapToLong(MeasuredModel::mismatches).sum()));
        }
        say("");
    }

    private static Stream<MeasuredModel> proofs(List<BenchRow> rows) {
        return rows.stream().flatMap(row -> Stream.concat(row.measured().stream(), row.memory().stream()));
    }

    private void instructions() {
        List<Board> emulated = boards.stream().filter(board -> !board.isHost()).toList();
        if (emulated.isEmpty()) {
            return;
        }
        say("Executed instructions of an inference in millions, and in brackets for each MAC left:", "");
        titles(Stream.concat(Stream.of("network"), emulated.stream().map(CompilerBench::core))
                .toArray(String[]::new));
        for (String network : networks) {
            row(Stream.concat(Stream.of(network), emulated.stream().map(board -> row(network, board)
                            .map(BenchTable::executed)
                            .orElse(NONE)))
                    .toArray(String[]::new));
        }
        say("");
    }

    private static String executed(BenchRow row) {
        if (row.instructions().isEmpty()) {
            return NONE;
        }
        double count = row.instructions().getAsDouble();
        return fixed(count / 1e6, 4) + (row.macsLeft() == 0 ? "" : " (" + fixed(count / row.macsLeft(), 2) + ")");
    }

    private void comparison() {
        List<Board> known = boards.stream()
                .filter(board -> networks.stream()
                        .anyMatch(network -> theirs(network, board).isPresent()))
                .toList();
        List<BenchRow> small =
                rows.stream().filter(row -> row.memory().isPresent()).toList();
        if (known.isEmpty()) {
            return;
        }
        say("### Beside LiteRT for Microcontrollers", "");
        say("Its figures: " + LiteRtMicro.SOURCE + ".");
        say("The ratios are of Tinywright's to its figures: below 1 is less.", "");
        titles(Stream.concat(
                        Stream.of("network"), known.stream().map(board -> "instructions, " + CompilerBench.core(board)))
                .toArray(String[]::new));
        for (String network : networks) {
            row(Stream.concat(Stream.of(network), known.stream().map(board -> times(network, board)))
                    .toArray(String[]::new));
        }
        say("");
        if (!small.isEmpty()) {
            memory(small);
        }
    }

    private String times(String network, Board board) {
        OptionalDouble ours = row(network, board).map(BenchRow::instructions).orElse(OptionalDouble.empty());
        OptionalDouble theirs = theirs(network, board);
        return ours.isEmpty() || theirs.isEmpty() ? NONE : fixed(ours.getAsDouble() / theirs.getAsDouble(), 2);
    }

    private static OptionalDouble theirs(String network, Board board) {
        return Optional.ofNullable(OTHERS.get(network))
                .map(other -> other.instructions(CompilerBench.core(board)))
                .orElse(OptionalDouble.empty());
    }

    private void memory(List<BenchRow> small) {
        say("Memory on the " + CompilerBench.MEMORY_CORE
                + ", in bytes. RAM is all buffers, input and output included, other");
        say(
                "static data and the deepest stack, with `--optimize speed` and `--optimize memory`; of LiteRT only the arena is");
        say("counted, not its stack and other static data.", "");
        titles(
                "network",
                "code",
                "LiteRT's",
                "ratio",
                "RAM, speed",
                "RAM, memory",
                "arena",
                "ratio, speed",
                "ratio, memory");
        small.forEach(this::memory);
        say("");
    }

    private void memory(BenchRow row) {
        Optional<LiteRtMicro> other = Optional.ofNullable(OTHERS.get(row.network()));
        Optional<Long> theirCode = other.map(LiteRtMicro::codeBytes);
        Optional<Long> arena = other.map(LiteRtMicro::arenaBytes);
        long code = row.measured().orElseThrow().memory().codeBytes();
        long speed = row.measured().orElseThrow().ramBytes();
        long memory = row.memory().orElseThrow().ramBytes();
        row(
                row.network(),
                whole(code),
                theirCode.map(BenchTable::whole).orElse(NONE),
                ratio(code, theirCode),
                whole(speed),
                whole(memory),
                arena.map(BenchTable::whole).orElse(NONE),
                ratio(speed, arena),
                ratio(memory, arena));
    }

    private void latency() {
        List<Board> timed = boards.stream()
                .filter(board -> !board.isHost() && !board.isAvr() && !board.isProvenElsewhere())
                .toList();
        if (timed.isEmpty()) {
            return;
        }
        say("### Time and energy, estimated", "");
        say(
                "No board was measured. Milliseconds of an inference from the executed instructions and the weights that are read, at the");
        say("board's clock; in brackets microjoules, where a current of the board is published.", "");
        titles(Stream.concat(
                        Stream.of("network"),
                        timed.stream().map(board -> board.id() + ", " + fixed(board.clockHz() / 1e6, 0) + " MHz"))
                .toArray(String[]::new));
        for (String network : networks) {
            row(Stream.concat(Stream.of(network), timed.stream().map(board -> row(network, board)
                            .flatMap(BenchRow::measured)
                            .map(BenchTable::time)
                            .orElse(NONE)))
                    .toArray(String[]::new));
        }
        say("");
        lines.addAll(ModelError.lines());
    }

    private static String time(MeasuredModel it) {
        if (it.instructions().isEmpty()) {
            return NONE;
        }
        Latency latency = LatencyModel.estimate(
                it.board(), it.instructions().getAsDouble(), it.memory().weightBytes());
        return fixed(latency.millis(), 3)
                + EnergyModel.estimate(it.board(), latency)
                        .map(energy -> " (" + fixed(energy.microjoules(), 1) + ")")
                        .orElse("");
    }

    private void remarks() {
        Stream<String> notes = boards.stream()
                .map(board -> board.bench().emulator().note())
                .filter(note -> !note.isEmpty())
                .map(note -> note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".");
        Stream<String> failures = rows.stream().flatMap(row -> failure(row)
                .map(text ->
                        "FAILED: " + cell(row.network()) + " on " + row.board().id() + ": " + cell(text)));
        List<String> remarks = Stream.concat(notes, failures).distinct().toList();
        remarks.forEach(remark -> say("- " + remark));
        if (!remarks.isEmpty()) {
            say("");
        }
        say(tools());
    }

    private static Stream<String> failure(BenchRow row) {
        return row.failure().isEmpty()
                ? proofs(List.of(row)).flatMap(it -> it.first().stream()).map(Mismatch::text)
                : Stream.of(row.failure());
    }

    private String tools() {
        return "Measured with "
                + proofs(rows)
                        .flatMap(it -> it.board().isHost()
                                ? Stream.of(it.compiler())
                                : Stream.of(it.compiler(), it.emulator().replaceAll(", machine .*", "")))
                        .distinct()
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private List<BenchRow> rows(String network) {
        return rows.stream().filter(row -> row.network().equals(network)).toList();
    }

    private Optional<BenchRow> row(String network, Board board) {
        return rows(network).stream().filter(row -> row.board().equals(board)).findFirst();
    }

    private void titles(String... cells) {
        row(cells);
        say("| --- |" + " ---: |".repeat(cells.length - 1));
    }

    private void row(String... cells) {
        say(Stream.of(cells).map(BenchTable::cell).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** The name of a file may be anything. */
    private static String cell(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replaceAll("[|<`\\\\]", "\\\\$0");
    }

    private void say(String... text) {
        lines.addAll(List.of(text));
    }

    private static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String fixed(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String ratio(long ours, Optional<Long> theirs) {
        return theirs.map(it -> fixed((double) ours / it, 2)).orElse(NONE);
    }
}
