package dev.tinywright.cli;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where a command reads and writes, and how it is stopped.
 *
 * @param out results
 * @param err messages and progress
 * @param person who can be asked, where there is one
 * @param onInterrupt is given what to do at Ctrl-C
 * @param told facts that the person has read, so that a build does not tell them again
 */
record Terminal(
        PrintStream out, PrintStream err, Optional<Person> person, Consumer<Runnable> onInterrupt, Set<String> told) {
    Terminal(PrintStream out, PrintStream err, Optional<Person> person, Consumer<Runnable> onInterrupt) {
        this(out, err, person, onInterrupt, new HashSet<>());
    }

    /** Tells what was found in the data before there is a project. */
    void tell(String fact) {
        told.add(fact);
        err.println("  " + Shown.text(fact));
    }

    boolean isInteractive() {
        return person.isPresent();
    }

    /** Asks; empty where the input has ended. */
    Optional<String> ask(String question) {
        return person.orElseThrow().answer(question);
    }

    /** Asks for yes or no. An empty answer is yes; anything else that is not yes, and the end of the input, is no. */
    boolean confirm(String question) {
        return ask(question + " [Y/n]")
                .map(answer ->
                        answer.isEmpty() || answer.toLowerCase(Locale.ROOT).startsWith("y"))
                .orElse(false);
    }
}
