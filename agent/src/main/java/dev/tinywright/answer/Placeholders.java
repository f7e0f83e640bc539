package dev.tinywright.answer;

import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that stand where a model did not know what to write. */
public final class Placeholders {
    private static final int MOST = 5;
    private static final Pattern WORD = Pattern.compile(
            "/?path/to/[\\w./-]{0,80}|<your[-_ ][\\w -]{1,40}>|\\byour[-_][\\w-]{1,40}[-_](?:here|id|name|path)\\b|\\bYOUR_[A-Z_]{2,40}\\b"
                    + "|\\b(?:TODO|FIXME|XXX)\\b|\\binsert [\\w ]{1,20} here\\b");
    private static final Pattern LEFT_OUT =
            Pattern.compile("(?://|#)? ?(?:\\.\\.\\.|…)(?: ?(?:rest|remaining|existing|same|your|other)\\b.{0,60})?");

    private Placeholders() {}

    /** Returns a finding for each placeholder in {@code text}, which is code or JSON; at most five. */
    public static List<Diagnosis> find(String text) {
        List<Diagnosis> found = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size() && found.size() < MOST; i++) {
            String line = lines.get(i);
            Matcher word = WORD.matcher(line);
            if (word.find()) {
                found.add(finding(word.group(), i));
            } else if (line.length() < 200 && LEFT_OUT.matcher(line.strip()).matches()) {
                found.add(finding(line.strip(), i));
            }
        }
        return found;
    }

    private static Diagnosis finding(String what, int line) {
        return new Diagnosis(
                "'" + what + "' is a placeholder",
                "line " + (line + 1),
                "write what belongs there, from the facts of the task");
    }
}
