package dev.tinywright.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the data is and which of it counts.
 *
 * @param path a CSV file, or a folder with a CSV per class or a folder of CSVs per class; absolute once read from task.yaml
 * @param label name of the column that holds the class, or the number to predict; empty to find it
 * @param columns names of the columns to learn from; none to choose all that can be readings
 * @param group name of the column whose equal values must stay on one side of the split; empty to find it
 * @param unit of the number to predict; empty for what the header says, and for classes
 * @param ahead true where rows are in order of time, and the number to predict is that of the next row
 */
public record DataSource(
        Path path,
        Optional<String> label,
        List<String> columns,
        Optional<String> group,
        Optional<String> unit,
        boolean ahead) {
    public DataSource {
        columns = List.copyOf(columns);
    }

    /** A source whose header has all units. */
    public DataSource(Path path, Optional<String> label, List<String> columns, Optional<String> group) {
        this(path, label, columns, group, Optional.empty(), false);
    }
}
