package dev.tinywright.mind;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a step: it leaves out rows whose readings lie far outside of what the others are. */
final class StepWriter {
    private static final Pattern CLASS = Pattern.compile("class named `?(\\w+)");
    private static final Pattern COLUMN = Pattern.compile("(?m)^- (\"(?:[^\"\\\\]|\\\\.)*\"):");

    private StepWriter() {}

    static String step(Prompt prompt) {
        String name = prompt.find(CLASS).orElse("CleanRows");
        List<String> columns = COLUMN.matcher(prompt.section("data"))
                .results()
                .map(found -> found.group(1))
                .toList();
        return """
                ```java
                import dev.tinywright.step.Rows;
                import dev.tinywright.step.Step;
                import java.util.List;

                /** Leaves out rows with a reading far outside of the middle half of its column. */
                public class ${name} implements Step {
                    private static final List<String> COLUMNS = List.of(${columns});
                    private static final double REACH = 6;

                    @Override
                    public Rows apply(Rows rows) {
                        Rows kept = rows;
                        for (String column : COLUMNS) {
                            double low = rows.quantile(column, 0.25);
                            double high = rows.quantile(column, 0.75);
                            double reach = REACH * (high - low);
                            kept = kept.where(row -> row.isMissing(column)
                                    || reach == 0
                                    || (row.number(column) >= low - reach && row.number(column) <= high + reach));
                        }
                        return kept;
                    }
                }
                ```
                """.replace("${name}", name)
                .replace("${columns}", columns.stream().collect(Collectors.joining(", ")));
    }
}
