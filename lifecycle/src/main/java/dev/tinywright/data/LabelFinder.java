package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the column that holds the class: from the task, the sentence, the names, the values, in this order. */
final class LabelFinder {
    private static final Set<String> USUAL_NAMES = Set.of(
            "label",
            "class",
            "target",
            "category",
            "species",
            "type",
            "y",
            "activity",
            "gesture",
            "classname",
            "labelname");
    private static final int MAX_TEXT_CLASSES = 50;
    private static final int MAX_INTEGER_CLASSES = 20;

    private final List<ColumnSurvey> columns;
    private final DataHints hints;
    private final String where;

    private LabelFinder(List<ColumnSurvey> columns, DataHints hints, String where) {
        this.columns = columns;
        this.hints = hints;
        this.where = where;
    }

    /** @param why the reason, as a note to the person */
    record Found(int column, String why) {}

    /**
     * @param asked the column named in the task
     * @throws TinywrightException where there is no such column, or none can be told from the others
     */
    static Found find(List<ColumnSurvey> columns, Optional<String> asked, DataHints hints, String where) {
        LabelFinder finder = new LabelFinder(columns, hints, where);
        if (asked.isPresent()) {
            return new Found(named(columns, asked.get(), "label", where), "as the task says");
        }
        return finder.guess().orElseThrow(finder::undecided);
    }

    /** Returns the column that would be the label if nothing were asked for; empty where none stands out. */
    static Optional<Found> guess(List<ColumnSurvey> columns, DataHints hints) {
        return new LabelFinder(columns, hints, "").guess();
    }

    /** Returns the position of the column a person named, or tells which there are. */
    static int named(List<ColumnSurvey> columns, String asked, String use, String where) {
        List<String> names = columns.stream().map(ColumnSurvey::name).toList();
        for (int c = 0; c < names.size(); c++) {
            if (names.get(c).equalsIgnoreCase(asked.strip())) {
                return c;
            }
        }
        List<Integer> alike = IntStream.range(0, names.size())
                .filter(c -> ColumnNames.same(asked, names.get(c)))
                .boxed()
                .toList();
        if (alike.size() == 1) {
            return alike.getFirst();
        }
        throw TinywrightException.usage(
                "there is no column '" + asked + "', which the task names as " + use + "; there are " + listed(names),
                where,
                "did you mean '" + ColumnNames.nearest(asked, names) + "'?");
    }

    static String listed(List<String> names) {
        String some = names.stream().limit(30).collect(Collectors.joining(", "));
        return names.size() > 30 ? some + " and " + (names.size() - 30) + " more" : some;
    }

    private Optional<Found> guess() {
        return byValues()
                .or(this::byPhrase)
                .or(this::byUsualName)
                .or(this::onlyText)
                .or(this::lastInteger);
    }

    /** The column whose values are the words of the sentence. */
    private Optional<Found> byValues() {
        int best = -1;
        int bestMatches = 0;
        for (int c = 0; c < columns.size(); c++) {
            int matches = matches(columns.get(c));
            if (matches > bestMatches) {
                best = c;
                bestMatches = matches;
            }
        }
        if (best < 0 || bestMatches < Math.min(2, hints.labels().size())) {
            return Optional.empty();
        }
        String words = String.join(", ", hints.labels());
        String count =
                bestMatches == hints.labels().size() ? "its values match" : "its values match " + bestMatches + " of";
        return Optional.of(new Found(best, "because " + count + " the words " + words));
    }

    private int matches(ColumnSurvey column) {
        List<String> values = List.copyOf(column.values().keySet());
        return (int) hints.labels().stream()
                .filter(label -> LabelVariants.meant(label, values).isPresent())
                .map(LabelVariants::key)
                .distinct()
                .count();
    }

    /** The column that has the name of what is to be told. */
    private Optional<Found> byPhrase() {
        if (hints.labelPhrase().isBlank()) {
            return Optional.empty();
        }
        List<Integer> meant = where(c -> canBeLabel(c)
                && (ColumnNames.means(hints.labelPhrase(), c.name())
                        || ColumnNames.means(c.name(), hints.labelPhrase())));
        return meant.size() == 1
                ? Optional.of(new Found(meant.getFirst(), "because the sentence asks for " + hints.labelPhrase()))
                : Optional.empty();
    }

    private Optional<Found> byUsualName() {
        List<Integer> usual =
                where(c -> canBeLabel(c) && USUAL_NAMES.contains(String.join("", ColumnNames.words(c.name()))));
        return usual.isEmpty() ? Optional.empty() : Optional.of(new Found(usual.getFirst(), "because of its name"));
    }

    private Optional<Found> onlyText() {
        List<Integer> text = textCandidates();
        return text.size() == 1
                ? Optional.of(
                        new Found(text.getFirst(), "because it is the only column of words with few different values"))
                : Optional.empty();
    }

    private List<Integer> textCandidates() {
        return where(c -> !c.isNumeric()
                && !c.isDates()
                && canBeLabel(c)
                && c.values().size() <= Math.min(MAX_TEXT_CLASSES, c.present() / 2)
                && !ColumnChooser.isGroupName(c.name()));
    }

    private Optional<Found> lastInteger() {
        ColumnSurvey last = columns.getLast();
        boolean few = last.isInteger() && canBeLabel(last) && last.values().size() <= MAX_INTEGER_CLASSES;
        return few && columns.size() > 1
                ? Optional.of(new Found(
                        columns.size() - 1,
                        "because it is the last column and has only "
                                + last.values().size() + " different whole numbers"))
                : Optional.empty();
    }

    private static boolean canBeLabel(ColumnSurvey column) {
        return !column.isEmpty() && !column.hasManyValues() && column.values().size() >= 2;
    }

    private List<Integer> where(Predicate<ColumnSurvey> test) {
        return IntStream.range(0, columns.size())
                .filter(c -> test.test(columns.get(c)))
                .boxed()
                .toList();
    }

    private TinywrightException undecided() {
        Optional<ColumnSurvey> same = columns.stream()
                .filter(c -> !c.isNumeric() && c.values().size() == 1)
                .findFirst();
        if (same.isPresent() && textCandidates().isEmpty()) {
            return TinywrightException.failed(
                    "column '" + same.get().name() + "' says \""
                            + same.get().values().keySet().iterator().next().strip()
                            + "\" in every row, and no other column can be the class; there is nothing to tell apart",
                    where,
                    "add rows of at least one other class, such as \"nothing\"");
        }
        List<String> candidates = new ArrayList<>();
        columns.stream()
                .filter(LabelFinder::canBeLabel)
                .filter(c -> c.values().size() <= MAX_TEXT_CLASSES && (!c.isNumeric() || c.isInteger()))
                .forEach(c -> candidates.add(c.name()));
        List<String> names = columns.stream().map(ColumnSurvey::name).toList();
        String many = columns.stream()
                .filter(c -> !c.isNumeric() && !c.isDates() && !c.isEmpty())
                .filter(c -> c.hasManyValues() || c.values().size() > MAX_TEXT_CLASSES)
                .map(c -> c.name() + " has "
                        + (c.hasManyValues()
                                ? "more than " + ColumnSurvey.MAX_VALUES
                                : String.valueOf(c.values().size())))
                .limit(5)
                .collect(Collectors.joining(", "));
        String what = candidates.isEmpty()
                ? "no column can be the class: none has between 2 and " + MAX_TEXT_CLASSES
                        + " different values (columns: " + listed(names) + (many.isEmpty() ? "" : "; " + many) + ")"
                : "several columns could be the class: " + listed(candidates);
        return TinywrightException.usage(
                what, where, "name the classes in the sentence, or the column as data.label in task.yaml");
    }
}
