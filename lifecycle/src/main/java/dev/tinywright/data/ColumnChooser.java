package dev.tinywright.data;

import dev.tinywright.data.Column.Role;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.DataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Decides what each column is used for, and says why. */
final class ColumnChooser {
    private static final Set<String> GROUP_WORDS = Set.of(
            "subject",
            "session",
            "recording",
            "user",
            "person",
            "patient",
            "participant",
            "device",
            "group",
            "speaker",
            "volunteer");
    private static final Set<String> ID_WORDS =
            Set.of("id", "idx", "index", "row", "no", "nr", "number", "uuid", "key");
    private static final Set<String> ID_COMPANIONS = Set.of(
            "sample", "row", "record", "entry", "measurement", "unnamed", "observation", "line", "seq", "sequence");
    private static final Set<String> TIME_WORDS = Set.of("time", "date", "timestamp", "datetime", "year", "epoch");
    /** Names that may be a clock or something else; the values decide. */
    private static final Set<String> CLOCK_NAMES = Set.of("t", "ms", "millis", "tick", "seconds", "second");

    private static final Set<String> TIME_COMPANIONS = Set.of(
            "time",
            "date",
            "timestamp",
            "datetime",
            "year",
            "epoch",
            "unix",
            "utc",
            "local",
            "s",
            "sec",
            "second",
            "ms",
            "milli",
            "millisecond",
            "millis",
            "us",
            "recorded",
            "recording",
            "created",
            "elapsed",
            "start",
            "end",
            "sample");

    private final List<ColumnSurvey> surveys;
    private final String where;
    private final Column[] columns;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> namesakes = new HashMap<>();
    private int label = -1;
    private int group = -1;

    private ColumnChooser(List<ColumnSurvey> surveys, String where) {
        this.surveys = surveys;
        this.where = where;
        this.columns = new Column[surveys.size()];
        surveys.forEach(survey -> namesakes.merge(plainName(survey), 1, Integer::sum));
    }

    /**
     * @param columns all of them, in the order of the data
     * @param label position of the label, -1 where the class is the file's or folder's name
     * @param group position of the group, -1 where there is none
     */
    record Choice(List<Column> columns, int label, int group, List<String> notes) {
        Choice {
            columns = List.copyOf(columns);
            notes = List.copyOf(notes);
        }

        /** Positions of the readings. */
        int[] readings() {
            return IntStream.range(0, columns.size())
                    .filter(c -> columns.get(c).role() == Role.READING)
                    .toArray();
        }
    }

    static Choice choose(
            List<ColumnSurvey> surveys, DataSource source, DataHints hints, boolean needsLabel, String where) {
        ColumnChooser chooser = new ColumnChooser(surveys, where);
        if (needsLabel) {
            LabelFinder.Found found = hints.number()
                    ? TargetFinder.find(surveys, source.label(), hints, where)
                    : LabelFinder.find(surveys, source.label(), hints, where);
            chooser.label = found.column();
            chooser.set(found.column(), Role.LABEL, found.why());
            source.unit().ifPresent(chooser::setUnit);
            chooser.notes.add((hints.number() ? "predicted" : "label") + ": column '"
                    + surveys.get(found.column()).name() + "', " + found.why());
        }
        chooser.chooseGroup(source);
        if (source.columns().isEmpty()) {
            chooser.judgeAll();
            chooser.keepMentioned(hints.columns());
        } else {
            chooser.takeListed(source.columns());
        }
        Choice choice = new Choice(Arrays.asList(chooser.columns), chooser.label, chooser.group, chooser.notes);
        chooser.requireReadings(choice);
        return choice;
    }

    /** True for names such as subject, session_id, "user number". */
    static boolean isGroupName(String name) {
        List<String> words = ColumnNames.words(name).stream()
                .filter(word -> !ID_WORDS.contains(word) && !word.equals("name") && !word.equals("code"))
                .toList();
        return !words.isEmpty() && GROUP_WORDS.containsAll(words);
    }

    private static String plainName(ColumnSurvey survey) {
        return ColumnNames.split(survey.name()).name().toLowerCase(Locale.ROOT);
    }

    private void set(int column, Role role, String why) {
        ColumnNames.Named named = ColumnNames.split(surveys.get(column).name());
        boolean unique = namesakes.getOrDefault(plainName(surveys.get(column)), 0) == 1;
        columns[column] = new Column(unique ? named.name() : surveys.get(column).name(), named.unit(), role, why);
    }

    private void setUnit(String unit) {
        Column named = columns[label];
        columns[label] = new Column(named.name(), unit, named.role(), named.why());
    }

    private void chooseGroup(DataSource source) {
        if (source.group().isPresent()) {
            group = LabelFinder.named(surveys, source.group().get(), "group", where);
            set(group, Role.GROUP, "as the task says");
        } else {
            for (int c = 0; c < surveys.size() && group < 0; c++) {
                ColumnSurvey survey = surveys.get(c);
                boolean kind = !survey.isNumeric() || (survey.isInteger() && !survey.countsUp());
                boolean repeats = survey.hasManyValues()
                        || (survey.values().size() >= 2 && survey.values().size() <= survey.present() / 2);
                if (c != label && kind && repeats && isGroupName(survey.name())) {
                    group = c;
                    set(c, Role.GROUP, "because of its name; rows of one " + survey.name() + " belong together");
                }
            }
        }
        if (group >= 0) {
            notes.add("group: column '" + columns[group].name() + "', " + columns[group].why());
        }
    }

    private void judgeAll() {
        for (int c = 0; c < columns.length; c++) {
            if (c != label && c != group) {
                judge(c, surveys.get(c));
            }
        }
    }

    private void judge(int c, ColumnSurvey survey) {
        List<String> words = ColumnNames.words(survey.name());
        if (survey.isEmpty()) {
            set(c, Role.EMPTY, "it has no values");
        } else if (isTime(survey, words)) {
            set(c, Role.TIME, "it says when a row was taken, which does not tell what a new one is");
        } else if (!survey.isNumeric()) {
            set(c, Role.TEXT, "it holds words, not numbers, such as \"" + survey.exampleWord() + "\"");
        } else if (survey.isConstant()) {
            set(c, Role.CONSTANT, "it is the same in every row");
        } else if (survey.countsUp()) {
            set(c, Role.ID, "it counts the rows");
        } else if (isId(survey, words)) {
            set(c, Role.ID, "by its name it numbers the rows");
        } else {
            set(c, Role.READING, "numbers");
        }
    }

    private static boolean isTime(ColumnSurvey survey, List<String> words) {
        boolean named = words.stream().anyMatch(TIME_WORDS::contains);
        boolean nothingElse = TIME_COMPANIONS.containsAll(words);
        boolean clock = words.size() == 1 && CLOCK_NAMES.contains(words.getFirst()) && survey.goesForward();
        return clock || survey.isDates() || (survey.isNumeric() && named && (nothingElse || survey.goesForward()));
    }

    private static boolean isId(ColumnSurvey survey, List<String> words) {
        boolean named = words.stream().anyMatch(ID_WORDS::contains);
        boolean nothingElse = words.stream().allMatch(w -> ID_WORDS.contains(w) || ID_COMPANIONS.contains(w));
        return survey.isInteger() && named && (nothingElse || words.getLast().equals("id"));
    }

    /** Where the sentence names columns, and it is clear which, the others are left out. */
    private void keepMentioned(List<String> phrases) {
        boolean[] meant = new boolean[columns.length];
        int matched = 0;
        int asked = 0;
        for (String phrase : phrases) {
            for (String part : phrase.split("\\s*(?:,|\\band\\b|&|\\+)\\s*")) {
                if (!part.isBlank()) {
                    asked++;
                    matched += mark(part, meant) ? 1 : 0;
                }
            }
        }
        int columnsMeant = 0;
        for (boolean m : meant) {
            columnsMeant += m ? 1 : 0;
        }
        if (matched == 0 || (matched < asked && columnsMeant < 2)) {
            return;
        }
        for (int c = 0; c < columns.length; c++) {
            if (meant[c]) {
                set(c, Role.READING, "the sentence names it");
            } else if (columns[c].role() == Role.READING) {
                set(c, Role.NOT_CHOSEN, "the sentence names other columns");
            }
        }
        notes.add("readings: just the columns that the sentence names (" + String.join(", ", phrases) + ")");
    }

    private boolean mark(String phrase, boolean[] meant) {
        boolean any = false;
        for (int c = 0; c < columns.length; c++) {
            if (canBeReading(c) && ColumnNames.means(phrase, surveys.get(c).name())) {
                meant[c] = true;
                any = true;
            }
        }
        return any || (ColumnNames.isColour(phrase) && markColours(meant));
    }

    private boolean markColours(boolean[] meant) {
        int[] channels = {-1, -1, -1};
        for (int c = 0; c < columns.length; c++) {
            int channel =
                    canBeReading(c) ? ColumnNames.colourChannel(surveys.get(c).name()) : -1;
            if (channel >= 0 && channels[channel] < 0) {
                channels[channel] = c;
            }
        }
        if (Arrays.stream(channels).anyMatch(c -> c < 0)) {
            return false;
        }
        for (int c : channels) {
            meant[c] = true;
        }
        return true;
    }

    private boolean canBeReading(int c) {
        ColumnSurvey survey = surveys.get(c);
        return c != label && c != group && survey.isNumeric() && !survey.isConstant();
    }

    private void takeListed(List<String> listed) {
        for (String name : listed) {
            int c = LabelFinder.named(surveys, name, "a column to learn from", where);
            if (c == label || c == group || !surveys.get(c).isNumeric()) {
                String why =
                        c == label ? "it is the label" : c == group ? "it is the group" : "it does not hold numbers";
                throw TinywrightException.usage(
                        "column '" + name + "' cannot be learned from: " + why, where, "take it out of data.columns");
            }
            set(c, Role.READING, "the task lists it");
        }
        for (int c = 0; c < columns.length; c++) {
            if (columns[c] == null) {
                judge(c, surveys.get(c));
                if (columns[c].role() == Role.READING) {
                    set(c, Role.NOT_CHOSEN, "the task lists other columns");
                }
            }
        }
    }

    private void requireReadings(Choice choice) {
        if (choice.readings().length == 0) {
            StringBuilder left = new StringBuilder();
            choice.columns().forEach(c -> left.append(left.isEmpty() ? "" : "; ")
                    .append(c.name())
                    .append(": ")
                    .append(c.role() == Role.LABEL ? "the label" : c.why()));
            throw TinywrightException.failed(
                    "there is no column of numbers to learn from (" + left + ")",
                    where,
                    "give data with at least one column of sensor readings, or list columns as data.columns in"
                            + " task.yaml");
        }
    }
}
