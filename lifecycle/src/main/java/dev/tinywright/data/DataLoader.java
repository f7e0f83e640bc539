package dev.tinywright.data;

import dev.tinywright.data.Column.Role;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.DataSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads a data source: one CSV file with a label column, a folder with a CSV file per class, or a folder per class.
 *
 * <p>Two passes over the files: the first decides what each column is, the second keeps the chosen ones. Memory is 4
 * bytes per reading and 12 to 16 per row, whatever the size of the text.
 */
public final class DataLoader {
    /** Fewer rows than this say nothing about a class, whatever is done with them. */
    static final int MIN_ROWS = 20;
    /** Readings that are kept in memory, 240 MB; of larger data a sample of rows is drawn. */
    static final int MAX_VALUES = 60_000_000;

    private DataLoader() {}

    /**
     * @throws TinywrightException with exit code 2 where the source names a file or column that is not there, or leaves
     *     open what the class is; with exit code 1 where the data cannot be read or learned from
     */
    public static Table load(DataSource source, DataHints hints) {
        return load(source, hints, MAX_VALUES);
    }

    static Table load(DataSource source, DataHints hints, int maxValues) {
        DataFiles.Layout layout = DataFiles.find(source.path());
        String where = source.path().toString();
        Survey survey = Survey.of(layout.parts());
        requireRows(survey.wholeRows(), survey.rowsRead(), survey.broken(), where);
        if (layout.labelled() && hints.number()) {
            throw TinywrightException.usage(
                    "the data is a folder with a file or folder for each class, and a number is to be predicted",
                    where,
                    "give one CSV file with a column of the number");
        }
        if (layout.labelled()) {
            requireNoLabelInside(layout, survey, source, hints, where);
        }
        ColumnChooser.Choice choice =
                ColumnChooser.choose(survey.columns(), source, hints, needsLabel(layout, survey, source, hints), where);
        if (!hints.number()) {
            requireFewClasses(survey, choice, where);
        }
        List<String> notes = new ArrayList<>(choice.notes());
        if (!layout.note().isEmpty()) {
            notes.addFirst(layout.note());
        }
        notePreamble(layout.parts(), notes);
        noteLeftOut(choice.columns(), notes);
        TableReader reader =
                new TableReader(survey, choice, hints.number(), source.ahead(), layout.grouped(), maxValues);
        Table table = reader.read(layout.parts(), notes, List.of());
        requireRows(table.rowCount(), survey.rowsRead(), survey.broken(), where);
        if (hints.number()) {
            return TargetCheck.checked(GravityUnit.inferred(WildReadings.asMissing(table)), where);
        }
        if (hints.anomaly()) {
            return forAlarms(GravityUnit.inferred(WildReadings.asMissing(table)), where);
        }
        requireClasses(table, where);
        Table tame = GravityUnit.inferred(WildReadings.asMissing(table));
        Table checked = source.columns().isEmpty() ? LeakCheck.withoutLeaks(tame, where) : tame;
        return withLabelWarnings(checked, hints, where);
    }

    /** Where all is normal no column needs to say so. */
    private static boolean needsLabel(DataFiles.Layout layout, Survey survey, DataSource source, DataHints hints) {
        if (layout.labelled() || !hints.anomaly() || source.label().isPresent()) {
            return !layout.labelled();
        }
        return LabelFinder.guess(survey.columns(), hints)
                .map(found -> survey.columns().get(found.column()))
                .map(column -> column.values().keySet())
                .filter(values ->
                        Normality.canTell(values) || hints.labels().stream().anyMatch(values::contains))
                .isPresent();
    }

    private static Table forAlarms(Table table, String where) {
        List<String> labels =
                table.labels().stream().filter(label -> !label.isBlank()).toList();
        List<String> learned = !table.hasGivenSplit()
                ? List.of()
                : IntStream.range(0, table.rowCount())
                        .filter(row -> !table.isGivenForTest(row))
                        .mapToObj(row -> table.labels().get(table.classOf(row)))
                        .filter(label -> !label.isBlank())
                        .distinct()
                        .toList();
        Normality normality = Normality.of(labels, learned, where);
        int[] classes = IntStream.range(0, table.rowCount())
                .map(row -> normality.classOf(Optional.of(table.labels().get(table.classOf(row)))))
                .toArray();
        List<String> notes = new ArrayList<>(table.notes());
        notes.add("what is normal: " + normality.describe(labels));
        return new Table(
                table.columns(),
                Normality.CLASSES,
                table.files(),
                table.parts().forAlarms(classes),
                table.account(),
                table.rateHz(),
                notes,
                table.warnings());
    }

    private static void requireRows(int rows, int rowsRead, String example, String where) {
        if (rows < MIN_ROWS) {
            String broken = rows == rowsRead ? "" : " that can be used, of " + rowsRead + " read" + example;
            throw TinywrightException.failed(
                    "there " + (rows == 1 ? "is 1 row" : "are " + rows + " rows") + broken
                            + ", which is too few to learn from and to test on",
                    where,
                    "record at least " + MIN_ROWS + " rows, better 50 or more for each class");
        }
    }

    /** A folder of files that each have all classes, such as train.csv and test.csv, is not a file per class. */
    private static void requireNoLabelInside(
            DataFiles.Layout layout, Survey survey, DataSource source, DataHints hints, String where) {
        Set<String> names = new HashSet<>();
        layout.parts().forEach(part -> names.add(LabelVariants.key(part.label())));
        boolean namesAreClasses = hints.labels().stream()
                        .filter(label -> names.contains(LabelVariants.key(label)))
                        .count()
                >= 2;
        if (namesAreClasses) {
            return;
        }
        String column = source.label().or(() -> insideLabel(survey.columns())).orElse("");
        if (!column.isEmpty()) {
            throw TinywrightException.usage(
                    "the folder has " + layout.parts().size() + " CSV files and a label column '" + column
                            + "' inside, so it is not a file per class",
                    where,
                    "give one of the files, such as "
                            + layout.parts().getFirst().file().path() + ", or put them together into one");
        }
    }

    /** Only words count here: a recording may well end in a column of few whole numbers. */
    private static Optional<String> insideLabel(List<ColumnSurvey> columns) {
        return LabelFinder.guess(columns, DataHints.none())
                .map(found -> columns.get(found.column()))
                .filter(column -> !column.isNumeric())
                .map(ColumnSurvey::name);
    }

    private static void requireFewClasses(Survey survey, ColumnChooser.Choice choice, String where) {
        if (choice.label() < 0) {
            return;
        }
        ColumnSurvey label = survey.columns().get(choice.label());
        if (label.hasManyValues()) {
            throw TinywrightException.failed(
                    "the label column '" + label.name() + "' has more than " + ColumnSurvey.MAX_VALUES
                            + " different values, so they are not classes",
                    where,
                    "name another column as data.label, or ask to predict it as a number (kind: regression in"
                            + " task.yaml)");
        }
    }

    private static void requireClasses(Table table, String where) {
        Set<String> keys = new HashSet<>();
        table.labels().forEach(label -> keys.add(LabelVariants.key(label)));
        if (keys.size() < 2) {
            throw TinywrightException.failed(
                    "all " + table.rowCount() + " rows are of one class, \""
                            + table.labels().getFirst().strip() + "\"; there is nothing to tell apart",
                    where,
                    "add rows of at least one other class, such as \"nothing\"");
        }
    }

    private static void notePreamble(List<DataFiles.Part> parts, List<String> notes) {
        for (DataFiles.Part part : parts) {
            int lines = part.file().preamble();
            if (lines > 0 && notes.size() < 40) {
                notes.add("passed over the first " + (lines == 1 ? "line" : lines + " lines") + " of "
                        + part.file().name() + ": no part of the table");
            }
        }
    }

    private static void noteLeftOut(List<Column> columns, List<String> notes) {
        for (Column column : columns) {
            if (column.role() != Role.READING && column.role() != Role.LABEL && column.role() != Role.GROUP) {
                if (notes.size() < 40) {
                    notes.add("left out: column '" + column.name() + "', because " + column.why());
                }
            }
        }
    }

    /** Compares the classes of the sentence with those of the data. */
    private static Table withLabelWarnings(Table table, DataHints hints, String where) {
        Set<String> named = new HashSet<>();
        List<String> absent = new ArrayList<>();
        for (String label : hints.labels()) {
            LabelVariants.meant(label, table.labels()).ifPresentOrElse(named::add, () -> absent.add(label));
        }
        if (hints.labels().size() >= 2 && hints.labels().size() - absent.size() < 2) {
            throw TinywrightException.failed(
                    "the sentence names the classes " + String.join(", ", hints.labels()) + "; the data has "
                            + LabelFinder.listed(table.labels()),
                    where,
                    "use the data's names in the sentence, or name the right column as data.label in task.yaml");
        }
        List<String> warnings = new ArrayList<>(table.warnings());
        List<String> notes = new ArrayList<>(table.notes());
        if (!absent.isEmpty()) {
            warnings.add("the sentence names " + String.join(", ", absent) + ", of which the data has no rows");
        }
        List<String> unnamed = table.labels().stream()
                .filter(label -> !named.contains(LabelVariants.key(label)))
                .toList();
        if (!hints.labels().isEmpty() && !unnamed.isEmpty()) {
            warnings.add("the data also has " + LabelFinder.listed(unnamed)
                    + ", which the sentence does not name: kept as classes of their own; where they mean the same as "
                    + "others (in another language, say), give them one name in the data");
        }
        return new Table(
                table.columns(),
                table.labels(),
                table.files(),
                table.parts(),
                table.account(),
                table.rateHz(),
                notes,
                warnings);
    }
}
