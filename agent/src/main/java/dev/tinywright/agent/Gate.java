package dev.tinywright.agent;

import dev.tinywright.diag.Diagnosis;
import java.util.List;
import java.util.function.Function;

/** A check of what a model proposed. Gates stand in rising cost; a candidate meets the next where it passed the one before. */
@FunctionalInterface
interface Gate<C> {
    Finding check(C candidate);

    /**
     * @param gate its name in traces: static, compile, sample, accounting, run, device, application
     * @param diagnoses empty where it passed
     * @param isTheCandidates false where no other candidate would pass either: asking again is of no use
     */
    record Finding(String gate, List<Diagnosis> diagnoses, boolean isTheCandidates) {
        public Finding {
            diagnoses = List.copyOf(diagnoses);
        }

        Finding(String gate, List<Diagnosis> diagnoses) {
            this(gate, diagnoses, true);
        }

        boolean passed() {
            return diagnoses.isEmpty();
        }
    }

    static <C> Gate<C> named(String name, Function<C, List<Diagnosis>> check) {
        return candidate -> new Finding(name, check.apply(candidate));
    }
}
