package dev.tinywright.application;

import dev.tinywright.contract.Contract;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** From the model's scores to what they count as: a label, or {@link Expectations#UNSURE}. */
record Answers(Contract contract, OptionalDouble unsureBelow) {
    /** A confidence this near the threshold counts as both: sketches compare in 256ths, percents and floats. */
    private static final double NEAR = 2.0 / 256;

    /** Returns the position of the highest score, the first of equal ones. */
    static int best(byte[] scores) {
        int best = 0;
        for (int k = 1; k < scores.length; k++) {
            if (scores[k] > scores[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Returns what scores may count as. */
    Set<String> of(byte[] scores) {
        Set<String> answers = new LinkedHashSet<>();
        int best = best(scores);
        double confidence = (scores[best] + 128) / 256.0;
        double bound = unsureBelow.orElse(-1);
        if (confidence < bound + NEAR) {
            answers.add(Expectations.UNSURE);
        }
        if (confidence >= bound - NEAR) {
            for (int k = 0; k < scores.length; k++) {
                if (scores[k] == scores[best]) {
                    answers.add(contract.labels().get(k));
                }
            }
        }
        return answers;
    }

    /** Returns what a class with a share in 256ths may count as. */
    Set<String> of(int best, int share) {
        Set<String> answers = new LinkedHashSet<>();
        double bound = unsureBelow.orElse(-1);
        if (share / 256.0 < bound + NEAR) {
            answers.add(Expectations.UNSURE);
        }
        if (share / 256.0 >= bound - NEAR) {
            answers.add(contract.labels().get(best));
        }
        return answers;
    }

    String label(byte[] scores) {
        return contract.labels().get(best(scores));
    }

    /** Returns {@code apple (86 %)}. */
    String described(byte[] scores) {
        return label(scores) + " (" + Math.round((scores[best(scores)] + 128) * 100 / 256.0) + " %)";
    }

    static String either(Set<String> answers) {
        return String.join(" or ", List.copyOf(answers));
    }
}
