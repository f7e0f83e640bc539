package dev.tinywright.data;

import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskKind;
import java.util.List;

/**
 * What the person's sentence says about the data, in the sentence's own words.
 *
 * @param labels the classes it names, such as "apples"; empty where it names none
 * @param labelPhrase what is to be told, such as "species" or "the quality grade"; empty where it does not say
 * @param columns what it is to be told from, such as "bill length", "colour", "red and green"; empty where it does not say
 * @param anomaly true where what is normal is to be learned
 * @param number true where a number is to be predicted, not a class
 */
public record DataHints(
        List<String> labels, String labelPhrase, List<String> columns, boolean number, boolean anomaly) {
    public DataHints {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
    }

    /** Hints for classes or a number. */
    public DataHints(List<String> labels, String labelPhrase, List<String> columns, boolean number) {
        this(labels, labelPhrase, columns, number, false);
    }

    /** Hints for classes. */
    public DataHints(List<String> labels, String labelPhrase, List<String> columns) {
        this(labels, labelPhrase, columns, false);
    }

    /** The hints of a sentence that says nothing about the data. */
    public static DataHints none() {
        return new DataHints(List.of(), "", List.of());
    }

    /** The hints of a task, which names the columns itself. */
    public static DataHints of(Task task) {
        return new DataHints(
                task.labels(), "", List.of(), task.kind() == TaskKind.REGRESSION, task.kind() == TaskKind.ANOMALY);
    }
}
