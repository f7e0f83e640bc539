package dev.tinywright.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a command reads and writes.
 *
 * @param out results
 * @param err messages and progress
 * @param console the person, where there is one to ask
 */
record Terminal(PrintStream out, PrintStream err, Optional<Console> console) {

    /** Returns this process's own; a person can be asked only where both ends are a terminal. */
    static Terminal system() {
        return new Terminal(
                System.out, System.err, Optional.ofNullable(System.console()).filter(Console::isTerminal));
    }

    boolean isInteractive() {
        return console.isPresent();
    }

    /** Asks; an end of input counts as an empty answer. */
    String ask(String question) {
        String answer = console.orElseThrow().readLine("%s ", question);
        return answer == null ? "" : answer.strip();
    }

    /** Asks for yes or no; an empty answer is yes. */
    boolean confirm(String question) {
        String answer = ask(question + " [Y/n]").toLowerCase(Locale.ROOT);
        return answer.isEmpty() || answer.startsWith("y");
    }
}
