package dev.tinywright.spec;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts, line by line, as {@code diff -u} shows it. */
public final class TextDiff {
    private static final int CONTEXT = 3;

    private TextDiff() {}

    /** Returns what turns {@code before} into {@code after}, with {@code name} in the header; empty where they are equal. */
    public static String unified(String name, String before, String after) {
        List<Line> lines = lines(before.lines().toList(), after.lines().toList());
        if (lines.stream().allMatch(line -> line.mark() == ' ')) {
            return "";
        }
        StringBuilder diff = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).mark() == ' ') {
                at++;
            } else {
                at = hunk(lines, at, diff);
            }
        }
        return diff.toString();
    }

    /**
     * @param mark ' ' in both, '-' before only, '+' after only
     */
    private record Line(char mark, String text) {}

    /** Lines in order, by the longest common subsequence. */
    private static List<Line> lines(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                boolean equal = before.get(i).equals(after.get(j));
                common[i][j] = equal ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
        return lines;
    }

    /** Appends the hunk of the change at {@code change}; returns the position after it. */
    private static int hunk(List<Line> lines, int change, StringBuilder diff) {
        int from = Math.max(0, change - CONTEXT);
        int last = change;
        for (int i = change; i < lines.size() && i <= last + 2 * CONTEXT; i++) {
            last = lines.get(i).mark() == ' ' ? last : i;
        }
        int to = Math.min(lines.size(), last + 1 + CONTEXT);
        diff.append("@@ -" + range(lines, from, to, '+') + " +" + range(lines, from, to, '-') + " @@\n");
        lines.subList(from, to)
                .forEach(line -> diff.append(line.mark()).append(line.text()).append('\n'));
        return to;
    }

    /** Returns "first,count" of one side: all lines but those marked {@code other}. */
    private static String range(List<Line> lines, int from, int to, char other) {
        long before = lines.subList(0, from).stream()
                .filter(line -> line.mark() != other)
                .count();
        long count = lines.subList(from, to).stream()
                .filter(line -> line.mark() != other)
                .count();
        return (count == 0 ? before : before + 1) + "," + count;
    }
}
