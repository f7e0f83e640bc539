package dev.tinywright.spec;

import java.util.List;
import java.util.Map;

/**
 * What a change can refer to: the figures of the last build and the columns of the data.
 *
 * @param figures measured values in the metric's unit; empty where nothing was built yet
 * @param columns names of the columns that can be learned from; empty where the data was not read yet
 */
public record Measured(Map<Metric, Double> figures, List<String> columns) {
    public Measured {
        figures = Map.copyOf(figures);
        columns = List.copyOf(columns);
    }
}
