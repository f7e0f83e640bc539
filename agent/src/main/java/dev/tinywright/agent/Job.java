package dev.tinywright.agent;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.AnswerSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Something that a model is to write, with all that is needed to ask for it and to check it.
 *
 * @param name task, plan, next, step, sketch, answer, change
 * @param prompt asks for it
 * @param holes of the prompt
 * @param schema of the answer, where it is JSON
 * @param answerTokens the answer may have
 * @param read makes a candidate of an answer
 * @param gates in rising cost
 * @param gatesBeforePerson how many of them what is shown to the person has passed
 * @param repair what rules can put right, given what a gate found
 * @param written the candidate as the model would write it, for repair prompts
 * @param approve asks the person
 */
record Job<C>(
        String name,
        Prompt prompt,
        Map<String, Hole> holes,
        Optional<AnswerSchema> schema,
        int answerTokens,
        Function<String, Read<C>> read,
        List<Gate<C>> gates,
        int gatesBeforePerson,
        BiFunction<C, List<Diagnosis>, Repaired<C>> repair,
        Function<C, String> written,
        Function<C, Approved<C>> approve) {
    Job {
        holes = Map.copyOf(holes);
        gates = List.copyOf(gates);
    }

    /** @param repairs in sentences; empty where nothing was changed */
    record Repaired<C>(C candidate, List<String> repairs) {}

    /**
     * What the person said.
     *
     * @param candidate as it is or as the person changed it
     * @param isChanged whether the gates have to see it again
     * @param reason why not; empty where the person accepted it
     */
    record Approved<C>(C candidate, boolean isChanged, Optional<String> reason) {
        static <C> Approved<C> yes(C candidate) {
            return new Approved<>(candidate, false, Optional.empty());
        }
    }
}
