package dev.tinywright.data;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A split that the data comes with: files or folders named train and test. */
final class GivenSplit {
    private static final Set<String> TEST = Set.of("test", "testing", "holdout", "eval");
    private static final Set<String> OTHERS = Set.of("train", "training", "validation", "valid", "val", "dev");

    private GivenSplit() {}

    /** True where each name says what its rows are for, and some are for testing and some are not. */
    static boolean isIn(List<String> names) {
        boolean all = names.stream().allMatch(name -> isTest(name) || says(name, OTHERS));
        return all
                && names.stream().anyMatch(GivenSplit::isTest)
                && names.stream().anyMatch(name -> !isTest(name));
    }

    /** @param name of a file, such as "italy_power_test.csv", or "test/rows.csv" */
    static boolean isTest(String name) {
        return says(name, TEST) && !says(name, OTHERS);
    }

    private static boolean says(String name, Set<String> words) {
        for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
