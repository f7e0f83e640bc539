package dev.tinywright.report;

import java.util.List;

/**
 * The data that was learned from. {@code rowsRead} is {@code rowsUsed} and all dropped rows together.
 *
 * @param path as in the task
 * @param label name of the column that holds the class; empty where files or folders do
 * @param classCounts used rows per class, by index
 * @param columns readings that the network learned from
 * @param leftOut columns that it did not learn from
 * @param steps what the plan's data steps did, where there is something to tell
 * @param warnings for people: suspicions, imbalance, few rows
 */
public record DataSummary(
        String path,
        String label,
        long rowsRead,
        long rowsUsed,
        List<Dropped> rowsDropped,
        List<Long> classCounts,
        List<Column> columns,
        List<LeftOut> leftOut,
        List<String> steps,
        List<String> warnings) {
    public DataSummary {
        steps = List.copyOf(steps);
        rowsDropped = List.copyOf(rowsDropped);
        classCounts = List.copyOf(classCounts);
        columns = List.copyOf(columns);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
        long dropped = rowsDropped.stream().mapToLong(Dropped::count).sum();
        if (rowsRead != rowsUsed + dropped) {
            throw new IllegalArgumentException(
                    rowsRead + " rows read are not " + rowsUsed + " used and " + dropped + " dropped");
        }
    }

    /** @param examples the first few of them, by name or line; empty where there are no names */
    public record Dropped(String reason, long count, List<String> examples) {
        public Dropped {
            examples = List.copyOf(examples);
        }
    }

    public record LeftOut(String column, String reason) {}

    /**
     * Profile of one reading over the used rows.
     *
     * @param unit may be empty
     * @param missing rows without a value
     * @param low where the first bin of the histogram starts
     * @param high where its last bin ends
     * @param histogram rows per bin, for each class by index; all with the same number of bins
     */
    public record Column(
            String name,
            String unit,
            long missing,
            double min,
            double lowerQuartile,
            double median,
            double upperQuartile,
            double max,
            double mean,
            double deviation,
            double low,
            double high,
            List<List<Integer>> histogram) {
        public Column {
            histogram = histogram.stream().map(List::copyOf).toList();
        }
    }
}
