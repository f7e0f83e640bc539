package dev.tinywright.data;

import dev.tinywright.data.LabelFinder.Found;
import dev.tinywright.diag.TinywrightException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the column of the number to predict: from the task, the sentence, the names, or as the last column of numbers. */
final class TargetFinder {
    private static final Set<String> USUAL_NAMES = Set.of("target", "y", "output", "value", "label", "result", "truth");

    private final List<ColumnSurvey> columns;
    private final DataHints hints;
    private final String where;

    private TargetFinder(List<ColumnSurvey> columns, DataHints hints, String where) {
        this.columns = columns;
        this.hints = hints;
        this.where = where;
    }

    /**
     * @param asked the column named in the task
     * @throws TinywrightException where there is no such column, it does not hold numbers, or they are all the same
     */
    static Found find(List<ColumnSurvey> columns, Optional<String> asked, DataHints hints, String where) {
        TargetFinder finder = new TargetFinder(columns, hints, where);
        Found found = asked.map(name ->
                        new Found(LabelFinder.named(columns, name, "the number to predict", where), "as the task says"))
                .or(finder::byPhrase)
                .or(finder::byUsualName)
                .or(finder::last)
                .orElseThrow(finder::none);
        finder.requireNumbers(columns.get(found.column()));
        return found;
    }

    private void requireNumbers(ColumnSurvey column) {
        if (!column.isNumeric()) {
            String example =
                    column.isEmpty() ? "it has no values" : "it holds words such as \"" + column.exampleWord() + "\"";
            throw TinywrightException.usage(
                    "column '" + column.name() + "' is no number to predict: " + example,
                    where,
                    "name a column of numbers as data.label in task.yaml, or ask to tell classes apart");
        }
        if (column.isConstant()) {
            throw TinywrightException.failed(
                    "column '" + column.name() + "' is the same in every row; there is nothing to predict",
                    where,
                    "give data in which it changes, or name another column as data.label in task.yaml");
        }
    }

    /** The column that shares most words with what is asked for, where one stands out; a whole match comes first. */
    private Optional<Found> byPhrase() {
        if (hints.labelPhrase().isBlank()) {
            return Optional.empty();
        }
        String why = "because the sentence asks for " + hints.labelPhrase();
        List<Integer> meant = IntStream.range(0, columns.size())
                .filter(c ->
                        ColumnNames.means(hints.labelPhrase(), columns.get(c).name()))
                .boxed()
                .toList();
        if (meant.size() == 1) {
            return Optional.of(new Found(meant.getFirst(), why));
        }
        Set<String> wanted = new HashSet<>(ColumnNames.words(hints.labelPhrase()));
        int[] shared = columns.stream().mapToInt(c -> shared(wanted, c)).toArray();
        int most = IntStream.of(shared).max().orElse(0);
        List<Integer> best = IntStream.range(0, shared.length)
                .filter(c -> shared[c] == most)
                .boxed()
                .toList();
        return most > 0 && best.size() == 1 ? Optional.of(new Found(best.getFirst(), why)) : Optional.empty();
    }

    private static int shared(Set<String> wanted, ColumnSurvey column) {
        Set<String> words = new HashSet<>(ColumnNames.words(column.name()));
        words.retainAll(wanted);
        return column.isNumeric() && !column.isConstant() ? words.size() : 0;
    }

    private Optional<Found> byUsualName() {
        return IntStream.range(0, columns.size())
                .filter(this::canBePredicted)
                .filter(c -> USUAL_NAMES.contains(columns.get(c).name().strip().toLowerCase(Locale.ROOT)))
                .mapToObj(c -> new Found(c, "because of its name"))
                .findFirst();
    }

    private Optional<Found> last() {
        return IntStream.range(0, columns.size())
                .filter(this::canBePredicted)
                .filter(c -> hints.columns().stream()
                        .noneMatch(phrase ->
                                ColumnNames.means(phrase, columns.get(c).name())))
                .reduce((_, last) -> last)
                .stream()
                .mapToObj(c -> new Found(c, "because it is the last column of numbers, where the result usually is"))
                .findFirst();
    }

    private boolean canBePredicted(int column) {
        ColumnSurvey survey = columns.get(column);
        return survey.isNumeric() && !survey.isConstant() && !survey.countsUp();
    }

    private TinywrightException none() {
        List<String> names = columns.stream().map(ColumnSurvey::name).toList();
        return TinywrightException.usage(
                "no column can be the number to predict: none holds numbers that change (columns: "
                        + LabelFinder.listed(names) + ")",
                where,
                "name a column of numbers as data.label in task.yaml");
    }
}
