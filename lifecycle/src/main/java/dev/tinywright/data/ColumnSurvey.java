package dev.tinywright.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a first pass over the files learns of one column; constant memory. */
final class ColumnSurvey {
    /** Beyond this many different values a column is not counted out, and is no label. */
    static final int MAX_VALUES = 200;

    private static final Pattern DATE =
            Pattern.compile("\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([ T].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}( .*)?"
                    + "|\\d{1,2}:\\d{2}(:\\d{2})?([.,]\\d+)?");
    private static final int DATE_SAMPLE = 50;

    private final String name;
    private final Map<String, Integer> values = new LinkedHashMap<>();
    private boolean manyValues;
    private int present;
    private int numbers;
    private int integers;
    private int dates;
    private String firstWord = "";
    private int words;
    private int steps;
    private int stepsOfOne;
    private int stepsForward;
    private float previous = Float.NaN;
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;
    private int sentinels999;
    private int sentinels9999;

    ColumnSurvey(String name) {
        this.name = name;
    }

    void add(String cell, char decimal) {
        if (Numbers.isMissing(cell)) {
            if (!Numbers.isMissingLabel(cell)) {
                count(cell);
            }
            return;
        }
        present++;
        count(cell);
        float number = Numbers.parse(cell, decimal);
        if (Float.isNaN(number)) {
            words++;
            firstWord = firstWord.isEmpty() ? cell.strip() : firstWord;
            dates += words <= DATE_SAMPLE && DATE.matcher(cell.strip()).matches() ? 1 : 0;
        } else {
            addNumber(number);
        }
    }

    private void count(String cell) {
        if (!manyValues) {
            values.merge(cell, 1, Integer::sum);
            if (values.size() > MAX_VALUES) {
                manyValues = true;
                values.clear();
            }
        }
    }

    private void addNumber(float number) {
        numbers++;
        if (number == -999f) {
            sentinels999++;
            return;
        }
        if (number == -9999f) {
            sentinels9999++;
            return;
        }
        integers += number == Math.rint(number) ? 1 : 0;
        min = Math.min(min, number);
        max = Math.max(max, number);
        if (!Float.isNaN(previous)) {
            steps++;
            stepsOfOne += number == previous + 1 ? 1 : 0;
            stepsForward += number >= previous ? 1 : 0;
        }
        previous = number;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return present == 0;
    }

    /** True where nearly all values that are there are numbers. */
    boolean isNumeric() {
        return numbers > 0 && numbers >= 0.95 * present;
    }

    boolean isInteger() {
        return isNumeric() && integers + sentinels999 + sentinels9999 == numbers;
    }

    boolean isDates() {
        return !isNumeric() && words > 0 && dates >= 0.9 * Math.min(words, DATE_SAMPLE);
    }

    boolean isConstant() {
        boolean oneSpelling = !manyValues && values.size() == 1;
        boolean onlySentinelBeside = sentinels999 + sentinels9999 == 0 || !Float.isNaN(sentinel());
        return isNumeric() && (oneSpelling || (min >= max && onlySentinelBeside));
    }

    /** True for whole numbers that go up by one from row to row, with few exceptions. */
    boolean countsUp() {
        return isInteger() && steps >= 10 && stepsOfOne >= 0.9 * steps;
    }

    /** True for numbers that seldom go down from row to row, as where one recording follows another. */
    boolean goesForward() {
        return isNumeric() && steps >= 10 && stepsForward >= 0.9 * steps && max > min;
    }

    /** True where there are too many different values to count them out. */
    boolean hasManyValues() {
        return manyValues;
    }

    /** Returns value to count; empty where there are many. */
    Map<String, Integer> values() {
        return values;
    }

    /** Returns the first value that is no number, cut where it is long. */
    String exampleWord() {
        return firstWord.length() > 40 ? firstWord.substring(0, 40) + "…" : firstWord;
    }

    int present() {
        return present;
    }

    /** Returns -999 or -9999 where it repeats and lies far below all other values, so that it must mean missing; else NaN. */
    float sentinel() {
        float candidate = sentinels9999 > sentinels999 ? -9999f : -999f;
        int times = Math.max(sentinels999, sentinels9999);
        boolean farOut = min <= max && candidate < min - Math.max(max - min, 1);
        return times >= 2 && farOut ? candidate : Float.NaN;
    }

    int sentinelCount() {
        return Math.max(sentinels999, sentinels9999);
    }
}
