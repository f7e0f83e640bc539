package dev.tinywright.agent;

import dev.tinywright.application.Expectations;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Acquisition;
import dev.tinywright.data.Acquisitions;
import dev.tinywright.data.ColumnProfile;
import dev.tinywright.data.Framing;
import dev.tinywright.data.Grouping;
import dev.tinywright.data.Profile;
import dev.tinywright.data.StepRows;
import dev.tinywright.data.Table;
import dev.tinywright.data.Target;
import dev.tinywright.features.Reading;
import dev.tinywright.model.Layer;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.pipeline.Texts;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.CaptureFacts;
import dev.tinywright.plan.Measurement;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import dev.tinywright.plan.Situation;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Goals;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What prompts say of task, data, board and attempts: only what holds now, and of the data no more than schema, statistics and,
 * unless that is private, {@link #SHOWN_ROWS} rows.
 */
final class Facts {
    /** Rows of the data that a prompt may show. */
    static final int SHOWN_ROWS = 5;

    private static final List<Integer> SHOWN_COLUMNS = List.of(60, 20, 8);
    private static final int SHOWN_CLASSES = 40;
    private static final int SHOWN_ATTEMPTS = 20;
    private static final int SHOWN_CHANNELS = 12;
    private static final int SHOWN_NOTES = 8;

    /** Characters of a note that are shown. */
    private static final int NOTE = 200;

    private Facts() {}

    static Hole task(Task task) {
        return Hole.of("sentence: " + Quoted.sentence(task.ask()) + "\ngoals: " + goals(task));
    }

    static String goals(Task task) {
        return task.goals().isEmpty()
                ? "none; as accurate as the board allows"
                : task.goals().stream().map(Facts::goal).collect(Collectors.joining(", "));
    }

    private static String goal(Goal goal) {
        return goal.metric().key() + " " + Goals.text(goal);
    }

    static Hole board(Board board) {
        return Hole.of("%s, %s at %d MHz, %d KiB flash and %d KiB RAM for the program"
                .formatted(
                        board.name(),
                        board.core(),
                        board.clockHz() / 1_000_000,
                        board.sketchFlashBytes() / 1024,
                        board.sketchRamBytes() / 1024));
    }

    /** @param rows whether some rows may be shown */
    static Hole data(Table table, Profile profile, boolean rows) {
        List<String> versions = new ArrayList<>();
        if (rows) {
            versions.add(data(table, profile, SHOWN_COLUMNS.getFirst()) + rows(table));
        }
        SHOWN_COLUMNS.forEach(columns -> versions.add(data(table, profile, columns)));
        return new Hole(versions.stream().distinct().toList());
    }

    private static String data(Table table, Profile profile, int mostColumns) {
        Acquisition acquisition = Acquisitions.of(table);
        List<String> lines = new ArrayList<>();
        lines.add("%d rows, %d repeat another, %d lack a reading"
                .formatted(table.rowCount(), profile.duplicates(), profile.incompleteRows()));
        lines.add(
                table.target() instanceof Target.Quantity quantity
                        ? "to predict: the number " + Quoted.name(quantity.name())
                        : "classes: " + classes(profile));
        profile.variants().forEach(merge -> lines.add("labels that look the same: " + Quoted.sentence(merge.text())));
        Acquisitions.notes(acquisition, table.readings()).forEach(note -> lines.add("noted: " + Quoted.sentence(note)));
        profile.columns().stream()
                .sorted(Comparator.comparingDouble((ColumnProfile c) -> -c.separation()))
                .limit(mostColumns)
                .forEach(column -> lines.add("- " + column(column)));
        if (profile.columns().size() > mostColumns) {
            lines.add("- and " + (profile.columns().size() - mostColumns) + " more columns that are not listed here");
        }
        return String.join("\n", lines);
    }

    /** Returns what recordings or pictures are like: counts, lengths and what was found, and nothing of what is in them. */
    static Hole captures(PlanBriefing.Recorded recorded, Situation situation) {
        CaptureFacts facts = situation.captures().orElseThrow();
        List<String> lines = new ArrayList<>(captures(recorded.captures()));
        lines.add(lengths(facts));
        lines.add(learned(recorded, situation));
        lines.add("divided: " + divided(recorded.captures(), situation));
        if (facts.isListening()) {
            lines.add("in use: short events are to be heard in recordings that never end");
        }
        List<String> found = found(recorded.captures());
        return Hole.of(
                Stream.concat(lines.stream(), found.stream()).collect(Collectors.joining("\n")),
                String.join("\n", lines));
    }

    /** Returns what there is: how many of what, and the classes, where some are told. */
    static List<String> captures(Captures captures) {
        String rate = captures.rateHz().isPresent()
                ? " at " + YamlText.number(captures.rateHz().getAsDouble()) + " Hz"
                : " at a rate that nothing states, taken to be 100 Hz where seconds are named";
        String channels = captures.channels().stream()
                .limit(SHOWN_CHANNELS)
                .map(c -> Quoted.name(c.name()) + (c.unit().isEmpty() ? "" : " in " + Quoted.name(c.unit())))
                .collect(Collectors.joining(", "));
        String of =
                switch (captures.kind()) {
                    case RECORDINGS ->
                        " of " + captures.channels().size() + " channels" + rate + ": " + channels
                                + (captures.channels().size() > SHOWN_CHANNELS ? " and more" : "");
                    case SOUND -> rate;
                    case PICTURES -> "";
                };
        Map<String, Integer> counts = new TreeMap<>();
        captures.all().forEach(c -> c.label().ifPresent(label -> counts.merge(label, 1, Integer::sum)));
        String classes = counts.entrySet().stream()
                .limit(SHOWN_CLASSES)
                .map(entry -> Quoted.name(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        int more = counts.size() - SHOWN_CLASSES;
        return List.of(
                captures.all().size() + " " + captures.kind().plural() + of,
                (captures.measured().isPresent() ? "ranges of the number: " : "classes: ")
                        + (counts.isEmpty() ? "none" : classes)
                        + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String lengths(CaptureFacts facts) {
        if (facts.kind() == CaptureFacts.Kind.PICTURES) {
            return "size: typically %d x %d pixels (height x width)".formatted(facts.height(), facts.width());
        }
        return facts.shortest() == facts.longest()
                ? String.format(Locale.ROOT, "length: %.3g s each", facts.typical())
                : String.format(
                        Locale.ROOT,
                        "length: %.3g to %.3g s, typically %.3g s",
                        facts.shortest(),
                        facts.longest(),
                        facts.typical());
    }

    private static String learned(PlanBriefing.Recorded recorded, Situation situation) {
        if (recorded.normality().isPresent()) {
            return "to learn: what is normal, "
                    + Quoted.name(recorded.normality().get().label()) + "; all else raises the alarm";
        }
        return situation
                .facts()
                .target()
                .map(target -> "to learn: a number, " + Quoted.name(target.name()))
                .orElse("to learn: the class");
    }

    /** How the rules hold apart what belongs together; groups are counted and not named: they are often people. */
    private static String divided(Captures captures, Situation situation) {
        return Grouping.of(captures)
                .filter(_ -> situation.facts().hasGroups())
                .map(groups -> groups.names().size() + " "
                        + Quoted.name(groups.what().what()) + ", each on one side of learning, choosing and test")
                .orElse("each whole, on one side of learning, choosing and test");
    }

    private static List<String> found(Captures captures) {
        return Stream.concat(
                        captures.warnings().stream().map(text -> "warning: " + noted(text)),
                        captures.notes().stream().map(text -> "noted: " + noted(text)))
                .limit(SHOWN_NOTES)
                .toList();
    }

    private static String noted(String text) {
        return Quoted.of(Discreet.withoutNames(text), NOTE);
    }

    /** Returns what the rows are like that a program is handed: after the steps before it, not as they were read. */
    static Hole rows(StepRows rows, boolean shown) {
        int[] counts = new int[rows.labels().size()];
        IntStream.range(0, rows.size()).forEach(row -> counts[rows.classOf(row)]++);
        String classes = IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .limit(SHOWN_CLASSES)
                .mapToObj(c -> Quoted.name(rows.labels().get(c)) + " " + counts[c])
                .collect(Collectors.joining(", "));
        List<String> columns = IntStream.range(0, rows.readings().size())
                .mapToObj(reading -> "- " + column(rows, reading))
                .toList();
        String head = rows.size() + " rows\nclasses: " + classes + "\n";
        String some = "\nsome rows: "
                + Quoted.names(rows.readings().stream().map(Reading::name).toList()) + ", class\n"
                + IntStream.range(0, Math.min(SHOWN_ROWS, rows.size()))
                        .map(i -> (int) ((long) i * rows.size() / Math.min(SHOWN_ROWS, rows.size())))
                        .mapToObj(row -> row(rows, row))
                        .collect(Collectors.joining("\n"));
        List<String> versions = new ArrayList<>();
        for (int most : SHOWN_COLUMNS) {
            String listed = head
                    + columns.stream().limit(most).collect(Collectors.joining("\n"))
                    + (columns.size() > most ? "\n- and " + (columns.size() - most) + " more columns" : "");
            if (shown && versions.isEmpty()) {
                versions.add(listed + some);
            }
            versions.add(listed);
        }
        return new Hole(versions.stream().distinct().toList());
    }

    private static String column(StepRows rows, int reading) {
        double[] values = IntStream.range(0, rows.size())
                .mapToDouble(row -> rows.value(row, reading))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int missing = rows.size() - values.length;
        return values.length == 0
                ? Quoted.name(rows.readings().get(reading).name()) + ": missing in every row"
                : String.format(
                        Locale.ROOT,
                        "%s: %.4g to %.4g, median %.4g, %d missing",
                        Quoted.name(rows.readings().get(reading).name()),
                        values[0],
                        values[values.length - 1],
                        values[values.length / 2],
                        missing);
    }

    private static String row(StepRows rows, int row) {
        return IntStream.range(0, rows.readings().size())
                        .mapToObj(reading -> Float.toString(rows.value(row, reading)))
                        .collect(Collectors.joining(", "))
                + ", " + Quoted.name(rows.label(row));
    }

    private static String classes(Profile profile) {
        String shown = profile.classes().stream()
                .limit(SHOWN_CLASSES)
                .map(c -> Quoted.name(c.label()) + " " + c.rows())
                .collect(Collectors.joining(", "));
        int more = profile.classes().size() - SHOWN_CLASSES;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String column(ColumnProfile c) {
        String missing = c.missing() == 0 ? "" : ", " + c.missing() + " missing";
        return String.format(
                Locale.ROOT,
                "%s: %.4g to %.4g, median %.4g%s, %d outliers, %.0f %% of its variance between classes",
                Quoted.name(c.name()),
                c.min(),
                c.max(),
                c.median(),
                missing,
                c.outliers(),
                100 * c.separation());
    }

    private static String rows(Table table) {
        String head = Quoted.names(table.readings().stream().map(Reading::name).toList()) + ", class";
        return "\nsome rows: " + head + "\n"
                + IntStream.range(0, Math.min(SHOWN_ROWS, table.rowCount()))
                        .map(i -> (int) ((long) i * table.rowCount() / Math.min(SHOWN_ROWS, table.rowCount())))
                        .mapToObj(row -> row(table, row))
                        .collect(Collectors.joining("\n"));
    }

    private static String row(Table table, int row) {
        return IntStream.range(0, table.readings().size())
                        .mapToObj(reading -> Float.toString(table.value(row, reading)))
                        .collect(Collectors.joining(", "))
                + ", " + Quoted.name(table.labels().get(table.classOf(row)));
    }

    /** Returns a table of measured numbers, the latest attempts where there are many. */
    static Hole attempts(List<Attempt> attempts) {
        String head = """
                | # | model | %s | reason | %s | flash B | RAM B | ms | failed |
                |---|---|---|---|---|---|---|---|---|---|
                """.formatted(isOfRows(attempts) ? "features" : "one example", figureNames(attempts));
        List<String> lines = attempts.stream().map(Facts::attempt).toList();
        List<String> latest = lines.subList(Math.max(0, lines.size() - SHOWN_ATTEMPTS), lines.size());
        List<String> few = lines.subList(Math.max(0, lines.size() - 6), lines.size());
        return Hole.of(
                head + String.join("\n", latest),
                "(the latest " + few.size() + " of " + lines.size() + ")\n" + head + String.join("\n", few));
    }

    private static String figureNames(List<Attempt> attempts) {
        boolean numbers = attempts.stream()
                .flatMap(attempt -> attempt.measurement().stream())
                .anyMatch(measured -> measured.errors().isPresent());
        return numbers ? "mean error | R2" : "accuracy | macro F1";
    }

    private static boolean isOfRows(List<Attempt> attempts) {
        return attempts.stream().allMatch(a -> a.plan().framing() instanceof Framing.Rows);
    }

    private static String attempt(Attempt attempt) {
        String measured =
                switch (attempt.outcome()) {
                    case Attempt.Measured(Measurement m, var _) -> figures(m) + " |  |";
                    case Attempt.Failed(var d) -> " | | | | | " + Quoted.of(d.what(), 160) + " |";
                };
        return "| %d | %s | %s | %s | %s"
                .formatted(
                        attempt.number(),
                        model(attempt.plan()),
                        example(attempt.plan()),
                        Quoted.of(attempt.reason(), 80),
                        measured);
    }

    /** Returns the layers of a plan for a table; of others the features, too, and the size of a picture. */
    private static String model(Plan plan) {
        if (!(plan.framing() instanceof Framing.Rows)) {
            return Texts.model(plan).replace("|", "/");
        }
        return plan.model().stream()
                .map(layer -> switch (layer) {
                    case Layer.Dense dense -> Integer.toString(dense.units());
                    default -> layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
                })
                .collect(Collectors.joining("-"));
    }

    private static String example(Plan plan) {
        return switch (plan.framing()) {
            case Framing.Rows _ -> section(plan, "features");
            case Framing.Window window ->
                YamlText.number(window.seconds()) + " s every " + YamlText.number(window.strideSeconds()) + " s"
                        + (window.rateHz() > 0 ? " at " + YamlText.number(window.rateHz()) + " Hz" : "");
            case Framing.Picture picture -> picture.height() + " x " + picture.width() + " x " + picture.channels();
        };
    }

    private static String figures(Measurement m) {
        return String.format(
                Locale.ROOT,
                "%s | %d | %d | %s",
                quality(m),
                m.flashBytes(),
                m.ramBytes() + m.stackBytes(),
                m.latencyMillis().isPresent()
                        ? String.format(Locale.ROOT, "%.3g", m.latencyMillis().getAsDouble())
                        : "");
    }

    /** Returns two columns: how right it was on validation examples. */
    private static String quality(Measurement m) {
        if (m.alarms().isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "%.2f %% false alarms of %d | %.1f %% of stand-ins for faults found",
                    100 * m.alarms().get().falseAlarms(),
                    m.rows(),
                    100 * m.alarms().get().standInsFound());
        }
        return m.errors()
                .map(e -> String.format(
                        Locale.ROOT,
                        "mean error %.4g %s of %d | R2 %.3f",
                        e.device().mae(),
                        e.unit(),
                        m.rows(),
                        e.device().r2()))
                .orElseGet(() ->
                        String.format(Locale.ROOT, "%.1f %% of %d | %.3f", 100 * m.accuracy(), m.rows(), m.macroF1()));
    }

    /** Returns the entries of a list section of plan.yaml, on one line. */
    private static String section(Plan plan, String key) {
        List<String> lines = PlanFile.text(plan).lines().toList();
        int at = lines.indexOf(key + ":");
        return at < 0
                ? ""
                : lines.stream()
                        .skip(at + 1L)
                        .takeWhile(line -> line.startsWith("  - "))
                        .map(line -> line.substring(4))
                        .collect(Collectors.joining("; "))
                        .replace("|", "/");
    }

    /** Returns what must be seen, as expect.yaml without its comments. */
    static String expectations(Expectations expectations) {
        return expectations.text().lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    }
}
