package dev.tinywright.report;

import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.ReportFacts.Epoch;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The pictures of data, training and memory. */
final class Charts {
    static final int COLOURS = 8;

    private static final double LEFT = 46;
    private static final double RIGHT = Drawing.WIDTH - 14;

    private Charts() {}

    /** A curve of the training picture. */
    record Curve(String name, int colour, ToDoubleFunction<Epoch> value) {}

    /**
     * Rows of each class, or of each range of a number, as bars.
     *
     * @param title such as "Rows per class"
     * @param groups what the labels are, in the plural
     */
    static Element classCounts(String title, String groups, String thing, List<String> labels, List<Long> counts) {
        double left = labelWidth(labels);
        double row = 26;
        long most = counts.stream().mapToLong(count -> count).max().orElse(1);
        Element picture = Drawing.picture(
                counts.size() * row + 4,
                title,
                labels.size() + " " + groups + ", the largest has " + most + " " + thing + "s");
        for (int i = 0; i < counts.size(); i++) {
            double y = 4 + i * row;
            double length = (RIGHT - 44 - left) * counts.get(i) / Math.max(1, most);
            picture.add(Drawing.text(left - 8, y + 14, "end", Drawing.fit(labels.get(i), left - 8)));
            picture.add(Drawing.rect("f0", left, y, Math.max(length, 1), row - 8));
            picture.add(Drawing.text(left + length + 7, y + 14, "start", Numbers.count(counts.get(i)))
                    .with("class", "n"));
        }
        return picture;
    }

    private static double labelWidth(List<String> labels) {
        double widest = labels.stream().mapToDouble(Drawing::width).max().orElse(0);
        return Math.clamp(widest + 12, 40, 140);
    }

    /** A reading's distribution, a row per class, so that no colour has to be told apart from another. */
    static Element distribution(Column column, List<String> labels, int shownClasses) {
        double left = labelWidth(labels.subList(0, shownClasses));
        double row = 30;
        double bottom = 8 + shownClasses * row;
        Element picture = Drawing.picture(
                bottom + 24,
                "Distribution of " + column.name() + " by class",
                "From " + Drawing.tick(column.min()) + " to " + Drawing.tick(column.max()) + ", median "
                        + Drawing.tick(column.median()));
        Axis x = Axis.exact(column.low(), column.high(), 5, left, RIGHT - 6);
        for (double tick : x.ticks()) {
            picture.add(Drawing.line("grid", x.at(tick), 6, x.at(tick), bottom));
        }
        for (int i = 0; i < shownClasses; i++) {
            double base = 8 + (i + 1) * row;
            picture.add(Drawing.text(left - 8, base - 5, "end", Drawing.fit(labels.get(i), left - 8)));
            picture.add(ridge(column.histogram().get(i), x, base, row - 5, i));
            picture.add(Drawing.line("grid", left, base, RIGHT - 6, base));
        }
        Drawing.bottomAxis(picture, x, bottom, Drawing::tick);
        return picture;
    }

    /** Returns one histogram as a stepped area; each is as high as its own fullest bin. */
    private static Element ridge(List<Integer> bins, Axis x, double base, double height, int colour) {
        int most = Math.max(1, bins.isEmpty() ? 1 : Collections.max(bins));
        double width = (x.to() - x.from()) / Math.max(1, bins.size());
        StringBuilder path = new StringBuilder(format("M%.1f %.1f", x.from(), base));
        for (int bin = 0; bin < bins.size(); bin++) {
            path.append(format("V%.1f", base - height * bins.get(bin) / most));
            path.append(format("H%.1f", x.from() + width * (bin + 1)));
        }
        path.append(format("V%.1fZ", base));
        return Element.of("path", "area f" + colour % COLOURS).with("d", path.toString());
    }

    /** Curves over epochs, named where they end, with the epoch whose weights were kept. */
    static Element curves(
            String title, List<Epoch> epochs, int best, List<Curve> curves, double top, DoubleFunction<String> label) {
        double highest = 0;
        double lowest = Double.MAX_VALUE;
        for (Epoch epoch : epochs) {
            for (Curve curve : curves) {
                highest = Math.max(highest, curve.value().applyAsDouble(epoch));
                lowest = Math.min(lowest, curve.value().applyAsDouble(epoch));
            }
        }
        Element picture =
                Drawing.picture(250, title, epochs.size() + " epochs, the weights of epoch " + best + " were kept");
        Axis y = top > 0 ? Axis.rounded(Math.min(lowest, top), top, 4, 214, 34) : Axis.rounded(0, highest, 4, 214, 34);
        Axis x = Axis.exact(epochs.getFirst().number(), epochs.getLast().number(), 6, LEFT + 6, RIGHT - 6);
        Drawing.leftAxis(picture, y, LEFT, RIGHT, label);
        Drawing.bottomAxis(picture, x, 214, Drawing::tick);
        picture.add(
                Drawing.text((x.from() + x.to()) / 2, 247, "middle", "epoch").with("class", "tick"));
        picture.add(Drawing.line("mark", x.at(best), 28, x.at(best), 214));
        boolean isRight = x.at(best) > Drawing.WIDTH * 0.6;
        picture.add(Drawing.text(
                x.at(best) + (isRight ? -6 : 6), 25, isRight ? "end" : "start", "epoch " + best + " kept"));
        for (Curve curve : curves) {
            picture.add(curve(curve, epochs, x, y));
        }
        return picture;
    }

    private static Element curve(Curve curve, List<Epoch> epochs, Axis x, Axis y) {
        StringBuilder points = new StringBuilder();
        for (Epoch epoch : epochs) {
            double value = curve.value().applyAsDouble(epoch);
            points.append(points.isEmpty() ? "" : " ").append(format("%.1f,%.1f", x.at(epoch.number()), y.at(value)));
        }
        return Element.of("polyline", "curve l" + curve.colour()).with("points", points.toString());
    }

    /** What memory is made of, and under it how much of the board that is, with the goal. */
    static Element memory(
            String what, List<MemoryFacts.Part> parts, double total, double capacity, OptionalDouble goal) {
        Element picture = Drawing.picture(
                96, what + " map", Numbers.bytes(total) + " used of " + Numbers.bytes(capacity) + " on the board");
        double x = 0;
        for (int i = 0; i < parts.size(); i++) {
            double width = Drawing.WIDTH * parts.get(i).bytes() / Math.max(1, total);
            String title =
                    parts.get(i).name() + ": " + Numbers.bytes(parts.get(i).bytes());
            picture.add(Drawing.rect("part f" + i % COLOURS, x, 0, width, 34).child("title", title));
            x += width;
        }
        double scale = Math.max(capacity, Math.max(total, goal.orElse(0)));
        picture.add(Drawing.rect("track", 0, 54, Drawing.WIDTH * capacity / scale, 12));
        picture.add(Drawing.rect("f0", 0, 54, Math.max(2, Drawing.WIDTH * total / scale), 12));
        picture.add(Drawing.text(0, 88, "start", Numbers.percent(total / capacity) + " of the board"));
        goal.ifPresent(bound -> addGoal(picture, bound, Drawing.WIDTH * bound / scale));
        return picture;
    }

    private static void addGoal(Element picture, double bound, double x) {
        double inside = Math.clamp(x, 1, Drawing.WIDTH - 1);
        picture.add(Drawing.line("goal", inside, 48, inside, 72));
        boolean isRight = inside > Drawing.WIDTH / 2;
        double label = isRight ? inside : Math.max(inside, 150);
        picture.add(Drawing.text(label, 88, isRight ? "end" : "start", "goal " + Numbers.bytes(bound)));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
