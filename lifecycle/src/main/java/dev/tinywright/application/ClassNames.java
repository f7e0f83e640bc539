package dev.tinywright.application;

import dev.tinywright.codegen.CGenerator;
import dev.tinywright.contract.Contract;
import java.util.List;

/** How a sketch writes the classes of the model. */
final class ClassNames {
    private ClassNames() {}

    /** Returns an expression that is true where {@code answer} is one of the classes. */
    static String isOneOf(Contract contract, List<Integer> classes) {
        return String.join(
                " || ",
                classes.stream().map(c -> "answer == " + constant(contract, c)).toList());
    }

    static String constant(Contract contract, int position) {
        return CGenerator.classConstants(contract.model(), contract.labels()).get(position);
    }

    /** Returns labels for people: "apple and banana". */
    static String text(Contract contract, List<Integer> classes) {
        return CppText.list(
                classes.stream()
                        .map(c -> CppText.comment(contract.labels().get(c)))
                        .toList(),
                "and");
    }
}
