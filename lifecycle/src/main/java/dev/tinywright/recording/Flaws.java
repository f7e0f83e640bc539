package dev.tinywright.recording;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What was found wrong in the files that are used, counted. Nothing of it ends the reading. */
final class Flaws {
    private record Found(long count, int files, String first) {}

    private final SequencedMap<String, Found> found = new LinkedHashMap<>();
    private final Map<String, String> lastFile = new LinkedHashMap<>();
    private String file = "";
    private double worstJitter;
    private String jitterFile = "";
    private int jittered;

    /** Names the file that the next are found in. */
    void in(String name) {
        file = name;
    }

    void add(String what, long line) {
        add(what, 1, line > 0 ? file + " line " + line : file);
    }

    /** Notes what was found so many times in the whole file; nothing where it was not. */
    void addTimes(String what, long times) {
        if (times > 0) {
            add(what, times, file);
        }
    }

    private void add(String what, long times, String place) {
        boolean newFile = !file.equals(lastFile.put(what, file));
        Found before = found.getOrDefault(what, new Found(0, 0, place));
        found.put(what, new Found(before.count() + times, before.files() + (newFile ? 1 : 0), before.first()));
    }

    void count(boolean is, String what, long line) {
        if (is) {
            add(what, line);
        }
    }

    /** @param share by how much the steps of a clock vary; 0 for an even one */
    void jitter(double share) {
        jittered += share > 0 ? 1 : 0;
        if (share > worstJitter) {
            worstJitter = share;
            jitterFile = file;
        }
    }

    /** Returns a sentence for each kind. */
    java.util.List<String> warnings() {
        java.util.List<String> warnings = new java.util.ArrayList<>();
        found.forEach((what, f) -> warnings.add(what + ": " + f.count() + (f.count() == 1 ? " time" : " times") + " in "
                + f.files() + (f.files() == 1 ? " file" : " files") + ", first in " + f.first()));
        if (worstJitter > 0) {
            warnings.add(String.format(
                    java.util.Locale.ROOT,
                    "rows are not evenly taken in %d %s: the steps of the time column vary by up to %.0f %% (root mean square, in"
                            + " %s); they were brought to an even rate, on straight lines between rows",
                    jittered,
                    jittered == 1 ? "file" : "files",
                    100 * worstJitter,
                    jitterFile));
        }
        return warnings;
    }
}
