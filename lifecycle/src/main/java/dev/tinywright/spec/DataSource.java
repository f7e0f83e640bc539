package dev.tinywright.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the data is and which of it counts.
 *
 * @param path a CSV file, or a folder with a CSV per class or a folder of CSVs per class; absolute once read from task.yaml
 * @param label name of the column that holds the class; empty to find it
 * @param columns names of the columns to learn from; none to choose all that can be readings
 * @param group name of the column whose equal values must stay on one side of the split; empty to find it
 */
public record DataSource(Path path, Optional<String> label, List<String> columns, Optional<String> group) {
    public DataSource {
        columns = List.copyOf(columns);
    }
}
