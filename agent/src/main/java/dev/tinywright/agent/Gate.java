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
     */
    record Finding(String gate, List<Diagnosis> diagnoses) {
        public Finding {
            diagnoses = List.copyOf(diagnoses);
        }

        boolean passed() {
            return diagnoses.isEmpty();
        }
    }

    static <C> Gate<C> named(String name, Function<C, List<Diagnosis>> check) {
        return candidate -> new Finding(name, check.apply(candidate));
    }
}
