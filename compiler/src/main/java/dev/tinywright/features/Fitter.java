package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.tensor.Requantizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Learns an {@link InputProgram} by running each step over the training rows, column by column, as the device will. */
final class Fitter {
    private static final int MAX_FEATURES = 4096;
    /** A column's largest training value takes this many bits: 4 are left for readings beyond it. */
    private static final int READING_BITS = 27;
    /** Scaled columns: twice the training range still has the 24 bits that a float holds exactly. */
    private static final int SCALED_BITS = 23;

    private final List<InputStep> steps;
    private final InputStep.Fill fill;
    private final List<Operation.Conversion> conversions = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<String> description = new ArrayList<>();
    /** Readings, then derived columns: float32, missing ones filled. */
    private final List<String> valueNames = new ArrayList<>();

    private final List<float[]> values = new ArrayList<>();
    /** The columns as they stand after the steps so far. */
    private final List<String> names = new ArrayList<>();

    private final List<int[]> columns = new ArrayList<>();
    private final List<Integer> points = new ArrayList<>();

    private Fitter(List<InputStep> steps) {
        this.steps = steps;
        this.fill = steps.stream()
                .filter(InputStep.Impute.class::isInstance)
                .map(step -> ((InputStep.Impute) step).fill())
                .reduce(InputStep.Fill.MEDIAN, (earlier, later) -> later);
    }

    static InputProgram fit(List<Reading> readings, float[][] rows, List<InputStep> steps) {
        if (rows.length == 0 || readings.isEmpty()) {
            throw new IllegalArgumentException("an input program needs at least one training row and one reading");
        }
        Fitter fitter = new Fitter(steps);
        for (int i = 0; i < readings.size(); i++) {
            fitter.conversions.add(fitter.addValues(readings.get(i).name(), column(rows, i)));
        }
        steps.forEach(fitter::learn);
        int[] points = fitter.points.stream().mapToInt(Integer::intValue).toArray();
        return new InputProgram(
                readings, fitter.conversions, fitter.operations, fitter.names, points, fitter.description);
    }

    private static float[] column(float[][] rows, int index) {
        float[] column = new float[rows.length];
        for (int r = 0; r < rows.length; r++) {
            column[r] = rows[r][index];
        }
        return column;
    }

    /** Adds a float column, filled and as fixed point; returns how it became that. */
    private Operation.Conversion addValues(String name, float[] raw) {
        checkNewColumns(1);
        float[] sorted = Statistics.finiteSorted(raw);
        Operation.Conversion conversion =
                new Operation.Conversion(missing(sorted), pointFor(reach(sorted), READING_BITS));
        float[] filled = new float[raw.length];
        int[] fixed = new int[raw.length];
        for (int r = 0; r < raw.length; r++) {
            filled[r] = conversion.present(raw[r]);
            fixed[r] = conversion.convert(raw[r]);
        }
        valueNames.add(name);
        values.add(filled);
        addColumn(name, fixed, conversion.point());
        return conversion;
    }

    private float missing(float[] sorted) {
        return (float)
                switch (fill) {
                    case MEDIAN -> Statistics.percentile(sorted, 50);
                    case MEAN -> Statistics.mean(sorted);
                    case ZERO -> 0;
                };
    }

    /** Returns the largest magnitude that has to be told apart: with clipping first, outliers do not cost resolution. */
    private double reach(float[] sorted) {
        Optional<InputStep> first = steps.stream()
                .filter(step -> !(step instanceof InputStep.Impute || step instanceof InputStep.Derive))
                .findFirst();
        double low = 0;
        double high = 100;
        if (first.isPresent() && first.get() instanceof InputStep.ClipOutliers clip) {
            low = clip.low();
            high = clip.high();
        }
        return Math.max(Math.abs(Statistics.percentile(sorted, low)), Math.abs(Statistics.percentile(sorted, high)));
    }

    /** Returns the point at which numbers up to {@code reach} take {@code bits} bits; 0 reaches to 2^11 by default. */
    private static int pointFor(double reach, int bits) {
        return reach == 0 ? bits - 11 : bits - 1 - Math.getExponent(reach);
    }

    private void addColumn(String name, int[] fixed, int point) {
        names.add(name);
        columns.add(fixed);
        points.add(point);
    }

    private void checkNewColumns(long added) {
        if (names.size() + added > MAX_FEATURES) {
            throw TinywrightException.usage(
                    "the input steps make " + (names.size() + added) + " features, at most " + MAX_FEATURES + " fit",
                    "features",
                    "use fewer columns, or name the columns that `pairs` takes");
        }
    }

    private void learn(InputStep step) {
        switch (step) {
            case InputStep.Impute impute ->
                say("A missing reading counts as the column's training %s.", lower(impute.fill()));
            case InputStep.ClipOutliers clip -> clip(clip);
            case InputStep.Derive derive -> derive(derive);
            case InputStep.Log log -> log(log);
            case InputStep.Pairs pairs -> pairs(pairs);
            case InputStep.Standardize standardize -> standardize();
            case InputStep.MinMax minMax -> minMax();
            case InputStep.RobustScale robust -> robustScale();
            case SignalStep signal -> throw notForTables("recordings");
            case PictureStep picture -> throw notForTables("pictures");
        }
    }

    private static TinywrightException notForTables(String what) {
        return TinywrightException.usage(
                "a step for " + what + " cannot work on rows of a table",
                "plan.yaml, features",
                "take it out, or give " + what + " as data");
    }

    private void clip(InputStep.ClipOutliers step) {
        List<Operation.Limits> limits = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int[] sorted = Statistics.sorted(columns.get(c));
            int min = (int) Math.round(Statistics.percentile(sorted, step.low()));
            int max = (int) Math.round(Statistics.percentile(sorted, step.high()));
            limits.add(new Operation.Limits(min, max));
            columns.set(
                    c,
                    Arrays.stream(columns.get(c))
                            .map(x -> Math.clamp(x, min, max))
                            .toArray());
            numbers.add(names.get(c) + " to [" + show(c, min) + ", " + show(c, max) + "]");
        }
        operations.add(new Operation.Clip(limits));
        say(
                "Columns are limited to what lies between the %s and %s percentile: %s.",
                number(step.low()), number(step.high()), list(numbers));
    }

    private void derive(InputStep.Derive step) {
        if (names.contains(step.name()) || valueNames.contains(step.name())) {
            throw TinywrightException.usage(
                    "there is a column \"" + step.name() + "\" already", "derive", "choose another name");
        }
        Expression expression = Expression.parse(step.expression(), valueNames);
        float[] raw = new float[values.getFirst().length];
        float[] row = new float[values.size()];
        for (int r = 0; r < raw.length; r++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = values.get(c)[r];
            }
            raw[r] = expression.evaluate(row);
        }
        operations.add(new Operation.Derived(step.name(), expression, addValues(step.name(), raw)));
        say("%s is added, computed from the readings as %s.", step.name(), step.expression());
    }

    private void log(InputStep.Log step) {
        List<Operation.Log2> logs = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int c : indices(step.columns(), "log")) {
            int smallest = Arrays.stream(columns.get(c)).min().orElseThrow();
            int point = points.get(c);
            numbers.add(names.get(c) + " from " + show(c, smallest));
            logs.add(new Operation.Log2(c, smallest, point));
            columns.set(
                    c,
                    Arrays.stream(columns.get(c))
                            .map(x -> Fixed.log2(x, smallest, point))
                            .toArray());
            points.set(c, Fixed.pointOfLog(point));
        }
        operations.add(new Operation.Logs(logs));
        say("log2(1 + distance from the smallest training value) replaces %s.", list(numbers));
    }

    private void pairs(InputStep.Pairs step) {
        List<Integer> chosen = indices(step.columns(), "pairs");
        checkNewColumns((long) chosen.size() * (chosen.size() + 1) / 2);
        List<Operation.Product> products = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i; j < chosen.size(); j++) {
                products.add(product(chosen.get(i), chosen.get(j)));
            }
        }
        operations.add(new Operation.Products(products));
        say(
                "The %d products of all pairs of %s are added, squares included.",
                products.size(), list(chosen.stream().map(names::get).toList()));
    }

    private Operation.Product product(int left, int right) {
        int[] a = columns.get(left);
        int[] b = columns.get(right);
        double reach = 0;
        for (int r = 0; r < a.length; r++) {
            reach = Math.max(reach, Math.abs((double) a[r] * b[r]));
        }
        int shift = reach == 0 ? READING_BITS : Math.max(Math.getExponent(reach) + 1 - READING_BITS, 0);
        int[] fixed = new int[a.length];
        for (int r = 0; r < a.length; r++) {
            fixed[r] = Fixed.product(a[r], b[r], shift);
        }
        String name = left == right ? names.get(left) + "^2" : names.get(left) + "*" + names.get(right);
        addColumn(name, fixed, points.get(left) + points.get(right) - shift);
        return new Operation.Product(left, right, shift);
    }

    private void standardize() {
        scale("(x - mean) / deviation", "mean", "deviation", x -> {
            double mean = Statistics.mean(x);
            return new Center(mean, Statistics.deviation(x, mean));
        });
    }

    private void minMax() {
        scale("(x - smallest) / (largest - smallest)", "smallest", "range", x -> {
            int[] sorted = Statistics.sorted(x);
            return new Center(sorted[0], (double) sorted[sorted.length - 1] - sorted[0]);
        });
    }

    /** Where half of the values are the same, and the quartiles with them, the standard deviation stands in. */
    private void robustScale() {
        scale("(x - median) / (third quartile - first quartile)", "median", "spread", x -> {
            int[] sorted = Statistics.sorted(x);
            double spread = Statistics.percentile(sorted, 75) - Statistics.percentile(sorted, 25);
            double width = spread > 0 ? spread : Statistics.deviation(x, Statistics.mean(x));
            return new Center(Statistics.percentile(sorted, 50), width);
        });
    }

    /** In steps of a column's fixed point. */
    private record Center(double offset, double width) {}

    private interface CenterOf {
        Center of(int[] column);
    }

    private void scale(String method, String offsetName, String widthName, CenterOf centerOf) {
        List<Operation.Scaling> scalings = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            int[] x = columns.get(c);
            Center center = centerOf.of(x);
            numbers.add(String.format(
                    Locale.ROOT,
                    "%s %s %s, %s %s",
                    names.get(c),
                    offsetName,
                    show(c, center.offset()),
                    widthName,
                    show(c, center.width())));
            int offset = (int) Math.round(center.offset());
            if (center.width() == 0) {
                scalings.add(new Operation.Scaling(offset, Requantizer.of(0)));
                points.set(c, SCALED_BITS);
                continue;
            }
            int point = pointFor(Statistics.reach(x, offset) / center.width(), SCALED_BITS);
            scalings.add(new Operation.Scaling(offset, Requantizer.of(Math.scalb(1 / center.width(), point))));
            points.set(c, point);
        }
        operations.add(new Operation.Scale(method, scalings));
        for (int c = 0; c < columns.size(); c++) {
            Operation.Scaling scaling = scalings.get(c);
            columns.set(
                    c,
                    Arrays.stream(columns.get(c))
                            .map(x -> Fixed.scale(x, scaling.offset(), scaling.factor()))
                            .toArray());
        }
        say("Each column is scaled to %s (a constant one to 0): %s.", method, list(numbers));
    }

    /** No columns means all there are. */
    private List<Integer> indices(List<String> chosen, String step) {
        List<Integer> indices = new ArrayList<>();
        List<String> wanted = chosen.isEmpty() ? names : chosen;
        for (String name : wanted) {
            int index = ColumnFinder.find(name, names, step);
            if (!indices.contains(index)) {
                indices.add(index);
            }
        }
        return indices;
    }

    private String show(int column, double fixed) {
        return number(Math.scalb(fixed, -points.get(column)));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }

    private static String list(List<String> parts) {
        int shown = 12;
        String text = String.join("; ", parts.subList(0, Math.min(parts.size(), shown)));
        return parts.size() > shown ? text + "; and " + (parts.size() - shown) + " more" : text;
    }

    private static String lower(InputStep.Fill fill) {
        return fill == InputStep.Fill.ZERO ? "stand-in of 0" : fill.name().toLowerCase(Locale.ROOT);
    }

    private void say(String format, Object... values) {
        description.add(String.format(Locale.ROOT, format, values));
    }
}
