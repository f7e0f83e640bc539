package dev.tinywright.llm;

import java.util.List;
import java.util.Optional;

/**
 * One question to a language model.
 *
 * @param job what the answer is for: task, plan, step, sketch, repair, next, answer
 * @param prompt name and version of the prompt file, "plan@1"
 * @param messages the conversation so far, the system's first
 * @param schema of the answer, where it is to be JSON
 * @param temperature 0 to 2
 * @param seed handed to providers that take one
 * @param mostAnswerTokens the answer may not be longer
 */
public record Request(
        String job,
        String prompt,
        List<Message> messages,
        Optional<AnswerSchema> schema,
        double temperature,
        long seed,
        int mostAnswerTokens) {
    public Request {
        messages = List.copyOf(messages);
    }
}
