package dev.tinywright.cli;

import java.io.Console;
import java.util.Optional;

/** Somebody who can be asked. */
@FunctionalInterface
interface Person {
    /** Returns the answer to a question, stripped; empty where the input has ended. */
    Optional<String> answer(String question);

    /** Returns the person at this process's terminal, where both of its ends are one. */
    static Optional<Person> atTheTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).map(Person::at);
    }

    private static Person at(Console console) {
        return question ->
                Optional.ofNullable(console.readLine("%s ", question)).map(String::strip);
    }
}
