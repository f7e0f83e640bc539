package dev.tinywright.agent;

import java.util.List;

/**
 * Something a model would like to know before it begins.
 *
 * @param about board, label, kind
 * @param choices what can be answered; empty where anything can
 */
public record Question(String about, String question, List<String> choices) {
    public Question {
        choices = List.copyOf(choices);
    }
}
