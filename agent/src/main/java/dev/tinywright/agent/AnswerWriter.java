package dev.tinywright.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tinywright.answer.JsonAnswer;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.AnswerSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Answers a question about a build from its record alone. */
final class AnswerWriter {
    private static final int ANSWER_TOKENS = 600;

    private final JobLoop loop;
    private final BuildFacts facts;
    private final FiguresGate figures;

    AnswerWriter(JobLoop loop, BuildFacts facts) {
        this.loop = loop;
        this.facts = facts;
        this.figures = new FiguresGate(facts);
    }

    /**
     * An answer as the model wrote it.
     *
     * @param json for repair prompts
     */
    private record Draft(JsonNode json, Answer answer) {}

    /** Returns the answer; empty where none passed. */
    Optional<Answer> write(String question) {
        JsonNode schema = Schemas.answer();
        return loop.run(new Job<Draft>(
                        "answer",
                        Prompt.load("answer"),
                        Map.of("question", Hole.of(Quoted.sentence(question)), "record", facts.hole()),
                        Optional.of(new AnswerSchema("answer", schema)),
                        ANSWER_TOKENS,
                        text -> read(text, schema),
                        List.of(
                                Gate.named("static", AnswerWriter::problems),
                                Gate.named("figures", draft -> figures.check(draft.answer()))),
                        2,
                        (draft, _) -> new Job.Repaired<>(draft, List.of()),
                        draft -> draft.json().toString(),
                        Job.Approved::yes))
                .map(Draft::answer);
    }

    private static List<Diagnosis> problems(Draft draft) {
        return draft.answer().text().isBlank()
                ? List.of(new Diagnosis("there are no words in the answer", "answer", "answer in plain words"))
                : List.of();
    }

    private static Read<Draft> read(String text, JsonNode schema) {
        JsonAnswer answer = JsonAnswer.read(text, schema);
        return answer.value().isEmpty()
                ? Read.failed("parse", answer.problems())
                : Read.of(draft(answer.value().get()), answer.repairs());
    }

    private static Draft draft(JsonNode json) {
        List<Answer.Cite> cites = StreamSupport.stream(json.path("cites").spliterator(), false)
                .map(cite -> new Answer.Cite(
                        cite.path("figure").asText(), cite.path("key").asText()))
                .toList();
        return new Draft(json, new Answer(json.path("answer").asText(), cites));
    }
}
