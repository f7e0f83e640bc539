package dev.tinywright.pipeline;

import dev.tinywright.pipeline.Ready.Account;
import dev.tinywright.pipeline.Ready.Measure;
import dev.tinywright.pipeline.Ready.Way;
import dev.tinywright.report.ReportFacts.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was tried to put a network on integers, in words. */
final class QuantizeTexts {
    private QuantizeTexts() {}

    /** Returns where the ways were measured; nothing where there was nothing to choose. */
    static String choice(Account account, String examples, String unit) {
        if (account.ways().isEmpty()) {
            return "";
        }
        String what =
                switch (account.measure()) {
                    case ACCURACY -> "accuracy in float is " + score(account.measure(), account.inFloat(), unit);
                    case ERROR -> "the mean error in float is " + score(account.measure(), account.inFloat(), unit);
                    case DISTANCE -> "the figure is how far scores are from those in float";
                };
        return "Chosen on " + account.examples() + " validation " + examples + ", where " + what
                + ". Nothing more was tried once next to nothing was lost.";
    }

    static List<Tried> tried(Account account, String unit) {
        List<Tried> tried = new ArrayList<>();
        boolean found = false;
        for (Way way : account.ways()) {
            boolean chosen = !found && way.score() == account.score();
            found |= chosen;
            tried.add(new Tried(way.how(), score(account.measure(), way.score(), unit), chosen));
        }
        return tried;
    }

    private static String score(Measure measure, double score, String unit) {
        return switch (measure) {
            case ACCURACY, DISTANCE -> String.format(Locale.ROOT, "%.2f %%", Math.abs(score) * 100);
            case ERROR -> String.format(Locale.ROOT, "%.4g %s", -score, unit).strip();
        };
    }
}
