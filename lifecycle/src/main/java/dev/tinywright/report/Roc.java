package dev.tinywright.report;

import dev.tinywright.report.ReportFacts.TestRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a two-class model trades misses for false alarms as its threshold moves: receiver operating characteristic (Fawcett 2006).
 * The second class counts as the alarm.
 *
 * @param points from (0, 0) to (1, 1), the strictest threshold first
 * @param area under the curve: the share of pairs of an alarm and none that the model puts in the right order, ties by half
 */
record Roc(List<Point> points, double area) {
    /** @param threshold least share of the second class that is an alarm here, 0 to 1 */
    record Point(double falseAlarms, double found, double threshold) {}

    Roc {
        points = List.copyOf(points);
    }

    /** Returns nothing where there are not two classes, or no test rows of one of them. */
    static Optional<Roc> of(List<TestRow> rows, int classes) {
        long alarms = rows.stream().filter(row -> row.wanted() == 1).count();
        if (classes != 2 || alarms == 0 || alarms == rows.size()) {
            return Optional.empty();
        }
        List<TestRow> sorted = rows.stream()
                .sorted(Comparator.comparingDouble(row -> -score(row)))
                .toList();
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0, 1)));
        double area = 0;
        long found = 0;
        long falseAlarms = 0;
        for (int i = 0; i < sorted.size(); i++) {
            found += sorted.get(i).wanted();
            falseAlarms += 1 - sorted.get(i).wanted();
            double score = score(sorted.get(i));
            if (i + 1 == sorted.size() || score(sorted.get(i + 1)) != score) {
                Point last = points.getLast();
                Point next = new Point((double) falseAlarms / (rows.size() - alarms), (double) found / alarms, score);
                area += (next.falseAlarms() - last.falseAlarms()) * (next.found() + last.found()) / 2;
                points.add(next);
            }
        }
        return Optional.of(new Roc(points, area));
    }

    private static double score(TestRow row) {
        return row.got() == 1 ? row.confidence() : 1 - row.confidence();
    }
}
