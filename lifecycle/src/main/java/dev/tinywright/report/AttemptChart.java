package dev.tinywright.report;

import dev.tinywright.report.ReportFacts.Attempt;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Attempts as points of accuracy against flash, with the goals as lines. */
final class AttemptChart {
    private static final double LEFT = 52;
    private static final double RIGHT = Drawing.WIDTH - 14;
    private static final double TOP = 24;
    private static final double BOTTOM = 264;

    private AttemptChart() {}

    /** Returns the picture, where at least one attempt has both figures. */
    static Optional<Element> draw(List<Attempt> attempts, List<Goal> goals) {
        List<Attempt> shown = shown(attempts);
        return shown.isEmpty() ? Optional.empty() : Optional.of(drawShown(shown, goals));
    }

    /** Returns the flash goal where it is so far above all drawn attempts that the picture leaves it out. */
    static OptionalDouble flashGoalOutside(List<Attempt> attempts, List<Goal> goals) {
        List<Attempt> shown = shown(attempts);
        return shown.isEmpty()
                ? OptionalDouble.empty()
                : goals.stream()
                        .filter(goal -> goal.metric() == Metric.FLASH)
                        .mapToDouble(Goal::bound)
                        .filter(bound ->
                                !flashAxis(shown, goal(goals, Metric.FLASH)).holds(kib(bound)))
                        .findFirst();
    }

    private static List<Attempt> shown(List<Attempt> attempts) {
        return attempts.stream()
                .filter(a -> a.accuracy().isPresent() && a.flashBytes().isPresent())
                .toList();
    }

    private static Element drawShown(List<Attempt> shown, List<Goal> goals) {
        Optional<Goal> accuracy = goal(goals, Metric.ACCURACY);
        Optional<Goal> flash = goal(goals, Metric.FLASH);
        Element picture = Drawing.picture(
                BOTTOM + 40, "Accuracy against flash of each attempt", shown.size() + " attempts, in the table below");
        Axis x = flashAxis(shown, flash);
        Axis y = accuracyAxis(shown, accuracy);
        Drawing.leftAxis(picture, y, LEFT, RIGHT, value -> Numbers.significant(value * 100, 3) + "\u00a0%");
        Drawing.bottomAxis(picture, x, BOTTOM, Drawing::tick);
        picture.add(Drawing.text(RIGHT, BOTTOM + 36, "end", "flash, KiB").with("class", "tick"));
        picture.add(Drawing.text(0, 11, "start", "accuracy").with("class", "tick"));
        accuracy.ifPresent(goal -> addAccuracyGoal(picture, goal, y));
        flash.filter(goal -> x.holds(kib(goal.bound()))).ifPresent(goal -> addFlashGoal(picture, goal, x));
        List<double[]> taken = new ArrayList<>();
        shown.forEach(a -> taken.add(new double[] {x.at(flashOf(a)), y.at(accuracyOf(a))}));
        for (Attempt attempt : shown) {
            addPoint(picture, attempt, x.at(flashOf(attempt)), y.at(accuracyOf(attempt)), taken);
        }
        return picture;
    }

    /** The goal is drawn where it does not squeeze the points into a corner. */
    private static Axis flashAxis(List<Attempt> shown, Optional<Goal> goal) {
        double least = shown.stream().mapToDouble(AttemptChart::flashOf).min().orElse(0);
        double most = shown.stream().mapToDouble(AttemptChart::flashOf).max().orElse(1);
        double bound = goal.map(g -> kib(g.bound())).orElse(most);
        double end = bound <= 2.5 * most ? Math.max(most, bound) : most;
        double spread = Math.max(end - least, 0.2 * end);
        return Axis.rounded(Math.max(0, least - 0.15 * spread), end + 0.1 * spread, 5, LEFT, RIGHT);
    }

    private static Axis accuracyAxis(List<Attempt> shown, Optional<Goal> goal) {
        double least =
                shown.stream().mapToDouble(AttemptChart::accuracyOf).min().orElse(0);
        double most = shown.stream().mapToDouble(AttemptChart::accuracyOf).max().orElse(1);
        double from = Math.min(least, goal.map(Goal::bound).orElse(least));
        double to = Math.max(most, goal.map(Goal::bound).orElse(most));
        double spread = Math.max(to - from, 0.04);
        double bottom = Math.clamp(from - 0.2 * spread, 0, 1);
        double top = Math.clamp(to + 0.2 * spread, 0, 1);
        return Axis.rounded(bottom, top, 5, BOTTOM, TOP);
    }

    private static void addAccuracyGoal(Element picture, Goal goal, Axis y) {
        double at = y.at(goal.bound());
        picture.add(Drawing.line("goal", LEFT, at, RIGHT, at));
        String text = "goal " + Goals.bound(Metric.ACCURACY, goal.bound());
        picture.add(Drawing.text(LEFT + 4, at - 5, "start", text).with("class", "goaltext"));
    }

    private static void addFlashGoal(Element picture, Goal goal, Axis x) {
        double at = x.at(kib(goal.bound()));
        picture.add(Drawing.line("goal", at, TOP, at, BOTTOM));
        String text = "goal " + Numbers.bytes(goal.bound());
        picture.add(Drawing.text(at - 5, BOTTOM - 7, "end", text).with("class", "goaltext"));
    }

    private static void addPoint(Element picture, Attempt attempt, double x, double y, List<double[]> taken) {
        String title = "Attempt " + attempt.number() + ": " + attempt.model() + ", " + attempt.outcome();
        Element point = attempt.met()
                ? Element.of("circle", "met").with("cx", x).with("cy", y).with("r", attempt.chosen() ? 7 : 5)
                : Element.of("path", "missed").with("d", diamond(x, y));
        picture.add(point.child("title", title));
        if (attempt.chosen()) {
            picture.add(Element.of("circle", "ring").with("cx", x).with("cy", y).with("r", 11));
        }
        String text = attempt.number() + (attempt.chosen() ? " chosen" : "");
        Place place = freePlace(x, y, Drawing.width(text), attempt.chosen() ? 16 : 10, taken);
        taken.add(new double[] {place.middle(), place.y() - 4});
        picture.add(Drawing.text(place.x(), place.y(), place.anchor(), text)
                .with("class", attempt.chosen() ? "strong" : "n"));
    }

    /** Where a label is anchored, and where its middle and half its width then are. */
    private record Place(double x, double y, String anchor, double middle, double half) {}

    /** Returns the first of right, left, above, below that has neither a point nor another label on it. */
    private static Place freePlace(double x, double y, double width, double gap, List<double[]> taken) {
        double half = width / 2;
        List<Place> places = List.of(
                new Place(x + gap, y + 4, "start", x + gap + half, half),
                new Place(x - gap, y + 4, "end", x - gap - half, half),
                new Place(x, y - gap - 2, "middle", x, half),
                new Place(x, y + gap + 11, "middle", x, half));
        return places.stream()
                .filter(place ->
                        place.middle() - half > LEFT && place.middle() + half < RIGHT + 10 && place.y() < BOTTOM - 2)
                .filter(place -> taken.stream().noneMatch(point -> isOn(point, place, x, y)))
                .findFirst()
                .orElse(places.getLast());
    }

    private static boolean isOn(double[] point, Place place, double ownX, double ownY) {
        boolean isOwn = point[0] == ownX && point[1] == ownY;
        return !isOwn
                && Math.abs(point[0] - place.middle()) < place.half() + 8
                && Math.abs(point[1] - (place.y() - 4)) < 12;
    }

    private static String diamond(double x, double y) {
        return "M" + Drawing.decimal(x) + " " + Drawing.decimal(y - 6) + "l6 6l-6 6l-6 -6Z";
    }

    static Optional<Goal> goal(List<Goal> goals, Metric metric) {
        return goals.stream().filter(goal -> goal.metric() == metric).findFirst();
    }

    private static double flashOf(Attempt attempt) {
        return kib((double) attempt.flashBytes().orElse(0));
    }

    private static double accuracyOf(Attempt attempt) {
        return attempt.accuracy().orElse(0);
    }

    private static double kib(double bytes) {
        return bytes / 1024;
    }
}
