package dev.tinywright.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that someone may have meant. */
public final class Nearest {
    private Nearest() {}

    /** Returns the nearest of {@code known} to {@code word}, where at most a third of the letters differ: first one that {@code word} begins. */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > 64) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(2, name.length() / 3))
                .min(Comparator.<String, Boolean>comparing(
                                name -> !name.toLowerCase(Locale.ROOT).startsWith(lower))
                        .thenComparing(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
    }

    /** Returns the number of letters to insert, delete, replace or swap with their neighbour to make {@code a} of {@code b}. */
    public static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
