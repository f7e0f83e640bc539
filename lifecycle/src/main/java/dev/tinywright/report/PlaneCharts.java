package dev.tinywright.report;

import java.util.List;
import java.util.Locale;

/** Pictures with two axes that are both measured: the curve of a threshold, and test examples in a plane. */
final class PlaneCharts {
    private static final double LEFT = 52;
    private static final double RIGHT = Drawing.WIDTH - 14;
    private static final double TOP = 14;
    private static final double BOTTOM = 300;
    private static final int SHAPES = 3;

    private PlaneCharts() {}

    static Element roc(Roc roc, List<String> labels) {
        Element picture = Drawing.picture(
                BOTTOM + 40,
                "ROC curve",
                "Share of " + labels.get(1) + " found against false alarms; area under the curve "
                        + Numbers.significant(roc.area(), 3));
        Axis x = Axis.exact(0, 1, 5, LEFT, RIGHT);
        Axis y = Axis.exact(0, 1, 5, BOTTOM, TOP);
        Drawing.leftAxis(picture, y, LEFT, RIGHT, PlaneCharts::percent);
        Drawing.bottomAxis(picture, x, BOTTOM, PlaneCharts::percent);
        picture.add(Drawing.line("mark", x.at(0), y.at(0), x.at(1), y.at(1)));
        StringBuilder points = new StringBuilder();
        for (Roc.Point point : roc.points()) {
            points.append(points.isEmpty() ? "" : " ").append(pair(x.at(point.falseAlarms()), y.at(point.found())));
        }
        picture.add(Element.of("polyline", "curve l0").with("points", points.toString()));
        return picture.add(
                Drawing.text(RIGHT, BOTTOM + 36, "end", "false alarms").with("class", "tick"));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + "\u00a0%";
    }

    static Element embedding(Embedding embedding, List<String> labels) {
        Element picture = Drawing.picture(
                BOTTOM + 40,
                "Test examples by their two principal components",
                embedding.points().size() + " examples of " + labels.size() + " classes; wrong ones are ringed");
        Axis x =
                axis(embedding.points().stream().mapToDouble(Embedding.Point::x).toArray(), LEFT + 8, RIGHT - 8);
        Axis y =
                axis(embedding.points().stream().mapToDouble(Embedding.Point::y).toArray(), BOTTOM - 8, TOP + 8);
        picture.add(Drawing.rect("frame", LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP));
        for (Embedding.Point point : embedding.points()) {
            picture.add(mark(point.wanted(), x.at(point.x()), y.at(point.y()), 3.4));
        }
        for (Embedding.Point point : embedding.points()) {
            if (point.wanted() != point.got()) {
                picture.add(circle("missring", x.at(point.x()), y.at(point.y()), 6.5));
            }
        }
        picture.add(
                Drawing.text(RIGHT, BOTTOM + 20, "end", "first component, " + Numbers.percent(embedding.firstShare()))
                        .with("class", "tick"));
        return picture.add(
                Drawing.text(LEFT - 10, TOP, "end", "second component, " + Numbers.percent(embedding.secondShare()))
                        .with("class", "tick")
                        .with("transform", "rotate(-90 " + (int) (LEFT - 10) + " " + (int) TOP + ")"));
    }

    /** Returns which mark is which class. */
    static Element key(List<String> labels) {
        Element key = Element.of("p", "note");
        for (int c = 0; c < labels.size(); c++) {
            Element svg = Element.of("svg", "mark")
                    .with("xmlns", "http://www.w3.org/2000/svg")
                    .with("viewBox", "0 0 12 12")
                    .with("aria-hidden", "true")
                    .add(mark(c, 6, 6, 4.5));
            key.add(Element.of("span", "key")
                    .add(svg)
                    .add(Parts.name(labels.get(c)))
                    .text("  "));
        }
        return key;
    }

    /** A colour for each class, and other shapes where classes outnumber the colours. */
    private static Element mark(int label, double x, double y, double radius) {
        String colour = "point f" + label % Charts.COLOURS;
        return switch (label / Charts.COLOURS % SHAPES) {
            case 0 -> circle(colour, x, y, radius);
            case 1 -> Drawing.rect(colour, x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
            default ->
                Element.of("path", colour)
                        .with(
                                "d",
                                "M" + pair(x, y - 1.2 * radius) + "L" + pair(x + 1.1 * radius, y + 0.8 * radius) + "L"
                                        + pair(x - 1.1 * radius, y + 0.8 * radius) + "Z");
        };
    }

    private static Element circle(String cssClass, double x, double y, double radius) {
        return Element.of("circle", cssClass).with("cx", x).with("cy", y).with("r", radius);
    }

    private static Axis axis(double[] values, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return Axis.exact(low, high, 4, from, to);
    }

    private static String pair(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
