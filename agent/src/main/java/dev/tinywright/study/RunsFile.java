package dev.tinywright.study;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * {@code runs.csv}: a line for each finished run, written as it ends, so that a study that was killed goes on behind it.
 *
 * @param file is made at the first run
 */
record RunsFile(Path file) {
    private static final List<String> HEADER = List.of(
            "stage",
            "level",
            "run",
            "theirs_first",
            "theirs",
            "first",
            "first_with_rules",
            "ours",
            "calls",
            "answers",
            "input_tokens",
            "output_tokens",
            "seconds",
            "dollars",
            "failures",
            "ended");

    /** @throws TinywrightException where it cannot be written */
    void add(StudyRun run) {
        try {
            String start = Files.exists(file) ? "" : line(HEADER);
            Files.writeString(
                    file,
                    start + line(fields(run)),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw cannot("write", e);
        }
    }

    /** Returns the runs so far. A line that a killed study left half written is taken out of the file. */
    List<StudyRun> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (whole.length() < text.length()) {
                Files.writeString(file, whole);
            }
            List<StudyRun> runs = new ArrayList<>();
            try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(whole)) {
                reader.forEach(line -> runs.add(run(line)));
            }
            return List.copyOf(runs);
        } catch (IOException e) {
            throw cannot("read", e);
        } catch (RuntimeException e) {
            throw TinywrightException.failed(
                    "this is no list of a study's runs: " + e.getMessage(),
                    file.toString(),
                    "name another folder with --out, or delete the file to begin again");
        }
    }

    private static List<String> fields(StudyRun run) {
        StudyRun.Outcome o = run.outcome();
        StudyRun.Cost c = run.cost();
        return List.of(
                run.stage().id(),
                run.level().id(),
                Integer.toString(run.number()),
                bit(o.theirsFirst()),
                bit(o.theirs()),
                bit(o.first()),
                bit(o.firstWithRules()),
                bit(o.ours()),
                Integer.toString(c.calls()),
                Integer.toString(c.answers()),
                Long.toString(c.inputTokens()),
                Long.toString(c.outputTokens()),
                String.format(Locale.ROOT, "%.2f", c.seconds()),
                c.dollars().isPresent()
                        ? String.format(Locale.ROOT, "%.6f", c.dollars().getAsDouble())
                        : "",
                String.join(";", run.failures()),
                run.ended().replaceAll("\\s+", " "));
    }

    private static StudyRun run(NamedCsvRecord line) {
        String dollars = line.getField("dollars");
        String failures = line.getField("failures");
        return new StudyRun(
                Stage.valueOf(line.getField("stage").toUpperCase(Locale.ROOT)),
                Level.valueOf(line.getField("level").toUpperCase(Locale.ROOT)),
                Integer.parseInt(line.getField("run")),
                new StudyRun.Outcome(
                        is(line, "theirs_first"),
                        is(line, "theirs"),
                        is(line, "first"),
                        is(line, "first_with_rules"),
                        is(line, "ours")),
                new StudyRun.Cost(
                        Integer.parseInt(line.getField("calls")),
                        Integer.parseInt(line.getField("answers")),
                        Long.parseLong(line.getField("input_tokens")),
                        Long.parseLong(line.getField("output_tokens")),
                        Double.parseDouble(line.getField("seconds")),
                        dollars.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(dollars))),
                failures.isEmpty() ? List.of() : List.of(failures.split(";")),
                line.getField("ended"));
    }

    private static boolean is(NamedCsvRecord line, String field) {
        return line.getField(field).equals("1");
    }

    private static String bit(boolean value) {
        return value ? "1" : "0";
    }

    private static String line(List<String> fields) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private TinywrightException cannot(String doing, IOException e) {
        return TinywrightException.failed(
                "cannot " + doing + " the runs of the study: " + e.getMessage(), file.toString(), "");
    }
}
