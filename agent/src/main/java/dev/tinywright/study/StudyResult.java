package dev.tinywright.study;

import dev.tinywright.report.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * A study so far.
 *
 * @param model that was asked
 * @param wantedRuns of each cell
 * @param cells stages by levels, those with runs
 * @param ended why it ended early; empty where it did not
 */
public record StudyResult(
        String model, String sentence, String data, long seed, int wantedRuns, List<Cell> cells, String ended) {
    public StudyResult {
        cells = List.copyOf(cells);
    }

    static StudyResult of(String model, Study.Settings settings, List<StudyRun> runs, String ended) {
        List<Cell> cells = new ArrayList<>();
        for (Stage stage : settings.stages()) {
            for (Level level : settings.levels()) {
                List<StudyRun> own = runs.stream()
                        .filter(run -> run.stage() == stage && run.level() == level)
                        .toList();
                if (!own.isEmpty()) {
                    cells.add(new Cell(stage, level, own));
                }
            }
        }
        return new StudyResult(
                model,
                settings.sentence(),
                settings.data().getFileName().toString(),
                settings.seed(),
                settings.runs(),
                cells,
                ended);
    }

    /** The runs of one stage at one level. */
    public record Cell(Stage stage, Level level, List<StudyRun> runs) {
        public Cell {
            runs = List.copyOf(runs);
        }

        public int hits(Predicate<StudyRun.Outcome> success) {
            return (int) runs.stream().map(StudyRun::outcome).filter(success).count();
        }

        /** Returns the share of successes with Wilson's 95 % interval. */
        public Statistics.Estimate share(Predicate<StudyRun.Outcome> success) {
            return Statistics.wilson(hits(success), runs.size());
        }

        /** Returns what all runs took. */
        public StudyRun.Cost total() {
            return sum(runs);
        }

        /** Returns tokens, of failures too, for each success of ours; empty where there is none. */
        public OptionalDouble tokensPerSuccess() {
            return perSuccess((double) total().tokens());
        }

        /** Returns dollars, of failures too, for each success of ours; empty where there is none or no price. */
        public OptionalDouble dollarsPerSuccess() {
            OptionalDouble dollars = total().dollars();
            return dollars.isPresent() ? perSuccess(dollars.getAsDouble()) : dollars;
        }

        private OptionalDouble perSuccess(double all) {
            int hits = hits(StudyRun.Outcome::ours);
            return hits == 0 ? OptionalDouble.empty() : OptionalDouble.of(all / hits);
        }

        /** Returns in how many runs each kind of failure was met, the most frequent first. */
        public Map<String, Integer> failures() {
            return count(runs);
        }

        static StudyRun.Cost sum(List<StudyRun> runs) {
            boolean isPriced =
                    runs.stream().allMatch(run -> run.cost().dollars().isPresent());
            double dollars = runs.stream()
                    .mapToDouble(run -> run.cost().dollars().orElse(0))
                    .sum();
            return new StudyRun.Cost(
                    runs.stream().mapToInt(run -> run.cost().calls()).sum(),
                    runs.stream().mapToInt(run -> run.cost().answers()).sum(),
                    runs.stream().mapToLong(run -> run.cost().inputTokens()).sum(),
                    runs.stream().mapToLong(run -> run.cost().outputTokens()).sum(),
                    runs.stream().mapToDouble(run -> run.cost().seconds()).sum(),
                    isPriced ? OptionalDouble.of(dollars) : OptionalDouble.empty());
        }
    }

    /** Returns in how many runs of the whole study each kind of failure was met, the most frequent first. */
    public Map<String, Integer> failures() {
        return count(cells.stream().flatMap(cell -> cell.runs().stream()).toList());
    }

    private static Map<String, Integer> count(List<StudyRun> runs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        runs.forEach(run -> run.failures().forEach(kind -> counts.merge(kind, 1, Integer::sum)));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
