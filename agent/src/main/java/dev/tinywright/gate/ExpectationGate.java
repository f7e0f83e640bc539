package dev.tinywright.gate;

import dev.tinywright.application.Expectations;
import dev.tinywright.application.Wish;
import dev.tinywright.contract.Contract;
import dev.tinywright.diag.Diagnosis;
import java.util.List;

/** Checks expectations that a model wrote. */
public final class ExpectationGate {
    private ExpectationGate() {}

    public static List<Diagnosis> check(Expectations theirs, Expectations rules, Wish wish, Contract contract) {
        return theirs.expected().keySet().containsAll(rules.expected().keySet())
                ? List.of()
                : List.of(new Diagnosis("expectations are missing", "expect.yaml", wish + " " + contract));
    }
}
